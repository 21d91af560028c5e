"""Models as files for other runtimes: checked before they get their name."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lvkb.models import construction, model_export
from lvkb.models.choices import ModelFormat
from lvkb.models.model_export import Exported, NotExported, export, missing_packages
from lvkb.models.preflight import libraries

pytestmark = pytest.mark.usefixtures("loaded")

TINY, SIZE = "test_vit.r160_in1k", 160
needs_onnx = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("onnx", "onnxscript", "onnxruntime")),
    reason="onnx, onnxscript and onnxruntime are needed",
)


@pytest.fixture(scope="module")
def tiny() -> Any:
    """A tiny model with random weights."""
    return construction.build(TINY, device="cpu")


@pytest.mark.filterwarnings("ignore:.torch.jit.load. is deprecated:DeprecationWarning")
def test_torchscript_gives_what_the_model_gives(tiny: Any, tmp_path: Path) -> None:
    """The traced file gives the model's own scores for another image, in the batch asked for."""
    torch, file = libraries().torch, tmp_path / "a.pt"
    written = export(tiny, ModelFormat.TORCHSCRIPT, file, size=SIZE, batch=2)
    assert written == Exported(file.stat().st_size, written.difference, "torch.jit")
    assert written.difference is not None
    assert written.difference < 1e-6
    images = torch.rand(2, 3, SIZE, SIZE)
    with torch.no_grad():
        assert torch.allclose(torch.jit.load(str(file))(images), tiny(images), atol=1e-6)


@needs_onnx
def test_onnx_gives_what_the_model_gives(tiny: Any, tmp_path: Path) -> None:
    """The ONNX file is one file, names its input and output, and its runtime gives the model's own scores."""
    onnxruntime = import_module("onnxruntime")
    torch, file = libraries().torch, tmp_path / "a.onnx"
    written = export(tiny, ModelFormat.ONNX, file, size=SIZE)
    assert written.checked == f"onnxruntime {onnxruntime.__version__}"
    assert [item.name for item in tmp_path.iterdir()] == ["a.onnx"]
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    images = torch.rand(1, 3, SIZE, SIZE)
    (scores,) = session.run(["scores"], {"image": images.numpy()})
    assert torch.allclose(torch.from_numpy(scores), tiny(images), atol=1e-5)


@needs_onnx
def test_without_its_runtime_an_onnx_file_is_said_not_to_be_compared(
    tiny: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without onnxruntime the file is checked for its form alone, and that is said."""
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "onnxruntime" else there(name, *rest)
    )
    written = export(tiny, ModelFormat.ONNX, tmp_path / "a.onnx", size=SIZE)
    assert written.difference is None
    assert written.checked.endswith(" alone: to compare values, install onnxruntime")


def test_packages_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """ONNX needs two packages; torchscript needs none."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert missing_packages(ModelFormat.ONNX) == ("onnx", "onnxscript")
    assert missing_packages(ModelFormat.TORCHSCRIPT) == ()


def test_a_file_that_computes_something_else_is_not_kept(
    tiny: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A difference from the model's own scores leaves no file, and the old one as it was."""
    file = tmp_path / "a.pt"
    file.write_bytes(b"old")
    run = model_export._run_trace
    monkeypatch.setattr(model_export, "_run_trace", lambda *given: (run(*given)[0] * 1.01, "torch.jit"))
    with pytest.raises(NotExported) as error:
        export(tiny, ModelFormat.TORCHSCRIPT, file, size=SIZE)
    assert str(error.value) == (
        "the torchscript file computes something else than the model: its scores differ by 0.01 of the largest one, "
        "and 0.0001 is accepted."
    )
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.pt", b"old")]


def test_a_path_that_hangs_on_the_traced_image_is_noticed(tmp_path: Path) -> None:
    """A model that decides by its input is traced along one path; the other image shows it, and there is no file."""
    torch = libraries().torch
    middle = sum(float(model_export._images(1, 8, seed)[0, 0, 0, 0]) for seed in (0, 1)) / 2

    class Deciding(torch.nn.Module):  # type: ignore[name-defined,misc]
        def forward(self, image: Any) -> Any:
            scores = image.mean(dim=(2, 3))
            return scores if float(image[0, 0, 0, 0]) > middle else scores + 1

    with pytest.raises(NotExported, match=r"^the torchscript file computes something else"):
        export(Deciding(), ModelFormat.TORCHSCRIPT, tmp_path / "a.pt", size=8)
    assert not list(tmp_path.iterdir())


def test_scores_of_zero_are_not_called_equal(tmp_path: Path) -> None:
    """Weights that give zeros alone prove nothing, which is said."""
    torch = libraries().torch
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * 8 * 8, 4)).eval()
    torch.nn.init.zeros_(model[1].weight)
    torch.nn.init.zeros_(model[1].bias)
    written = export(model, ModelFormat.TORCHSCRIPT, tmp_path / "a.pt", size=8)
    assert written.difference is None
    assert written.checked == "torch.jit, but the scores are all zero: these weights tell nothing"


def test_what_torch_cannot_export_is_told_in_one_line(tmp_path: Path) -> None:
    """A model that cannot be traced ends with the reason, and no file."""
    torch = libraries().torch

    class Listing(torch.nn.Module):  # type: ignore[name-defined,misc]
        def forward(self, image: Any) -> Any:
            return image.mean(dim=(2, 3)) if not torch.jit.is_tracing() else {"a", "set"}

    with pytest.raises(NotExported) as error:
        export(Listing(), ModelFormat.TORCHSCRIPT, tmp_path / "a.pt", size=8)
    assert str(error.value).startswith("torch cannot export this model as torchscript: ")
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_told(tiny: Any, tmp_path: Path) -> None:
    """A file that cannot be made ends with one line."""
    with pytest.raises(NotExported, match=rf"^{tmp_path}/no/a\.pt cannot be written: "):
        export(tiny, ModelFormat.TORCHSCRIPT, tmp_path / "no/a.pt", size=SIZE)


def test_the_file_may_be_read_by_those_who_may_read_others(tiny: Any, tmp_path: Path) -> None:
    """The file gets the permissions of any new file, not those of a temporary one."""
    other = tmp_path / "other"
    other.touch()
    export(tiny, ModelFormat.TORCHSCRIPT, tmp_path / "a.pt", size=SIZE)
    assert (tmp_path / "a.pt").stat().st_mode == other.stat().st_mode
