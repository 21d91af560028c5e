"""Tables of HTML, as browsers lay them out: `rowspan`, `colspan`, tags that are never closed.

A tag reader of our own, for the reasons that `html_links` gives.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lvkb.documents.table_grid import MAX_COLUMNS, Grid, Placed, Source, seen, spread
from lvkb.documents.tex_text import plain
from lvkb.documents.tex_tokens import tokens

TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<closing>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+)(?P<end>>?+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<key>[^\s=/>\"']++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"
)
_NUMBER = re.compile(r"\s*+(\d{1,5})")
_HIDDEN = frozenset({"script", "style", "template", "svg", "del", "s", "strike", "annotation", "annotation-xml"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_ENDS_CELL = frozenset({"td", "th", "tr", "thead", "tbody", "tfoot", "table"})


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    offset: int
    rows: list[list[Placed]] = field(default_factory=list)
    head_rows: list[list[Placed]] = field(default_factory=list)
    row: list[Placed] | None = None
    pieces: list[str] | None = None
    start: int = 0
    has_text: bool = False
    is_head: bool = False
    in_head: bool = False
    rows_down: int = 1
    across: int = 1


def attributes(tag: re.Match[str]) -> dict[str, str]:
    """Gives the attributes of a tag by name in lower case; the first of two equal ones counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag["attributes"]):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["key"].lower(), value)
    return found


def tables(source: Source) -> Iterator[Grid]:
    """Gives the tables of a text; one inside a cell is text of that cell.

    Raises:
        TableRefused: A table is too large.
    """
    reader = _Reader(source)
    text = source.text
    position = 0
    while match := TAG.search(text, position):
        reader.text(text[position : match.start()], position)
        position = match.end()
        if not match["name"]:
            continue
        if not match["end"]:
            break
        position = reader.tag(match)
    else:
        reader.text(text[position:], position)
    yield from reader.grids()


class _Reader:
    """Takes tags and texts, and gives tables."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tables: list[_Open] = []
        self._open: _Open | None = None
        self._depth = 0
        self._scripts: list[str] = []
        self._outside: list[str] = []

    def text(self, raw: str, offset: int) -> None:
        """Takes a text between two tags."""
        shown = html.unescape(raw)
        if self._open is None:
            self._outside.append(shown)
        elif self._open.pieces is not None:
            if not self._open.has_text and raw.strip():
                self._open.start, self._open.has_text = offset + len(raw) - len(raw.lstrip()), True
            self._open.pieces.append(shown)
        elif raw.strip():
            self._outside.append(f" {shown} ")

    def tag(self, match: re.Match[str]) -> int:
        """Takes a tag, and gives the offset at which reading goes on."""
        name, is_closing = match["name"].lower(), bool(match["closing"])
        if name in _HIDDEN and not is_closing and not match["attributes"].rstrip().endswith("/"):
            return self._past(name, match.end())
        if name == "math" and not is_closing and "alttext" in (given := attributes(match)):
            self.text(html.escape(plain(list(tokens(f"${html.unescape(given['alttext'])}$")))), match.start())
            return self._past(name, match.end())
        if name in ("sup", "sub"):
            self._script("}" if is_closing else "^{" if name == "sup" else "_{")
        elif name in _BREAKS:
            self.text("\n", match.start())
        elif name == "table":
            self._table(match.start(), is_closing=is_closing)
        elif self._depth == 1 and self._open:
            self._part(match, name, is_closing=is_closing)
        elif name in _ENDS_CELL:  # of a table in a cell, whose texts are those of the cell
            self.text(" ", match.start())
        return match.end()

    def _past(self, name: str, start: int) -> int:
        closing = _closing(name).search(self._source.text, start)
        return closing.end() if closing else len(self._source.text)

    def _script(self, sign: str) -> None:
        if sign == "}":
            if self._scripts:
                self._scripts.pop()
                self._say("}")
        elif len(self._scripts) < 5:
            self._scripts.append(sign)
            self._say(sign)

    def _say(self, piece: str) -> None:
        if self._open is None:
            self._outside.append(piece)
        elif self._open.pieces is not None:
            self._open.pieces.append(piece)

    def _table(self, offset: int, *, is_closing: bool) -> None:
        if not is_closing:
            self._depth += 1
            if self._depth == 1:
                self._open = _Open(offset)
                self._tables.append(self._open)
        elif self._depth > 0:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._open = None

    def _part(self, match: re.Match[str], name: str, *, is_closing: bool) -> None:
        table = self._open
        assert table is not None
        if name in _ENDS_CELL:
            self._end_cell()
        if name == "thead":
            table.in_head = not is_closing
        elif name == "caption" and not is_closing:
            table.pieces = None
        elif name == "tr" and not is_closing:
            self._open_row(table)
        elif name in ("td", "th") and not is_closing:
            if table.row is None:
                self._open_row(table)
            given = attributes(match)
            table.pieces, table.start, table.has_text = [], match.end(), False
            table.is_head = name == "th" or table.in_head
            table.rows_down, table.across = _span(given.get("rowspan", "")), _span(given.get("colspan", ""))

    def _open_row(self, table: _Open) -> None:
        """Begins a row; those of the head stand above the others, wherever the text has them."""
        table.row = []
        (table.head_rows if table.in_head else table.rows).append(table.row)

    def _end_cell(self) -> None:
        table = self._open
        if table is None or table.pieces is None:
            return
        text = "".join(table.pieces) + "}" * len(self._scripts)
        self._scripts.clear()
        table.pieces = None
        cell = self._source.cell(text, table.start, is_head=table.is_head)
        if table.row is not None:
            table.row.append(Placed(cell, table.rows_down, min(table.across, MAX_COLUMNS + 1)))

    def grids(self) -> Iterator[Grid]:
        """Gives the tables that were read."""
        self._end_cell()
        notes = seen("".join(self._outside))
        for table in self._tables:
            rows = [row for row in (*table.head_rows, *table.rows) if row]
            if rows:
                yield Grid(spread(rows, self._source, table.offset), notes)


def _span(text: str) -> int:
    number = _NUMBER.match(text)
    return max(int(number[1]), 1) if number else 1


_CLOSINGS = {name: re.compile(rf"</{name}\s*+>?", re.IGNORECASE) for name in (*_HIDDEN, "math")}


def _closing(name: str) -> re.Pattern[str]:
    return _CLOSINGS[name]
