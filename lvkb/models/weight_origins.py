"""Where timm has the weights of a model: on which hub, or at which address.

Importing torch takes seconds. That there are no weights here is therefore told without it: timm's own source is read
as text, and gives the origin of the weights of nearly all its models. Where it does not, timm is imported and asked.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lvkb.errors import LvkbError
from lvkb.models.construction import config
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


class WeightOrigin(NamedTuple):
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


def origin_in_source(name: str) -> WeightOrigin | None:
    """Gives where the weights of a model are, from timm's source as text, in a tenth of a second.

    Returns:
        The origin; None where the text alone does not tell it, so that `origin_in_timm` must.
    """
    spec = importlib.util.find_spec("timm")
    if spec is None or not spec.submodule_search_locations or "." not in name:
        return None
    quoted = (f"'{name}'", f'"{name}"')
    for file in sorted((Path(spec.submodule_search_locations[0]) / "models").glob("*.py")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if any(mark in text for mark in quoted):
            return dict(source_entries(text)).get(name)
    return None


def source_entries(text: str) -> Iterator[tuple[str, WeightOrigin | None]]:
    """Gives the configurations in the source of one of timm's modules: each name with its origin, None if not clear."""
    text = _COMMENT.sub("", text)
    starts = list(_ENTRY.finditer(text))
    ends = [*(found.start() for found in starts[1:]), len(text)]  # one too many where nothing starts
    for found, end in zip(starts, ends, strict=False):
        body = text[found.end() : min(end, found.end() + _LONGEST_ENTRY)]
        yield found[1], _origin(found[1], _HUB.search(body), _URL.search(body))


def _origin(name: str, hub: re.Match[str] | None, url: re.Match[str] | None) -> WeightOrigin | None:
    if hub is None:
        return WeightOrigin(name, url=url[1]) if url else None
    return WeightOrigin(name, hub=f"timm/{name}") if hub[1] == "timm/" else None


def origin_in_timm(name: str) -> WeightOrigin:
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
    return WeightOrigin(full, known.hf_hub_id or "", "" if known.hf_hub_id else known.url, known.hf_hub_filename or "")
