"""A table as readers see it: rows and columns of texts, each with its place; what every format is read to.

Raised and lowered parts keep their place in the text as `^{2}` and `_{-1.3}`, since a raised 2 is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lvkb.documents.source_text import Positions
from lvkb.errors import LvkbError
from lvkb.findings import visible

MAX_COLUMNS = 200
MAX_CELLS = 100_000
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"(?<=\d)[^\S\n]*\n\s*(?=\d)")


class TableRefused(LvkbError):
    """A table cannot be read; the text says where and why, and how that is mended."""


class Cell(NamedTuple):
    """A cell; one that spans several rows or columns is the same object in each of them.

    Attributes:
        text: What a reader sees, on one line; raised and lowered parts as `^{...}` and `_{...}`.
        line: Line of its text, from 1.
        column: Column in characters, from 1.
        is_head: Whether the format marks it as a heading.
    """

    text: str
    line: int
    column: int
    is_head: bool = False


class Placed(NamedTuple):
    """A cell as a format writes it, with the rows and columns that it spans, at least 1 each."""

    cell: Cell
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose rows are all of one length.

    Attributes:
        rows: Its rows.
        notes: The text around it: caption and footnotes.
        rules: Rows that a line across the table stands above.
    """

    rows: tuple[tuple[Cell, ...], ...]
    notes: str = ""
    rules: frozenset[int] = field(default_factory=frozenset)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts alone."""
        return tuple(tuple(cell.text for cell in row) for row in self.rows)

    def transposed(self) -> Grid:
        """Gives the table with its columns as rows."""
        return Grid(tuple(zip(*self.rows, strict=True)), self.notes)


class Source:
    """A text that tables are read from, in the form of `plain_lines`.

    Attributes:
        text: The text.
        path: Its name in messages.
    """

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self._positions = Positions(text)

    def at(self, offset: int) -> tuple[int, int]:
        """Gives line and column of an offset."""
        return self._positions.at(offset)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Gives its lines, each with its offset."""
        yield from zip(self._positions.starts, self.text.split("\n"), strict=False)

    def cell(self, text: str, offset: int, *, is_head: bool = False) -> Cell:
        """Gives a cell whose text stands at an offset."""
        return Cell(seen(text), *self._positions.at(offset), is_head)

    def refused(self, offset: int, why: str) -> TableRefused:
        """Gives the error that a table cannot be read because of what stands at an offset."""
        line, column = self._positions.at(offset)
        return TableRefused(f"{visible(self.path)}:{line}:{column}: {why}")


def seen(text: str) -> str:
    """Gives a text on one line, without characters that do not show; numbers on two lines are `900 / 310`."""
    return _SPACE.sub(" ", _BREAK.sub(" / ", _HIDDEN.sub("", text))).strip()


def spread(rows: Iterable[Sequence[Placed]], source: Source, offset: int) -> tuple[tuple[Cell, ...], ...]:
    """Gives the rows of a table with each cell in all the places it spans, as browsers lay out HTML.

    A span goes no further than the last row; rows that are too short are filled with empty cells.

    Args:
        rows: Rows of cells, without places that a cell of an earlier row reaches into.
        source: The text that they stand in.
        offset: Where the table begins, for messages.

    Raises:
        TableRefused: It has more than 200 columns or 100,000 cells.
    """
    laid: list[list[Cell | None]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    width = 0
    for row in rows:
        laid.append(_row(row, hanging))
        width = max(width, len(laid[-1]))
        if width > MAX_COLUMNS or len(laid) * width > MAX_CELLS:
            raise too_large(source, offset)
    line, column = source.at(offset)
    filled: list[tuple[Cell, ...]] = []
    for cells in laid:
        known = next((cell for cell in cells if cell is not None), Cell("", line, column))
        empty = Cell("", known.line, known.column)
        filled.append(tuple(cell or empty for cell in (*cells, *([None] * (width - len(cells))))))
    return tuple(filled)


def too_large(source: Source, offset: int) -> TableRefused:
    """Gives the error that a table has too many columns or cells."""
    return source.refused(
        offset, f"This table has more than {MAX_COLUMNS} columns or {MAX_CELLS:,} cells. Paste the part that is meant."
    )


def _row(row: Sequence[Placed], hanging: dict[int, tuple[Cell, int]]) -> list[Cell | None]:
    """Lays out one row, around the cells that hang into it from above, which are counted down."""
    cells: dict[int, Cell] = {}
    for column, (cell, more) in tuple(hanging.items()):
        cells[column] = cell
        if more > 1:
            hanging[column] = (cell, more - 1)
        else:
            del hanging[column]
    at = 0
    for cell, down, across in row:
        while at in cells:
            at += 1
        for column in range(at, at + min(across, MAX_COLUMNS + 1)):
            if column in cells or column > MAX_COLUMNS:
                break
            cells[column] = cell
            if down > 1:
                hanging[column] = (cell, down - 1)
        at += 1
    return [cells.get(column) for column in range(max(cells, default=-1) + 1)]
