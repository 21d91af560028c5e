"""The columns of a table that belong together: those that name models, and those of one reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lvkb.intake.metric_columns import METRICS, SPEEDS, Column, without_metric
from lvkb.intake.table_layout import Layout


class Lane(NamedTuple):
    """What tells the columns of one reading from those of another: their protocol, and the words over them."""

    protocol: tuple[tuple[str, str], ...] = ()
    label: str = ""

    @property
    def has_size(self) -> bool:
        """Tells whether it says at which image size the figures were reached."""
        return "resolution" in dict(self.protocol)


PLAIN = Lane()


def is_speed(column: Column) -> bool:
    """Tells whether a column tells speeds."""
    return column.kind in SPEEDS or column.kind == "speed"


def labels_of(columns: Sequence[Column]) -> dict[Column, str]:
    """Gives the words that tell apart columns of one metric, such as `ToMe` in `original acc` and `ToMe acc`."""
    found: dict[Column, str] = {}
    for kind in (*METRICS, "speed"):
        alike = [column for column in columns if column.kind == kind]
        if len({tuple(column.protocol.items()) for column in alike}) < len(alike):
            labels = [without_metric(column) for column in alike]
            if len(set(labels)) == len(labels):
                found |= dict(zip(alike, labels, strict=True))
    return found


_FILE = re.compile(r"\.(?:pth|pt|zip|ckpt|onnx|npz|bin|mlpackage|safetensors|tar|txt|ya?ml|py)\b")
_GROUP = re.compile(r"(?:general )?arch|famil|categor|group|type", re.IGNORECASE)
_BASE = re.compile(r"base(?:line)?\b", re.IGNORECASE)


def naming(layout: Layout) -> list[Column]:
    """Gives the columns that name models: the first, and another one that does not only hold links or file names."""
    found = [column for column in layout.columns if column.kind == "model"]
    if len(found) < 2:
        return found
    first, *others = found
    if _GROUP.match(first.title):
        return [others[-1]]
    named = [first.of(row.cells) for row in layout.rows]
    is_telling = len(set(named)) == len(named) > 1
    for other in others:
        if is_telling and not _BASE.match(other.title):
            continue
        texts = [other.of(row.cells) for row in layout.rows]
        is_same = len(set(texts)) < 2 and len(texts) > 1
        is_config = first.title.lower() == "name" or other.title.lower().startswith("config")
        if not (is_same or is_config or any(map(_FILE.search, texts)) or len(texts) < 2):
            return [first, other]
    return [first]


def is_base(name: Column) -> bool:
    """Tells whether a column of names tells models that something is applied to, and not what comes of it."""
    return name.title.lower().startswith(("base ", "baseline"))


def is_applied_to(names: Sequence[Column]) -> bool:
    """Tells whether the second of two columns of names tells the model that a method of the first is applied to."""
    return bool(_BASE.match(names[1].title))
