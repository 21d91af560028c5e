"""The commands `lvkb models bench`, `run` and `export`: what they print, and how they end."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from lvkb.models import benchmark, classification, construction, model_export, preflight, weight_files
from lvkb.models import weight_loading as weights_module
from lvkb.models.preflight import Unavailable, libraries
from tests.conftest import MakeRoot
from tests.samples import READING, record

TINY, OTHER = "test_vit.r160_in1k", "test_vit2.r160_in1k"
BOUND = (benchmark, classification, model_export, weights_module)
"""Modules that are imported before a test replaces `preflight.libraries`, which they would otherwise keep for good."""

NOTE = "note: torchvision's compiled part"
DATA = "lvkb: data of "
LINKED = (
    f"[{{name: Tiny-S, timm: {TINY}, readings: [{READING}]}}, {{name: Tiny-B, timm: {OTHER}, readings: [{READING}]}}]"
)


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in no knowledge base, and no weights on this machine."""
    constants = import_module("huggingface_hub.constants")
    folder = tmp_path / "outside"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hf/hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return folder


@pytest.fixture
def weights(tmp_path: Path, loaded: Any) -> Path:
    """A checkpoint of a tiny model that takes everything for a golden retriever."""
    save_file = import_module("safetensors.torch").save_file
    state = construction.build(TINY, device="cpu").state_dict()
    state["head.weight"].zero_()
    state["head.bias"].zero_()
    state["head.bias"][207] = 20
    file = tmp_path / "tiny.safetensors"
    save_file(state, file)
    return file


@pytest.fixture
def image(outside: Path) -> str:
    """A small image."""
    pil = import_module("PIL.Image")
    pil.new("RGB", (8, 8), (255, 0, 0)).save(outside / "a.png")
    return "a.png"


def call(*arguments: str | Path) -> Result:
    """Runs a models command."""
    return CliRunner().invoke(app, ["models", *map(str, arguments)])


def told(result: Result) -> str:
    """Gives what a command said on its error channel, without the note on torchvision and whose data were asked."""
    return "".join(line for line in result.stderr.splitlines(keepends=True) if not line.startswith((NOTE, DATA)))


def no_weights(name: str) -> str:
    """Gives the whole message on weights that are not here."""
    return (
        f"lvkb: there are no weights of {name} on this machine. Name a file of them with --checkpoint FILE, "
        "or let lvkb fetch them with --download "
        f"(to have them beforehand: `hf download timm/{name} model.safetensors`).\n"
    )


class TestRun:
    """`lvkb models run`."""

    def test_without_weights_both_remedies_are_told_before_torch_is_imported(
        self, loaded: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Offline and without weights the command ends at once, with both remedies; torch is not touched."""
        monkeypatch.setattr(preflight, "libraries", lambda: pytest.fail("torch was asked for"))
        result = call("run", TINY, "a.png")
        assert (result.exit_code, result.stderr) == (2, no_weights(TINY))

    def test_the_whole_command_imports_no_torch_for_that(self, loaded: Any) -> None:
        """In a process of its own the same message comes, and none of the slow modules was imported."""
        code = (
            "import sys; from lvkb.cli import app\n"
            "try: app(['models', 'run', 'test_vit.r160_in1k', 'a.png'])\n"
            "finally: print([name for name in ('torch', 'torchvision', 'timm') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (2, "[]\n", no_weights(TINY))

    def test_an_image_is_classified(self, weights: Path, image: str) -> None:
        """The classes are shown with their share, after the model, its weights and their licence."""
        result = call("run", TINY, image, "--checkpoint", weights, "--top", "1")
        assert (result.exit_code, told(result)) == (0, "")
        assert result.stdout == (
            f"model: {TINY}\nweights: {weights}\nlicence: as whoever made the file says\n"
            "a.png\n  100.0 %  golden retriever (207)\n"
        )

    def test_weights_of_the_cache_are_used_and_their_licence_is_told(
        self, weights: Path, image: str, tmp_path: Path
    ) -> None:
        """What the hub's client fetched before is taken without a network, with timm's word on the licence."""
        folder = tmp_path / "hf/hub" / f"models--timm--{TINY}"
        file = folder / "snapshots" / ("0" * 40) / "model.safetensors"
        file.parent.mkdir(parents=True)
        weights.rename(file)
        (folder / "refs").mkdir()
        (folder / "refs/main").write_text("0" * 40)
        result = call("run", TINY, image, "--top", "1")
        assert (result.exit_code, told(result)) == (0, "")
        assert result.stdout == (
            f"model: {TINY}\nweights: model.safetensors\nlicence: apache-2.0\n"
            "a.png\n  100.0 %  golden retriever (207)\n"
        )

    def test_a_broken_image_does_not_stop_the_others(self, weights: Path, image: str, outside: Path) -> None:
        """Broken and missing files are named, the others are classified, and the exit code tells of it."""
        (outside / "b.png").write_bytes(b"no image")
        result = call("run", TINY, "no.png", "b.png", image, "--checkpoint", weights, "--top", "1")
        assert result.exit_code == 1
        assert (
            told(result)
            == "lvkb: no.png: there is no such file.\nlvkb: b.png: this is no image that Pillow can read.\n"
        )
        assert result.stdout.endswith("a.png\n  100.0 %  golden retriever (207)\n")

    def test_json_tells_the_same(self, weights: Path, image: str) -> None:
        """The JSON has model, weights, their license, size, and for each image its classes or its error."""
        result = call("run", TINY, image, "no.png", "--checkpoint", weights, "--top", "1", "--format", "json")
        assert result.exit_code == 1
        found = json.loads(result.stdout)
        images = found.pop("images")
        assert found == {
            "model": TINY,
            "weights": str(weights),
            "license": "as whoever made the file says",
            "size": 160,
        }
        assert images == [
            {"image": "a.png", "guesses": [{"index": 207, "label": "golden retriever", "probability": ANY}]},
            {"image": "no.png", "error": "no.png: there is no such file."},
        ]

    def test_the_checkpoint_of_another_model_is_told(self, weights: Path, image: str) -> None:
        """Weights of another model end with one line that names the first difference."""
        result = call("run", OTHER, image, "--checkpoint", weights)
        assert result.exit_code == 2
        assert told(result).startswith(f"lvkb: {weights} does not fit {OTHER}: ")
        assert told(result).count("\n") == 1

    def test_a_dangerous_checkpoint_is_refused(self, loaded: Any, image: str, tmp_path: Path) -> None:
        """A pickle that would run code ends the command, and does not run."""
        ran, file = tmp_path / "ran", tmp_path / "bad.pth"
        file.write_bytes(pickle.dumps(_Payload(ran)))
        result = call("run", TINY, image, "--checkpoint", file)
        assert (result.exit_code, ran.exists()) == (2, False)
        assert told(result).startswith(f"lvkb: {file} is refused: ")

    def test_a_checkpoint_that_is_not_there_is_told(self) -> None:
        """A missing file is told without loading anything."""
        result = call("run", TINY, "a.png", "--checkpoint", "no.pth")
        assert (result.exit_code, result.stderr) == (2, "lvkb: there is no file no.pth.\n")

    def test_a_download_is_announced_with_its_licence(
        self, weights: Path, image: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With --download the weights are fetched, after their licence was told."""
        monkeypatch.setattr(weight_files, "_from_hub", lambda place: weights)
        result = call("run", TINY, image, "--download", "--top", "1")
        assert result.exit_code == 0
        assert told(result) == f"fetching timm/{TINY}; licence of the weights: apache-2.0\n"

    def test_a_download_without_a_network_is_told(self, loaded: Any, image: str) -> None:
        """A download that fails ends with one line."""
        result = call("run", TINY, image, "--download")
        assert result.exit_code == 2
        assert f"lvkb: the weights of {TINY} could not be fetched: " in told(result)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            (
                "hf-hub:a/b",
                '"hf-hub:a/b": models from a hub or a folder are not taken, only those that timm itself has.',
            ),
            (
                "local-dir:/x",
                '"local-dir:/x": models from a hub or a folder are not taken, only those that timm itself has.',
            ),
            ("a/b", '"a/b" is no linked model of timm, no paper with one, and no variant.'),
            ("../a", '"../a" is no linked model of timm, no paper with one, and no variant.'),
        ],
        ids=["hub", "folder", "repository", "path"],
    )
    def test_names_that_lead_elsewhere_are_refused(self, name: str, message: str) -> None:
        """Only names that timm's own registry can have are taken."""
        result = call("run", name, "a.png")
        assert (result.exit_code, told(result)) == (2, f"lvkb: {message}\n")

    def test_an_unknown_model_is_told_with_near_ones(self, loaded: Any) -> None:
        """A tag that timm does not have is told with those it has."""
        result = call("run", "test_vit.nope", "a.png")
        assert result.exit_code == 2
        assert (
            told(result)
            == "lvkb: test_vit.nope: timm has test_vit, but not with the tag nope. Did you mean test_vit.r160_in1k?\n"
        )

    def test_names_of_the_catalogue_stand_for_their_models(
        self, loaded: Any, make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Variants stand for their model; a paper with several asks for one. Whose they are is told."""
        root = make_root({"papers/tiny.yml": record("tiny", variants=LINKED)})
        monkeypatch.chdir(root)
        for name in ("Tiny-S", "tiny-s", "tiny/Tiny-S", "test_vit"):
            assert call("run", name, "a.png").stderr == f"{DATA}{root}.\n{no_weights(TINY)}"
        assert call("run", TINY, "a.png").stderr == no_weights(TINY)
        assert told(call("run", "tiny", "a.png")) == (
            f'lvkb: "tiny" stands for several models; name one: {TINY} (Tiny-S); {OTHER} (Tiny-B).\n'
        )
        assert told(call("run", "no-such", "a.png")) == (
            'lvkb: "no-such" is no linked model of timm, no paper with one, and no variant.\n'
        )

    def test_a_device_that_is_not_there_is_told(self, weights: Path, image: str) -> None:
        """A device that torch does not find ends the command."""
        result = call(
            "run", TINY, image, "--checkpoint", weights, "--device", "mps" if sys.platform != "darwin" else "cuda"
        )
        assert result.exit_code == 2
        assert "device here; there is: cpu" in told(result)


class _Payload:
    """An object that writes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, (f"open({str(self.file)!r}, 'w').close()",)


class TestBench:
    """`lvkb models bench`."""

    def test_two_models_are_compared(self, loaded: Any, outside: Path) -> None:
        """The text has both models and their ratio; the file has readings, environment and every run."""
        result = call("bench", TINY, OTHER, "--threads", "1", "--warm-up", "1", "--out", "bench.json")
        assert (result.exit_code, told(result)) == (0, "")
        assert f"{TINY} takes " in result.stdout
        found = json.loads((outside / "bench.json").read_text(encoding="utf-8"))
        assert [item["model"] for item in found["results"]] == [TINY, OTHER]
        assert [len(item["runs_ms"]) for item in found["results"]] == [30, 30]
        assert found["environment"]["threads"] == 1
        assert found["results"][0]["reading"]["latency"]["threads"] == 1
        assert str(outside) not in json.dumps(found)

    def test_json_is_the_file(self, loaded: Any, outside: Path) -> None:
        """`--format json` prints what `--out` writes, and nothing else."""
        result = call("bench", TINY, "--threads", "1", "--warm-up", "1", "--format", "json", "--out", "b.json")
        assert result.stdout == (outside / "b.json").read_text(encoding="utf-8")

    def test_too_few_runs_are_refused_with_the_reason(self, loaded: Any) -> None:
        """Below 30 runs there is no median worth a reading."""
        result = call("bench", TINY, "--runs", "29")
        assert result.exit_code == 2
        assert told(result) == "lvkb: 29 runs are too few: a median with quartiles needs at least 30.\n"

    def test_a_model_that_fails_is_told_by_the_exit_code(self, loaded: Any) -> None:
        """A size that one model refuses is told, the other is timed, exit code 1."""
        result = call("bench", TINY, "test_convnext.r160_in1k", "--size", "100", "--threads", "1", "--warm-up", "1")
        assert result.exit_code == 1
        assert (
            f"{TINY}, batch 1: not timed: Input height (100) should be divisible by patch size (16)." in result.stdout
        )

    @pytest.mark.parametrize("batch", ["", "0", "1,,8", "x", "-1", "1;8", "9" * 5000])
    def test_batches_that_are_no_numbers_are_told(self, batch: str) -> None:
        """What is no list of sizes ends with an example."""
        result = call("bench", TINY, f"--batch={batch}")
        assert (result.exit_code, result.stderr) == (
            2,
            f'lvkb: --batch "{batch}" is no list of whole numbers above 0, as in 1,8.\n',
        )

    def test_a_folder_that_is_not_there_is_told_before_anything_is_timed(self) -> None:
        """A file that could not be written in the end is told at the start."""
        assert call("bench", TINY, "--out", "no/b.json").stderr == "lvkb: there is no folder for no/b.json.\n"

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where torch is missing, the command ends with what to install."""

        def missing() -> None:
            raise Unavailable(f"torch is not installed. {preflight.INSTALL}")

        monkeypatch.setattr(preflight, "libraries", missing)
        result = call("bench", TINY)
        assert (result.exit_code, result.stderr) == (
            2,
            'lvkb: torch is not installed. Install what the models commands need: pip install "lvkb[models]"\n',
        )


class TestExport:
    """`lvkb models export`."""

    def test_random_weights_are_said_loudly(self, loaded: Any, outside: Path) -> None:
        """Without a checkpoint the file is written, checked, and said to have random weights."""
        result = call("export", TINY, "--format", "torchscript", "--out", "a.pt")
        assert result.exit_code == 0
        assert told(result) == (
            "lvkb: WARNING: the weights are RANDOM: the file shows speed, not accuracy. See --checkpoint.\n"
        )
        size = (outside / "a.pt").stat().st_size
        first, second = result.stdout.splitlines()
        assert first == f"wrote a.pt: {TINY}, torchscript, input 1 x 3 x 160 x 160, {size:,} bytes"
        assert second.startswith("checked with torch.jit, largest difference ")

    @pytest.mark.filterwarnings("ignore:.torch.jit.load. is deprecated:DeprecationWarning")
    def test_weights_of_a_checkpoint_are_exported(self, weights: Path, outside: Path) -> None:
        """The exported file gives the scores of the checkpoint, at the size and batch asked for."""
        arguments = ("--checkpoint", weights, "--size", "96", "--batch", "2")
        result = call("export", TINY, "--format", "torchscript", "--out", "a.pt", *arguments)
        assert (result.exit_code, told(result)) == (0, "")
        torch = libraries().torch
        scores = torch.jit.load("a.pt")(torch.rand(2, 3, 96, 96))
        assert scores.argmax(-1).tolist() == [207, 207]

    def test_a_file_that_is_there_stays_without_force(self, loaded: Any, outside: Path) -> None:
        """An existing file is replaced only with --force."""
        (outside / "a.pt").write_bytes(b"old")
        result = call("export", TINY, "--format", "torchscript", "--out", "a.pt")
        assert (result.exit_code, result.stderr) == (
            2,
            "lvkb: a.pt is there already. Name another file, or add --force.\n",
        )
        assert (outside / "a.pt").read_bytes() == b"old"
        assert call("export", TINY, "--format", "torchscript", "--out", "a.pt", "--force").exit_code == 0
        assert (outside / "a.pt").read_bytes() != b"old"

    def test_onnx_without_its_packages_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Missing packages are named before torch is loaded."""
        monkeypatch.setattr(preflight, "installed_versions", dict)
        monkeypatch.setattr(model_export, "missing_packages", lambda form: ("onnx", "onnxscript"))
        result = call("export", TINY, "--format", "onnx", "--out", "a.onnx")
        assert (result.exit_code, result.stderr) == (
            2,
            "lvkb: onnx needs packages that are not installed: pip install onnx onnxscript\n",
        )

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where torch is missing, that is told before what a format needs besides."""

        def missing() -> None:
            raise Unavailable(f"torch is not installed. {preflight.INSTALL}")

        monkeypatch.setattr(preflight, "installed_versions", missing)
        result = call("export", TINY, "--format", "onnx", "--out", "a.onnx")
        assert (result.exit_code, result.stderr) == (
            2,
            'lvkb: torch is not installed. Install what the models commands need: pip install "lvkb[models]"\n',
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--format", "torchscript", "--out", "no/a"), "there is no folder for no/a."),
            (("--format", "torchscript", "--out", "."), ". is there already."),
            (("--format", "torchscript", "--out", "a", "--opset", "18"), "--opset is for onnx only."),
        ],
    )
    def test_wrong_use_is_told(self, arguments: tuple[str, ...], message: str) -> None:
        """What cannot be done is told before anything is loaded."""
        result = call("export", TINY, *arguments)
        assert (result.exit_code, result.stderr) == (2, f"lvkb: {message}\n")

    def test_a_size_that_the_model_refuses_is_told(self, loaded: Any, outside: Path) -> None:
        """A size that does not fit ends with the model's own words, and no file."""
        result = call("export", TINY, "--format", "torchscript", "--out", "a.pt", "--size", "100")
        assert result.exit_code == 2
        assert told(result) == (
            "lvkb: the model cannot take images of 100 x 100 pixels: "
            "Input height (100) should be divisible by patch size (16).\n"
        )
        assert not list(outside.iterdir())
