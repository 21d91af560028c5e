"""Facts that code has, inside hand-written documents: the text between two marks is made anew by every build.

A document says `<!-- facts: light -->` where a block begins and `<!-- /facts -->` where it ends, each on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from lvkb.exports.api import API, DOCUMENTS
from lvkb.exports.columns import READINGS, RESULTS, TIMINGS
from lvkb.render.figure_texts import number
from lvkb.subject.agreement import MEANINGS
from lvkb.subject.licences import LICENCES
from lvkb.subject.light import LIGHT_GMACS, LIGHT_PARAMS_M, LIGHT_RESOLUTION
from lvkb.subject.metrics import METRICS
from lvkb.subject.setups import RESOLUTION_CLASSES
from lvkb.subject.venues import venue_table

_BEGIN, _END = r"^<!-- facts: ([a-z-]+) -->$", r"^<!-- /facts -->$"
_BLOCK = re.compile(f"({_BEGIN}\n)(.*?)({_END})", re.DOTALL | re.MULTILINE)
_MARK = re.compile(f"{_BEGIN}|{_END}", re.MULTILINE)


class BrokenBlock(Exception):
    """A document asks for facts that there are none of, or its marks do not come in pairs."""


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


def _venues() -> str:
    fields = {"journal": "`@article`, `journal`", "proceedings": "`@inproceedings`, `booktitle`"}
    return table(
        ("written", "full name", "BibTeX"),
        ((f"`{short}`", name, fields[kind]) for short, (name, kind) in venue_table().items()),
    )


def _documents() -> str:
    return table(("file", "holds"), ((f"`{API}/{item.path}`", item.summary) for item in DOCUMENTS))


BLOCKS: Mapping[str, Callable[[], str]] = {
    "api-documents": _documents,
    "light": light_sentence,
    "metrics": _metrics,
    "readings-columns": lambda: _columns(READINGS),
    "results-columns": lambda: _columns(RESULTS),
    "venues": _venues,
    "licences": lambda: table(("licence", "commercial use"), ((f"`{name}`", use) for name, use in LICENCES.items())),
    "verdicts": lambda: table(("verdict", "meaning"), MEANINGS.items()),
    "timings-columns": lambda: _columns(TIMINGS),
    "resolution-classes": lambda: table(("pixels", "class"), RESOLUTION_CLASSES),
}
"""What writes each block."""


def has_blocks(document: str) -> bool:
    """Tells whether a document holds facts of the code, or marks of them."""
    return _MARK.search(document) is not None


def filled(document: str) -> str:
    """Gives a document with its blocks made anew.

    Raises:
        BrokenBlock: It has a block of a name that nothing writes, or a mark without its partner.
    """
    names = [mark[1] for mark in _MARK.finditer(document)]  # None for the end of a block
    if len(names) % 2 or not all(names[::2]) or any(names[1::2]):
        raise BrokenBlock("each `<!-- facts: name -->` needs its `<!-- /facts -->` before the next one begins.")
    return _BLOCK.sub(_fill, document)


def _fill(block: re.Match[str]) -> str:
    write = BLOCKS.get(block[2])
    if write is None:
        raise BrokenBlock(f'there are no facts "{block[2]}"; there are {", ".join(BLOCKS)}.')
    return f"{block[1]}{write()}\n{block[4]}"
