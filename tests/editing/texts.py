"""Texts of records in every layout that the strict reader takes, with comments wherever comments may stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from lvkb.yamlfile import Data
from lvkb.yamlfile.scalars import is_kept, quoted, scalar

Draw = Callable[[st.SearchStrategy[Any]], Any]

KEYS = (
    "id",
    "name",
    "title",
    "arxiv",
    "annotation",
    "idea",
    "sources",
    "variants",
    "readings",
    "top1",
    "unknown",
    "a b",
)
_LETTERS = st.text(alphabet="ab1.#:,'\"\\[]{}-é &*!|>%@` ", min_size=1, max_size=12)
_WORDS = st.lists(st.sampled_from(["a", "idea:", "#1", "cheaper", "-", "é,", "[x]"]), min_size=1, max_size=40).map(
    " ".join
)
TEXTS = st.one_of(
    _LETTERS,
    _WORDS,
    st.sampled_from(["2110.02170", "78.30", "no", "2026-11-20", "a\nb", "a\n\nb c", "a b\n", "a\nb\n\n"]),
).filter(is_kept)
DATA: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from(KEYS),
    st.recursive(
        TEXTS,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
        max_leaves=8,
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def records(draw: Draw, data: st.SearchStrategy[Any] = DATA) -> tuple[str, Any]:
    """Gives a text with comments, and the data that it holds."""
    value = draw(data)
    lines = [*_comments(draw, 0), *_block(draw, value, 0), *_comments(draw, 0)]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n"])), value


def _comments(draw: Draw, column: int) -> list[str]:
    """Gives lines of comments, or an empty line, or none."""
    kinds = ["", "", "", f"{' ' * column}# note: {{x}}", f"{' ' * (column + 2)}#deeper 'x'", "# left", " "]
    return [line for line in draw(st.lists(st.sampled_from(kinds), max_size=2)) if line]


def _beside(draw: Draw) -> str:
    return str(draw(st.sampled_from(["", "", "", "  # beside", ' #beside: "x"'])))


def _block(draw: Draw, value: Data, column: int) -> list[str]:
    lines: list[str] = []
    is_mapping = isinstance(value, dict)
    for key, item in value.items() if isinstance(value, dict) else enumerate(value or ()):
        mark = f"{scalar(str(key))}:" if is_mapping else "-"
        lines += [*_comments(draw, column), *_entry(draw, mark, item, column, is_mapping=is_mapping)]
    return lines


def _entry(draw: Draw, mark: str, item: Data, column: int, *, is_mapping: bool) -> list[str]:
    space = " " * column
    if isinstance(item, (dict, list)) and item and draw(st.booleans()):
        inner = _block(draw, item, column + 2)
        return [f"{space}{mark}{_beside(draw)}", *inner]
    if isinstance(item, (dict, list)):
        first, *more = _brackets(draw, item, column + 2)
        return [f"{space}{mark} {first}", *more[:-1], *([f"{more[-1]}{_beside(draw)}"] if more else [])]
    return [f"{space}{mark} {_single(draw, item or '')}{_beside(draw)}"]


def _brackets(draw: Draw, value: Data, column: int) -> list[str]:
    """Gives a list or mapping in brackets, in one line or in several."""
    items = value.items() if isinstance(value, dict) else ((None, item) for item in value or ())
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = [opening]
    several = draw(st.booleans())
    for index, (key, item) in enumerate(items):
        lines[-1] += "," if index else ""
        if several:
            lines[-1] += _beside(draw)
            lines += [*_comments(draw, column), " " * column]
        name = f"{scalar(key)}: " if isinstance(key, str) else ""
        first, *more = (
            _brackets(draw, item, column + 2) if isinstance(item, (dict, list)) else [_single(draw, item or "")]
        )
        lines[-1] += f" {name}{first}"
        lines += more
    if several:
        lines[-1] += _beside(draw)
        lines += [*_comments(draw, column), " " * column]
    lines[-1] += closing
    return lines


def _single(draw: Draw, text: str) -> str:
    """Gives a text in one of the ways to write it."""
    ways = [quoted(text), scalar(text)]
    if text.isprintable():
        ways.append("'" + text.replace("'", "''") + "'")
    return str(draw(st.sampled_from(ways)))
