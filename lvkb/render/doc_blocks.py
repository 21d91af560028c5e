"""Facts that code has, inside hand-written documents: the text between two marks is made anew by every build.

A document says `<!-- facts: light -->` where a block begins and `<!-- /facts -->` where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from lvkb.exports.columns import READINGS, RESULTS
from lvkb.render.figures import number
from lvkb.subject.light import LIGHT_GMACS, LIGHT_PARAMS_M, LIGHT_RESOLUTION
from lvkb.subject.metrics import METRICS
from lvkb.subject.setups import RESOLUTION_CLASSES

_BLOCK = re.compile(r"(<!-- facts: ([a-z-]+) -->\n)(.*?)(<!-- /facts -->)", re.DOTALL)


class UnknownBlock(Exception):
    """A document asks for facts that there are none of."""


def light_sentence() -> str:
    """Gives the bounds of what counts as lightweight, in one sentence."""
    return (
        f"At most {number(LIGHT_PARAMS_M)} million parameters, {number(LIGHT_GMACS)} GMACs for one image and "
        f"{LIGHT_RESOLUTION} pixels; compute must be known, reported or counted."
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Gives a table of Markdown."""
    heads = tuple(heads)
    lines = (heads, tuple("---" for _ in heads), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _columns(columns: Mapping[str, str]) -> str:
    return table(("column", "holds"), ((f"`{name}`", meaning) for name, meaning in columns.items()))


def _metrics() -> str:
    bounds = ((metric, _bound(metric.least), _bound(metric.most)) for metric in METRICS)
    return table(
        ("key", "what it is", "unit", "at least", "at most", "better"),
        ((f"`{item.field}`", item.meaning, item.unit, least, most, item.better) for item, least, most in bounds),
    )


def _bound(bound: object) -> str:
    return "" if bound is None else f"{bound:,}"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "light": light_sentence,
    "metrics": _metrics,
    "readings-columns": lambda: _columns(READINGS),
    "results-columns": lambda: _columns(RESULTS),
    "resolution-classes": lambda: table(("pixels", "class"), RESOLUTION_CLASSES),
}
"""What writes each block."""


def has_blocks(document: str) -> bool:
    """Tells whether a document holds facts of the code."""
    return _BLOCK.search(document) is not None


def filled(document: str) -> str:
    """Gives a document with its blocks made anew.

    Raises:
        UnknownBlock: It has a block of a name that nothing writes.
    """
    return _BLOCK.sub(_fill, document)


def _fill(block: re.Match[str]) -> str:
    write = BLOCKS.get(block[2])
    if write is None:
        raise UnknownBlock(f'there are no facts "{block[2]}"; there are {", ".join(BLOCKS)}.')
    return f"{block[1]}{write()}\n{block[4]}"
