"""Tables of text with one sign between the cells of a row: commas, semicolons, tabs; cells may stand in quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from lvkb.documents.table_grid import MAX_COLUMNS, Grid, Placed, Source, spread, too_large

_SIGNS = (";", "\t", ",")
_LONGEST_CELL = 5_000
_NUMBER = re.compile(r"[\d.]+ ?[%A-Za-z]?")


def tables(source: Source, sign: str = "") -> Iterator[Grid]:
    """Gives the tables of a text, parted by empty lines.

    Args:
        source: The text.
        sign: What stands between cells; found out where it is empty.

    Raises:
        TableRefused: A quote is never closed, a comma parts a number, or a table is too large.
    """
    blocks: list[list[tuple[int, list[str]]]] = [[]]
    notes: list[str] = []
    sign = sign or most_likely_sign(source.text)
    width = 0
    for start, cells in _rows(source, sign):
        text = cells[0].strip() if cells else ""
        if start == 0 and text.startswith("sep="):  # how spreadsheets tell the sign
            continue
        if len(cells) > 1 or (blocks[-1] and text and _is_row(text)):
            held = [cell.strip() for cell in cells if cell.strip()]
            if sign == "," and 0 < width < len(cells) and held and _NUMBER.fullmatch(held[-1]):
                why = (
                    f"This row has {len(cells)} cells where those above have {width}. Put what holds a comma in quotes."
                )
                raise source.refused(start, why)
            width = max(width, len(cells))
            blocks[-1].append((start, cells))
        elif text:
            notes.append(text)
        elif blocks[-1]:
            blocks.append([])
            width = 0
    for rows in blocks:
        if len(rows) > 1:
            placed = (_placed(source, start, cells) for start, cells in rows)
            yield Grid(spread(placed, source, rows[0][0]), " ".join(notes))


def _is_row(text: str) -> bool:
    """Tells whether a line of one cell is a row of a table, such as the name of a group, and no note below it."""
    return len(text) < 60 and not text.startswith(("*", "†", "Note", "note"))


def most_likely_sign(text: str) -> str:
    """Gives the sign that parts most lines into equally many cells, a semicolon where none does."""

    def weight(sign: str) -> tuple[int, int]:
        widths = Counter(len(cells) for _, cells in _split(text[:20_000], sign) if len(cells) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(_SIGNS, key=weight)


def _rows(source: Source, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Gives the rows with the offset of each."""
    for start, cells in _split(source.text, sign):
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise source.refused(start, "A cell of this row has no end. Is a quote never closed?")
        if len(cells) > MAX_COLUMNS:
            raise too_large(source, start)
        yield start, cells


def _split(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    if sign == "\t":
        yield from _split_plain(text)
        return
    lines = io.StringIO(text).readlines()
    starts = list(accumulate(map(len, lines), initial=0))
    reader = csv.reader(lines, delimiter=sign, skipinitialspace=True)
    start = 0
    try:
        for cells in reader:
            yield start, cells
            start = starts[reader.line_num]
    except csv.Error:  # a cell of more than 131,072 characters
        yield start, [text[start:]]


def _split_plain(text: str) -> Iterator[tuple[int, list[str]]]:
    """Cuts lines at tabs; quotes part nothing there, but those around a whole cell are taken off."""
    offset = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        yield offset, [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]
        offset += len(line) + 1


def _placed(source: Source, start: int, cells: Sequence[str]) -> list[Placed]:
    placed, at = [], start
    for cell in cells:
        bare = cell.strip()
        end = source.text.find("\n", at)
        found = source.text.find(bare, at, end if end >= 0 else None)
        at = max(found, at)
        placed.append(Placed(source.cell(cell, at)))
        at = min(at + max(len(bare), 1), len(source.text))
    return placed
