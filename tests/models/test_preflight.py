"""The way to torch: builds that do not fit each other, and installations that are not there or broken."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from lvkb.models import preflight
from lvkb.models.preflight import Unavailable, installed_versions

CURE = (
    "Install torch, torchvision and timm anew, in one command, so that they fit each other. On Linux without a GPU: "
    'pip install "lvkb[models]" --extra-index-url https://download.pytorch.org/whl/cpu'
)
ABSENT = (
    'timm is not installed. Install what the models commands need: pip install "lvkb[models]". On Linux without a GPU: '
    'pip install "lvkb[models]" --extra-index-url https://download.pytorch.org/whl/cpu'
)


class FakeTorch:
    """A torch that notes which operators are defined; torchvision wants some of them."""

    def __init__(self, cuda: str | None, wanted: tuple[str, ...]) -> None:
        self.version = SimpleNamespace(cuda=cuda)
        self.library = SimpleNamespace(Library=self._make)
        self.defined: list[str] = []
        self.wanted = wanted
        self.tries = 0

    def _make(self, namespace: str, kind: str) -> Any:
        assert (namespace, kind) == ("torchvision", "FRAGMENT")
        return SimpleNamespace(define=self.defined.append)

    def torchvision(self) -> ModuleType:
        """Is imported as the real one is: half of it stays behind when an operator is missing."""
        self.tries += 1
        assert "torchvision.half" not in sys.modules
        sys.modules["torchvision.half"] = ModuleType("torchvision.half")
        for name in self.wanted:
            if not any(text.startswith(f"{name}(") for text in self.defined):
                raise RuntimeError(f"operator torchvision::{name} does not exist")
        return ModuleType("torchvision")


Install = Callable[..., FakeTorch]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts made-up modules in the place of the real ones, for one test."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(preflight, "_LIBRARIES", [])
    monkeypatch.setattr(preflight, "libraries", preflight.libraries.__wrapped__)

    def put(cuda: str | None = None, wanted: tuple[str, ...] = (), **errors: Exception) -> FakeTorch:
        torch = FakeTorch(cuda, wanted)

        def find(name: str) -> Any:
            if error := errors.get(name.replace(".", "_")):
                raise error
            return {"torch": lambda: torch, "torchvision": torch.torchvision}.get(name, lambda: ModuleType(name))()

        monkeypatch.setattr(importlib, "import_module", find)
        return torch

    yield put
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        del sys.modules[name]


def test_modules_that_fit_are_loaded_without_a_note(install: Install) -> None:
    """Where torchvision can be imported, nothing is done and nothing is noted."""
    torch = install(cuda="12.8")

    assert preflight.libraries().note == ""
    assert torch.defined == []


def test_operators_of_a_missing_compiled_part_are_defined(install: Install) -> None:
    """A torchvision for CUDA beside a torch without gets its box operators, one a round, and the user one note."""
    torch = install(wanted=("nms", "qnms"))

    assert preflight.libraries().note == (
        "torchvision's compiled part needs CUDA and torch has none: the box operators nms, qnms were left empty. "
        "Nothing here uses them."
    )
    assert torch.tries == 3
    assert torch.defined == [
        "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
        "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    ]
    assert len(preflight._LIBRARIES) == 2  # an operator lives as long as its library


@pytest.mark.parametrize(
    ("cuda", "operator"), [("12.8", "nms"), (None, "roi_align")], ids=["torch has CUDA", "another operator"]
)
def test_other_missing_operators_are_told(install: Install, cuda: str | None, operator: str) -> None:
    """Only the known mismatch of builds is mended; anything else is a broken installation."""
    torch = install(cuda=cuda, wanted=(operator,))

    with pytest.raises(Unavailable) as caught:
        preflight.libraries()

    assert str(caught.value) == (
        f"torchvision is installed but cannot be imported: operator torchvision::{operator} does not exist. {CURE}"
    )
    assert torch.defined == []


def test_an_operator_that_stays_undefined_ends_it(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator that is missing again after it was defined is told, and not defined for ever."""
    torch = install(wanted=("nms",))
    monkeypatch.setattr(FakeTorch, "torchvision", _never)

    with pytest.raises(Unavailable, match=r"operator torchvision::nms does not exist"):
        preflight.libraries()
    assert len(torch.defined) == 1


def _never(_: FakeTorch) -> ModuleType:
    raise RuntimeError("operator torchvision::nms does not exist")


def test_a_missing_package_is_told_with_its_cure(install: Install) -> None:
    """A package that is not there is named, with the command that installs it."""
    install(timm=ModuleNotFoundError("No module named 'timm'", name="timm"))

    with pytest.raises(Unavailable) as caught:
        preflight.libraries()

    assert str(caught.value) == ABSENT


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModuleNotFoundError("No module named 'yaml'", name="yaml"), "No module named 'yaml'"),
        (
            OSError("libtorch.so: cannot open shared object file\nand more"),
            "libtorch.so: cannot open shared object file",
        ),
        (ImportError(), "ImportError"),
    ],
    ids=["one of its own packages", "several lines", "no text"],
)
def test_a_broken_package_is_told_in_one_line(install: Install, error: Exception, reason: str) -> None:
    """Whatever an import raises becomes one line with the cure."""
    install(timm_data=error)

    with pytest.raises(Unavailable) as caught:
        preflight.libraries()

    assert str(caught.value) == f"timm is installed but cannot be imported: {reason}. {CURE}"


def test_versions_are_told_without_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version is the one that is installed, without the build of torch."""
    monkeypatch.setattr(metadata, "version", {"timm": "1.0.31", "torch": "2.13.0+cpu"}.__getitem__)

    assert installed_versions() == {"timm": "1.0.31", "torch": "2.13.0"}


def test_a_version_of_what_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without timm there is no version, and the cure is told."""

    def version(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)

    with pytest.raises(Unavailable) as caught:
        installed_versions()

    assert str(caught.value) == ABSENT


def test_the_real_modules_are_loaded_once(loaded: preflight.Libraries) -> None:
    """The real torch and timm are given, the same each time."""
    assert preflight.libraries() is loaded
    assert loaded.timm.is_model("mobilevit_s")
