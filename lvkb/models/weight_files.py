"""Where the weights of a timm model are: what this machine has already, and only when asked for, the hub.

Importing torch takes seconds. That there are no weights here is therefore told without it: timm's own source is read
as text, and gives the place of the weights of nearly all its models. Where it does not, timm is imported and asked.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from lvkb.errors import LvkbError
from lvkb.models.construction import config, first_line
from lvkb.models.preflight import libraries

HUB_FILES = (
    "model.safetensors",
    "pytorch_model.bin",
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.bin",
)
"""Names that weights have in a repository of the hub, the ones to prefer first."""

_ENTRY = re.compile(r"""^\s*['"]([a-z0-9_]+\.[a-z0-9_]+)['"]\s*:\s*\w+\(""", re.MULTILINE | re.ASCII)
_COMMENT = re.compile(r"#[^\n]*")
_HUB = re.compile(r"""\bhf_hub_id\s*=\s*['"]([^'"\s]*)['"]""")
_URL = re.compile(r"""\burl\s*=\s*['"](https?://[^'"\s]+)['"]""")
_LONGEST_ENTRY = 600


class NoWeights(LvkbError):
    """Weights cannot be had; the message says why and what can be done."""


class Place(NamedTuple):
    """Where timm has the weights of a model.

    Attributes:
        model: timm name with its tag.
        hub: Repository on the Hugging Face hub, or empty.
        url: Address of a file elsewhere, for models that are on no hub, or empty.
        file: Name of the file in the repository, where timm names one.
    """

    model: str
    hub: str = ""
    url: str = ""
    file: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """Names under which the repository may hold the weights, the one to prefer first."""
        return (self.file,) if self.file else HUB_FILES


def glance(name: str) -> Place | None:
    """Gives where the weights of a model are, from timm's source as text, in a tenth of a second.

    Returns:
        The place; None where the text alone does not tell it, so that `place_of` must.
    """
    spec = importlib.util.find_spec("timm")
    if spec is None or not spec.submodule_search_locations or "." not in name:
        return None
    quoted = (f"'{name}'", f'"{name}"')
    for file in sorted((Path(spec.submodule_search_locations[0]) / "models").glob("*.py")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if any(mark in text for mark in quoted):
            return dict(entries(text)).get(name)
    return None


def entries(text: str) -> Iterator[tuple[str, Place | None]]:
    """Gives the configurations in the source of one of timm's modules: each name with its place, None if not clear."""
    text = _COMMENT.sub("", text)
    starts = list(_ENTRY.finditer(text))
    ends = [*(found.start() for found in starts[1:]), len(text)]  # one too many where nothing starts
    for found, end in zip(starts, ends, strict=False):
        body = text[found.end() : min(end, found.end() + _LONGEST_ENTRY)]
        yield found[1], _place(found[1], _HUB.search(body), _URL.search(body))


def _place(name: str, hub: re.Match[str] | None, url: re.Match[str] | None) -> Place | None:
    if hub is None:
        return Place(name, url=url[1]) if url else None
    return Place(name, hub=f"timm/{name}") if hub[1] == "timm/" else None


def place_of(name: str) -> Place:
    """Gives where timm has the weights of a model; a name without a tag becomes timm's default for it.

    Raises:
        UnknownModel: timm does not know the model.
        NoWeights: timm has no weights for it.
        Unavailable: torch or timm cannot be used.
    """
    config(name)  # says what is wrong with a name that timm does not know
    known = libraries().timm.models.get_pretrained_cfg(name)
    full = f"{name.partition('.')[0]}.{known.tag}" if known.tag else name
    if not known.hf_hub_id and not known.url:
        raise NoWeights(f"timm has the architecture {full} but no weights for it. Name a file with --checkpoint FILE.")
    return Place(full, known.hf_hub_id or "", "" if known.hf_hub_id else known.url, known.hf_hub_filename or "")


def cached(place: Place) -> Path | None:
    """Gives the file of a model's weights if this machine has it already; asks no network."""
    if place.hub:
        look_up = importlib.import_module("huggingface_hub").try_to_load_from_cache
        repository, _, revision = place.hub.partition("@")
        for name in place.files:
            found = look_up(repository, name, revision=revision or None)
            if isinstance(found, str):
                return Path(found)
        return None
    file = _url_cache() / Path(urlsplit(place.url).path).name
    return file if file.is_file() else None


def _url_cache() -> Path:
    """Gives the folder where torch keeps what it fetched by address; the same as `torch.hub.get_dir()`."""
    home = os.environ.get("TORCH_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "torch"
    return Path(home).expanduser() / "hub" / "checkpoints"


def remedies(place: Place) -> str:
    """Says that the weights are not here, and both ways to have them."""
    if place.hub:
        before = f"`hf download {place.hub} {place.files[0]}`"
    else:
        before = f"fetch {place.url} into torch's folder hub/checkpoints"
    return (
        f"there are no weights of {place.model} on this machine. Name a file of them with --checkpoint FILE, "
        f"or let lvkb fetch them with --download (to have them beforehand: {before})."
    )


def download(place: Place) -> Path:
    """Fetches the weights of a model into the cache that timm uses too.

    Raises:
        NoWeights: They cannot be fetched.
    """
    try:
        return _from_hub(place) if place.hub else _from_url(place)
    except (
        ImportError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # what the hub's client and urllib raise, and a wrong hash
        raise NoWeights(f"the weights of {place.model} could not be fetched: {first_line(error)}") from error


def _from_hub(place: Place) -> Path:
    fetch = importlib.import_module("huggingface_hub").hf_hub_download
    errors = importlib.import_module("huggingface_hub.errors")
    repository, _, revision = place.hub.partition("@")
    for name in place.files:
        try:
            return Path(fetch(repository, name, revision=revision or None))
        except errors.LocalEntryNotFoundError:  # no network, which is no sign that the file is not there
            raise
        except errors.EntryNotFoundError:
            continue
    raise NoWeights(f"{place.hub} holds none of {', '.join(place.files)}.")


def _from_url(place: Place) -> Path:
    hub = libraries().torch.hub
    file = _url_cache() / Path(urlsplit(place.url).path).name
    file.parent.mkdir(parents=True, exist_ok=True)
    marked = hub.HASH_REGEX.search(file.name)
    hub.download_url_to_file(place.url, str(file), marked[1] if marked else None)
    return file
