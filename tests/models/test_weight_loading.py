"""Where weights are looked for, and what is read from a file of weights."""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lvkb.models import construction, weight_loading
from lvkb.models.preflight import libraries
from lvkb.models.weight_files import cached, download, remedies
from lvkb.models.weight_origins import (
    HUB_FILES,
    NoWeights,
    WeightOrigin,
    origin_in_source,
    origin_in_timm,
    source_entries,
)

pytestmark = pytest.mark.usefixtures("loaded")

TINY = "test_vit.r160_in1k"
NUMBERED = "tensors by number"
HEAD = "'{name}': _cfg(\n    {body}),\n"


class Payload:
    """An object that writes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, (f"open({str(self.file)!r}, 'w').close()",)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub's client."""
    constants = import_module("huggingface_hub.constants")
    folder = tmp_path / "hub"
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return folder


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A checkpoint of a tiny model with random weights."""
    file = tmp_path / "tiny.safetensors"
    save_weights(TINY, file)
    return file


def save_weights(name: str, file: Path) -> dict[str, Any]:
    """Writes the random weights of a model, and gives them."""
    save_file = import_module("safetensors.torch").save_file
    state: dict[str, Any] = construction.build(name, device="cpu").state_dict()
    if file.suffix == ".safetensors":
        save_file(state, file)
    else:
        libraries().torch.save(state, file)
    return state


def in_cache(hub: Path, repository: str, name: str, content: bytes = b"x") -> Path:
    """Puts a file into a cache of the hub's client as that lays it out, and gives its path."""
    folder = hub / f"models--{repository.replace('/', '--')}"
    file = folder / "snapshots" / ("0" * 40) / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    (folder / "refs").mkdir()
    (folder / "refs/main").write_text("0" * 40)
    return file


def test_what_timms_source_says_as_text_is_what_timm_says() -> None:
    """Every origin that is read from timm's source as text is the one timm itself gives."""
    timm = libraries().timm
    known = {name for name in timm.list_models(pretrained=True) if "." in name}
    read = {}
    for file in sorted((Path(timm.__file__).parent / "models").glob("*.py")):
        read.update({name: found for name, found in source_entries(file.read_text(encoding="utf-8")) if found})
    cfgs = {name: timm.models.get_pretrained_cfg(name) for name in known & read.keys()}
    told = {
        name: WeightOrigin(name, cfg.hf_hub_id or "", "" if cfg.hf_hub_id else cfg.url) for name, cfg in cfgs.items()
    }
    assert told == {name: read[name] for name in told}
    assert len(told) > 0.7 * len(known)


@pytest.mark.parametrize(
    ("body", "origin"),
    [
        ("hf_hub_id='timm/', num_classes=1000", WeightOrigin("a.b", hub="timm/a.b")),
        ("url='https://h.org/x.pth'", WeightOrigin("a.b", url="https://h.org/x.pth")),
        ("url='https://h.org/x.pth', hf_hub_id='timm/'", WeightOrigin("a.b", hub="timm/a.b")),
        ("hf_hub_id='someone/else'", None),
        ("hf_hub_id=_name('timm/')", None),
        ("# hf_hub_id='timm/'\n", None),
        ("url=''", None),
    ],
)
def test_an_entry_of_timms_source_gives_an_origin_only_when_it_is_plain(body: str, origin: WeightOrigin | None) -> None:
    """A repository of timm's own or a plain address is read from the source; all else is left to timm."""
    text = HEAD.format(name="a.b", body=body) + HEAD.format(name="a.c", body="hf_hub_id='timm/'")
    assert dict(source_entries(text)) == {"a.b": origin, "a.c": WeightOrigin("a.c", hub="timm/a.c")}


def test_the_source_needs_a_tag_and_a_name_that_the_source_has() -> None:
    """Without a tag, and for names that do not stand in timm's source, nothing is told without asking timm."""
    assert origin_in_source(TINY) == WeightOrigin(TINY, hub=f"timm/{TINY}")
    assert origin_in_source("test_vit") is None
    assert origin_in_source("no_such.model") is None


def test_a_name_without_a_tag_becomes_timms_default() -> None:
    """The default tag of timm is named, so that it can be shown whose weights are used."""
    assert origin_in_timm("test_vit").model == TINY


def test_a_model_without_weights_says_so() -> None:
    """An architecture that timm has no weights for leads to a file of one's own."""
    with pytest.raises(NoWeights) as error:
        origin_in_timm("levit_256d.untrained")
    assert str(error.value) == (
        "timm has the architecture levit_256d.untrained but no weights for it. Name a file with --checkpoint FILE."
    )


@pytest.mark.parametrize("name", HUB_FILES)
def test_weights_in_the_hubs_cache_are_found(hub: Path, name: str) -> None:
    """A file that the hub's client fetched before is taken, under each name that weights have."""
    assert cached(WeightOrigin(TINY, hub=f"timm/{TINY}")) is None
    file = in_cache(hub, f"timm/{TINY}", name)
    assert cached(WeightOrigin(TINY, hub=f"timm/{TINY}")) == file


def test_weights_that_torch_fetched_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that are on no hub lie in torch's own folder, by the last part of their address."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    origin = WeightOrigin("gcvit_tiny.in1k", url="https://h.org/a/gcvit-0a1b.pth?x=1")
    assert cached(origin) is None
    file = tmp_path / "hub/checkpoints/gcvit-0a1b.pth"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert cached(origin) == file
    assert file.parent == Path(libraries().torch.hub.get_dir()) / "checkpoints"


def test_both_remedies_are_told() -> None:
    """Who has no weights learns of the checkpoint, the download, and how to download beforehand."""
    assert remedies(WeightOrigin(TINY, hub=f"timm/{TINY}")) == (
        "there are no weights of test_vit.r160_in1k on this machine. Name a file of them with --checkpoint FILE, "
        "or let lvkb fetch them with --download "
        "(to have them beforehand: `hf download timm/test_vit.r160_in1k model.safetensors`)."
    )


def test_a_download_that_fails_says_so(hub: Path) -> None:
    """Without a network, a download ends with one line."""
    with pytest.raises(NoWeights, match=rf"^the weights of {TINY} could not be fetched: .+$"):
        download(WeightOrigin(TINY, hub=f"timm/{TINY}"))


def test_weights_of_the_same_model_are_loaded(saved: Path) -> None:
    """The model gets the weights of the file, keeps no second copy of them, and is ready for inference."""
    model = weight_loading.load_model(TINY, saved)
    read = weight_loading.read(saved)
    assert all(bool((tensor == read[name]).all()) for name, tensor in model.state_dict().items())
    assert "state_dict" not in model.pretrained_cfg
    assert not model.training


@pytest.mark.parametrize("wrapper", [None, "state_dict", "model", "state_dict_ema"])
def test_checkpoints_of_training_are_unpacked(tmp_path: Path, wrapper: str | None) -> None:
    """Weights are found under the names that training scripts use, and without the prefix of parallel training."""
    torch = libraries().torch
    state = {f"module.{name}": tensor for name, tensor in construction.build(TINY, device="cpu").state_dict().items()}
    content = {wrapper: state, "epoch": 3, "args": argparse.Namespace(lr=0.1)} if wrapper else state
    file = tmp_path / "last.pth.tar"
    torch.save(content, file)
    assert set(weight_loading.read(file)) == {name.removeprefix("module.") for name in state}


def test_averaged_weights_come_first(tmp_path: Path) -> None:
    """Of a checkpoint with plain and averaged weights, the averaged ones are taken."""
    torch = libraries().torch
    file = tmp_path / "a.pt"
    torch.save({"state_dict": {"a": torch.zeros(1)}, "state_dict_ema": {"a": torch.ones(1)}}, file)
    assert float(weight_loading.read(file)["a"]) == 1


@pytest.mark.parametrize("form", ["torch", "plain"])
def test_a_pickle_with_more_than_weights_is_refused_and_does_not_run(tmp_path: Path, form: str) -> None:
    """A pickle that would run code is refused, with the reason, and its code does not run."""
    ran, file = tmp_path / "ran", tmp_path / "bad.pth"
    if form == "torch":
        libraries().torch.save({"a": Payload(ran)}, file)
    else:
        file.write_bytes(pickle.dumps({"a": Payload(ran)}))
    with pytest.raises(NoWeights) as error:
        weight_loading.read(file)
    assert not ran.exists()
    what = "more than weights (builtins.exec)" if form == "torch" else "no weights that torch saved, or more than those"
    assert str(error.value) == (
        f"{file} is refused: it holds {what}, and reading that may run code from the file. "
        "Save the weights alone (safetensors, or torch.save(model.state_dict(), FILE)) and name that file."
    )
    pickle.loads(pickle.dumps(Payload(ran)))  # noqa: S301 - made here
    assert ran.exists(), "the payload must be one that runs where it is let"


@pytest.mark.parametrize("name", ["a.safetensors", "a.pth", "a.bin"])
@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"PK\x03\x04", b"\x80\x02", b"\xff" * 64],
    ids=["empty", "text", "zip", "pickle", "noise"],
)
def test_broken_files_are_told_in_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    """Files that hold no weights at all end with one line that names the file."""
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(NoWeights) as error:
        weight_loading.read(file)
    assert str(error.value).startswith(f"{file} ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [[1, 2], {"a": 1}, {"state_dict": {}}, "text", NUMBERED])
def test_a_file_without_weights_is_refused(tmp_path: Path, content: object) -> None:
    """A file that can be read but holds no tensors, or none by name, says what it must hold."""
    file = tmp_path / "a.pth"
    libraries().torch.save({1: libraries().torch.zeros(1)} if content == NUMBERED else content, file)
    with pytest.raises(NoWeights) as error:
        weight_loading.read(file)
    assert str(error.value) == (
        f"{file} holds no weights: it must be a state dict, or have one under "
        "state_dict_ema, model_ema, state_dict, model."
    )


def test_a_checkpoint_of_another_variant_names_the_first_difference(tmp_path: Path) -> None:
    """Weights of another size of the model end with the first shape that differs."""
    file = tmp_path / "other.safetensors"
    state = construction.build(TINY, device="cpu", num_classes=10).state_dict()
    save_file = import_module("safetensors.torch").save_file
    save_file(state, file)
    with pytest.raises(NoWeights) as error:
        weight_loading.load_model(TINY, file)
    assert str(error.value) == (
        f"{file} does not fit {TINY}: head.weight is 10 x 64 in the file, 1000 x 64 in the model (and 1 more)."
    )


def test_a_checkpoint_of_another_model_names_the_first_weight(tmp_path: Path) -> None:
    """Weights of another model end with a weight that one of the two does not have."""
    file = tmp_path / "other.safetensors"
    save_weights("test_convnext.r160_in1k", file)
    with pytest.raises(NoWeights, match=rf"^{file} does not fit {TINY}: .+ is not in the (file|model)\.$"):
        weight_loading.load_model(TINY, file)


@pytest.mark.parametrize("name", ["a.npz", "a.onnx", "weights"])
def test_other_kinds_of_files_are_not_read(tmp_path: Path, name: str) -> None:
    """A file of another kind is refused by its name, with the kinds that are read."""
    file = tmp_path / name
    file.write_bytes(b"x")
    with pytest.raises(NoWeights) as error:
        weight_loading.checkpoint(file)
    assert str(error.value) == (
        f"{file} is of a kind that is not read; weights are read from .safetensors, .pth, .pt, .bin, .tar, .ckpt."
    )


def test_a_checkpoint_must_be_there(tmp_path: Path) -> None:
    """A file that does not exist, or a folder, is told before anything is loaded."""
    with pytest.raises(NoWeights, match=rf"^there is no file {tmp_path}\.$"):
        weight_loading.checkpoint(tmp_path)


def test_a_model_of_timm_that_is_unknown_is_told(saved: Path) -> None:
    """A name that timm does not know is timm's word, not a fault of the file."""
    with pytest.raises(construction.UnknownModel, match="timm has no architecture nope"):
        weight_loading.load_model("nope.x", saved)


def test_the_checkpoint_filter_of_timm_is_applied(tmp_path: Path) -> None:
    """A checkpoint as the authors published it, with names of their own, fits through timm's filter."""
    state = construction.build("edgenext_xx_small.in1k", device="cpu").state_dict()
    theirs = {name.replace("head.fc.", "head.").replace("head.norm.", "norm."): item for name, item in state.items()}
    file = tmp_path / "theirs.pth"
    libraries().torch.save({"model": theirs}, file)
    try:
        weight_loading.load_model("edgenext_xx_small.in1k", file)
    except NoWeights as error:
        pytest.fail(str(error))


def test_weights_are_looked_for_without_torch() -> None:
    """What tells that there are no weights does not import torch."""
    code = (
        "import sys; from lvkb.models import weight_files, weight_origins\n"
        "origin = weight_origins.origin_in_source('test_vit.r160_in1k'); weight_files.cached(origin)\n"
        "print(origin.hub, [name for name in ('torch', 'timm', 'torchvision') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "timm/test_vit.r160_in1k []\n"


def test_the_safe_file_goes_first() -> None:
    """The preferred file of a repository is the one that cannot run code."""
    assert HUB_FILES[0] == "model.safetensors"
