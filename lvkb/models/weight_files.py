"""Files of weights: what this machine has already, and only when asked for, what the hub has."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from lvkb.models.construction import first_line
from lvkb.models.preflight import libraries
from lvkb.models.weight_origins import NoWeights, WeightOrigin


def cached(origin: WeightOrigin) -> Path | None:
    """Gives the file of a model's weights if this machine has it already; asks no network."""
    if origin.hub:
        look_up = importlib.import_module("huggingface_hub").try_to_load_from_cache
        repository, _, revision = origin.hub.partition("@")
        for name in origin.files:
            found = look_up(repository, name, revision=revision or None)
            if isinstance(found, str):
                return Path(found)
        return None
    file = _url_cache() / Path(urlsplit(origin.url).path).name
    return file if file.is_file() else None


def _url_cache() -> Path:
    """Gives the folder where torch keeps what it fetched by address; the same as `torch.hub.get_dir()`."""
    home = os.environ.get("TORCH_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "torch"
    return Path(home).expanduser() / "hub" / "checkpoints"


def remedies(origin: WeightOrigin) -> str:
    """Says that the weights are not here, and both ways to have them."""
    if origin.hub:
        before = f"`hf download {origin.hub} {origin.files[0]}`"
    else:
        before = f"fetch {origin.url} into torch's folder hub/checkpoints"
    return (
        f"there are no weights of {origin.model} on this machine. Name a file of them with --checkpoint FILE, "
        f"or let lvkb fetch them with --download (to have them beforehand: {before})."
    )


def download(origin: WeightOrigin) -> Path:
    """Fetches the weights of a model into the cache that timm uses too.

    Raises:
        NoWeights: They cannot be fetched.
    """
    try:
        return _from_hub(origin) if origin.hub else _from_url(origin)
    except (
        ImportError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # what the hub's client and urllib raise, and a wrong hash
        raise NoWeights(f"the weights of {origin.model} could not be fetched: {first_line(error)}") from error


def _from_hub(origin: WeightOrigin) -> Path:
    fetch = importlib.import_module("huggingface_hub").hf_hub_download
    errors = importlib.import_module("huggingface_hub.errors")
    repository, _, revision = origin.hub.partition("@")
    for name in origin.files:
        try:
            return Path(fetch(repository, name, revision=revision or None))
        except errors.LocalEntryNotFoundError:  # no network, which is no sign that the file is not there
            raise
        except errors.EntryNotFoundError:
            continue
    raise NoWeights(f"{origin.hub} holds none of {', '.join(origin.files)}.")


def _from_url(origin: WeightOrigin) -> Path:
    hub = libraries().torch.hub
    file = _url_cache() / Path(urlsplit(origin.url).path).name
    file.parent.mkdir(parents=True, exist_ok=True)
    marked = hub.HASH_REGEX.search(file.name)
    hub.download_url_to_file(origin.url, str(file), marked[1] if marked else None)
    return file
