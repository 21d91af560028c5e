"""Weights from a file into a model, without ever running code from the file."""

from __future__ import annotations

import argparse
import importlib
import pickle
import re
import warnings
from pathlib import Path
from typing import Any

from lvkb.models.construction import config, first_line
from lvkb.models.preflight import libraries
from lvkb.models.weight_origins import NoWeights

PICKLES = (".pth", ".pt", ".bin", ".tar", ".ckpt")
_WRAPPERS = ("state_dict_ema", "model_ema", "state_dict", "model")
_SIZES = re.compile(
    r"size mismatch for (\S+): copying a param with shape torch\.Size\(\[([\d, ]*)\]\) from checkpoint, "
    r"the shape in current model is torch\.Size\(\[([\d, ]*)\]\)"
)
_KEYS = re.compile(r'(Missing|Unexpected) key\(s\) in state_dict: "([^"]+)"')


def checkpoint(path: Path) -> Path:
    """Gives a file that was named as a checkpoint, once it is sure to be one by its name.

    Raises:
        NoWeights: There is no such file, or it is of a kind that is not read.
    """
    if not path.is_file():
        raise NoWeights(f"there is no file {path}.")
    if path.suffix.lower() not in (".safetensors", *PICKLES):
        kinds = ", ".join((".safetensors", *PICKLES))
        raise NoWeights(f"{path} is of a kind that is not read; weights are read from {kinds}.")
    return path


def read(path: Path) -> dict[str, Any]:
    """Reads weights from a file, without ever running code from it.

    Args:
        path: A safetensors file, or one that torch saved with nothing but weights in it.

    Returns:
        Tensors by name; the averaged ones (EMA) where a training checkpoint has both.

    Raises:
        NoWeights: The file is broken, holds more than weights, or none.
    """
    torch, timm, _ = libraries()
    is_safe = path.suffix.lower() == ".safetensors"
    content = _safetensors(path) if is_safe else _pickled(torch, path)
    if isinstance(content, dict):
        content = next((content[key] for key in _WRAPPERS if isinstance(content.get(key), dict)), content)
    if not isinstance(content, dict) or not _is_state(torch, content):
        raise NoWeights(f"{path} holds no weights: it must be a state dict, or have one under {', '.join(_WRAPPERS)}.")
    state: dict[str, Any] = timm.models.clean_state_dict(content)
    return state


def _is_state(torch: Any, content: dict[Any, Any]) -> bool:
    is_named = all(isinstance(key, str) for key in content)
    return is_named and any(isinstance(item, torch.Tensor) for item in content.values())


def _safetensors(path: Path) -> object:
    try:
        return importlib.import_module("safetensors.torch").load_file(path)
    except (importlib.import_module("safetensors").SafetensorError, OSError) as error:
        raise NoWeights(f"{path} cannot be read as safetensors: {first_line(error)}.") from error


def _pickled(torch: Any, path: Path) -> object:
    try:
        # training checkpoints of timm carry their options beside the weights; a Namespace runs nothing
        with torch.serialization.safe_globals([argparse.Namespace]), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on pickles of another protocol, which are refused or read all the same
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise NoWeights(_refused(torch, path)) from error
    except Exception as error:  # broken files make the reader raise almost anything
        raise NoWeights(f"{path} cannot be read as weights that torch saved: {first_line(error)}.") from error


def _refused(torch: Any, path: Path) -> str:
    """Says why a pickle is not read; the names in it are listed without being looked up."""
    try:
        names = sorted(torch.serialization.get_unsafe_globals_in_checkpoint(path))
    except (AttributeError, RuntimeError, OSError, ValueError, EOFError, KeyError, IndexError):
        names = []  # not a file that torch saved, or a torch that does not list them
    what = f"more than weights ({', '.join(names[:3])})" if names else "no weights that torch saved, or more than those"
    return (
        f"{path} is refused: it holds {what}, and reading that may run code from the file. "
        "Save the weights alone (safetensors, or torch.save(model.state_dict(), FILE)) and name that file."
    )


def load_model(name: str, path: Path, size: int | None = None) -> Any:
    """Builds a model with the weights of a file; timm's own filter makes checkpoints of the authors fit.

    The head is the one of the tag, which has 21,841 classes for some.

    Args:
        name: timm name with its tag.
        path: File that `read` can read.
        size: Side of the images in pixels; None for the model's own.

    Raises:
        NoWeights: The weights cannot be read, or are those of another model.
        UnknownModel: timm has no such model.
    """
    known = config(name)
    options = {"img_size": size} if known.resizes and size not in (None, known.size) else {}
    state = read(path)
    overlay = {"state_dict": state, "hf_hub_id": None, "url": ""}
    try:
        model = libraries().timm.create_model(name, pretrained=True, pretrained_cfg_overlay=overlay, **options)
    except (RuntimeError, LookupError, AttributeError, ValueError, TypeError) as error:
        raise NoWeights(f"{path} does not fit {name}: {_misfit(error)}.") from error
    model.pretrained_cfg.pop("state_dict", None)
    return model.eval().requires_grad_(False)


def _misfit(error: Exception) -> str:
    """Says where weights and model differ first."""
    text = str(error)
    if found := _SIZES.search(text):
        rest = len(_SIZES.findall(text)) - 1
        more = f" (and {rest} more)" if rest else ""
        return f"{found[1]} is {_shape(found[2])} in the file, {_shape(found[3])} in the model{more}"
    if found := _KEYS.search(text):
        return f"{found[2]} is {'not in the file' if found[1] == 'Missing' else 'not in the model'}"
    return first_line(error)


def _shape(sizes: str) -> str:
    return sizes.replace(", ", " x ") or "one number"
