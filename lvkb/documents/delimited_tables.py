"""Tables of text with one sign between the cells of a row: commas, semicolons, tabs; cells may stand in quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from lvkb.documents.table_grid import Grid, Placed, Source, spread

SIGNS = (",", ";", "\t")
_LONGEST_CELL = 5_000


def tables(source: Source, sign: str = "") -> Iterator[Grid]:
    """Gives the tables of a text, parted by empty lines.

    Args:
        source: The text.
        sign: What stands between cells; found out where it is empty.

    Raises:
        TableRefused: A quote is never closed, or a table is too large.
    """
    sign = sign or most_likely_sign(source.text)
    block: list[list[Placed]] = []
    notes: list[str] = []
    offset = 0
    blocks: list[list[list[Placed]]] = []
    for start, cells in _rows(source, sign):
        if start == 0 and cells and cells[0].startswith("sep="):  # how spreadsheets tell the sign
            continue
        if len(cells) > 1:
            block.append(_placed(source, start, cells, sign))
            continue
        text = cells[0].strip() if cells else ""
        if block and text and _is_row(text):
            block.append(_placed(source, start, cells, sign))
            continue
        notes += [text] if text else []
        if block and not text:
            blocks.append(block)
            block = []
    blocks += [block] if block else []
    for rows in blocks:
        if len(rows) > 1:
            yield Grid(spread(rows, source, offset), " ".join(notes))


def _is_row(text: str) -> bool:
    """Tells whether a line of one cell is a row of a table, such as the name of a group, and no note below it."""
    return len(text) < 60 and not text.startswith(("*", "†", "Note", "note"))


def most_likely_sign(text: str) -> str:
    """Gives the sign that parts most lines into equally many cells, a comma where none does."""

    def weight(sign: str) -> tuple[int, int]:
        widths = Counter(len(cells) for _, cells in _split(text[:20_000], sign) if len(cells) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max((";", "\t", ","), key=weight)


def _rows(source: Source, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Gives the rows with the offset of each."""
    for start, cells in _split(source.text, sign):
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise source.refused(start, "A cell of this row has no end. Is a quote never closed?")
        yield start, cells


def _split(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    if sign == "\t":
        yield from _split_plain(text)
        return
    lines = io.StringIO(text, newline="")
    offsets = _Lines(lines)
    limit = csv.field_size_limit(len(text) + 1)
    try:
        reader = csv.reader(offsets, delimiter=sign, skipinitialspace=True)
        start = 0
        for cells in reader:
            yield start, cells
            start = offsets.offset
    except csv.Error:  # a carriage return inside a quote: the text has none, so this stays unseen
        return
    finally:
        csv.field_size_limit(limit)


class _Lines:
    """Lines of a text, and where the next one begins."""

    def __init__(self, lines: io.StringIO) -> None:
        self._lines = lines
        self.offset = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self.offset += len(line)
        return line


def _split_plain(text: str) -> Iterator[tuple[int, list[str]]]:
    """Cuts lines at tabs; quotes part nothing there, but those around a whole cell are taken off."""
    offset = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        yield offset, [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]
        offset += len(line) + 1


def _placed(source: Source, start: int, cells: Sequence[str], sign: str) -> list[Placed]:
    placed, at = [], start
    for cell in cells:
        bare = cell.strip()
        end = source.text.find("\n", at)
        found = source.text.find(bare, at, end if end >= 0 else None) if bare else at
        at = found if found >= 0 else at
        placed.append(Placed(source.cell(cell, at)))
        at = min(at + max(len(bare), 1 if sign else 0), len(source.text))
    return placed
