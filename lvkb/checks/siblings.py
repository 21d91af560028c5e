"""LV205: the sizes that variants are named after are in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.records import Paper

SIBLING_ORDER = Rule(
    "LV205",
    Level.WARNING,
    "A larger sibling has more parameters.",
    "Rows of a table are easily mixed up when they are typed.",
    "Read both rows again; waive this if the paper really says so.",
)
RULES = (SIBLING_ORDER,)

_SLACK = Decimal("0.97")
_FIRST_LETTER = 20
_SIZES = {
    **{word: rank for rank, word in enumerate(("atto", "femto", "pico", "nano", "tiny", "mini", "small"))},
    **{word: rank for rank, word in enumerate(("medium", "base", "large", "xlarge", "huge", "giant"), start=7)},
    **{
        word: rank
        for rank, word in enumerate(("xxt", "xt", "t", "xxs", "xs", "s", "m", "b", "l", "xl", "h", "g"), _FIRST_LETTER)
    },
    "ti": 22,
}
"""Rank of each size among its siblings; words and letters are not compared with each other."""


class _Sized(NamedTuple):
    """A variant whose name tells its size among siblings."""

    position: int
    name: str
    stem: str
    rank: int
    params_m: tuple[Decimal, ...]


def check_siblings(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings where a variant whose name says larger has fewer parameters than the next smaller sibling."""
    for paper in catalog.papers.values():
        for small, large in pairwise(sorted(_sized(paper), key=lambda sized: (sized.stem, sized.rank))):
            most, least = max(large.params_m), min(small.params_m)
            if small.stem == large.stem and small.rank < large.rank and most < least * _SLACK:
                what = f"{large.name} has {most} M parameters, the smaller {small.name} has {least} M."
                where = catalog.at(paper.id, "variants", large.position, "name")
                yield SIBLING_ORDER.at(where, large.name, what)


def _sized(paper: Paper) -> Iterator[_Sized]:
    for index, variant in enumerate(paper.variants):
        stem, rank = _size(variant.name)
        params = tuple(item.params_m for item in variant.readings if item.params_m and item.form != "train")
        if rank >= 0 and params:
            yield _Sized(index, variant.name, stem, rank, params)


def _size(name: str) -> tuple[str, int]:
    """Splits a variant's name into the part its siblings share and the rank of its size; rank -1 when none is named."""
    tokens = re.split(r"([-_\s]+)", name.lower())
    for index in reversed(range(len(tokens))):
        if (rank := _SIZES.get(tokens[index])) is not None:
            kind = "word" if rank < _FIRST_LETTER else "letter"
            return "".join([*tokens[:index], kind, *tokens[index + 1 :]]), rank
    return name, -1


CHECKS = (check_siblings,)
