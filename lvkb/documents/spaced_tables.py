"""Tables of text whose columns stand below each other, two blanks or more apart, as they come out of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lvkb.documents import single_spaced_tables
from lvkb.documents.table_grid import Cell, Grid, Placed, Source, seen, spread

_CHUNK = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S(?: {2,}|\t+ *)\S")
_FIGURE = re.compile(r"[~<>]?\.?\d")
_FOOTNOTE = re.compile(r".{41}|[†‡*§¶⋆]|[Nn]otes?\b|\d\s")
_ENDS_OPEN = re.compile(r"[,(/&+-]$|\([^)]*$")


class Chunk(NamedTuple):
    """A piece of a line: a cell, or a part of one."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Column behind it."""
        return self.start + len(self.text)


class _Line(NamedTuple):
    offset: int
    chunks: tuple[Chunk, ...]


def tables(source: Source) -> Iterator[Grid]:
    """Gives the tables of a text, parted by empty lines; lines of one piece that belong to no table are notes.

    Raises:
        TableRefused: A table is too large.
    """
    if not _GAP.search(source.text):
        yield from single_spaced_tables.tables(source)
        return
    blocks, notes = _blocks(source.text)
    for block in blocks:
        yield Grid(spread(_rows(block, source), source, block[0].offset), seen(" ".join(notes)))


def _blocks(text: str) -> tuple[list[list[_Line]], list[str]]:
    blocks: list[list[_Line]] = [[]]
    offset = 0
    for line in text.expandtabs(8).split("\n") if "\t" in text else text.split("\n"):
        chunks = tuple(Chunk(match.start(), match[0]) for match in _CHUNK.finditer(line))
        if chunks:
            blocks[-1].append(_Line(offset, chunks))
        elif blocks[-1]:
            blocks.append([])
        offset += len(line) + 1
    found = [block for block in blocks if sum(len(line.chunks) > 1 for line in block) > 1]
    notes = [chunk.text for block in blocks if block not in found for line in block for chunk in line.chunks]
    trimmed = []
    for block in found:
        while len(block[0].chunks) == 1 and not _aligned(block):
            notes.append(block[0].chunks[0].text)
            block = block[1:]  # noqa: PLW2901 - its head is cut off
        while len(block[-1].chunks) == 1 and _FOOTNOTE.match(block[-1].chunks[0].text):
            notes.append(block[-1].chunks[0].text)
            block = block[:-1]  # noqa: PLW2901 - and its foot
        trimmed.append(block)
    return trimmed, notes


def _aligned(block: Sequence[_Line]) -> bool:
    """Tells whether a first line of one piece is a part of the heading: it stands over no first column."""
    return block[0].chunks[0].start > 0 and len(block[0].chunks[0].text) < 40


def _rows(block: Sequence[_Line], source: Source) -> list[list[Placed]]:
    columns, is_ragged = _extents(block)
    rows: list[list[Cell | None]] = []
    for line in block:
        cells: list[Cell | None] = [None] * len(columns)
        in_order = len(line.chunks) == len(columns)
        if is_ragged and 1 < len(line.chunks) < len(columns) and _FIGURE.match(line.chunks[-1].text):
            why = (
                f"This row has {len(line.chunks)} pieces where others have {len(columns)}, and they do not stand below"
            )
            raise source.refused(line.offset, f"{why} each other: which one is missing cannot be told. Put tabs there.")
        for index, chunk in enumerate(line.chunks):
            at = index if in_order else _nearest(chunk, columns)
            cell = source.cell(chunk.text, min(line.offset + chunk.start, len(source.text)))
            held = cells[at]
            cells[at] = cell if held is None else held._replace(text=f"{held.text} {cell.text}")
        if rows and (_continues(rows[-1], cells) or _begins(rows[-1], cells)):
            rows[-1] = [_joined(above, below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return [[Placed(cell or Cell("", *source.at(line.offset))) for cell in cells] for line, cells in _zip(block, rows)]


def _zip(block: Sequence[_Line], rows: Sequence[list[Cell | None]]) -> Iterator[tuple[_Line, list[Cell | None]]]:
    """Gives each row with a line that it stands in or near."""
    for index, cells in enumerate(rows):
        yield block[min(index, len(block) - 1)], cells


def _joined(above: Cell | None, below: Cell | None) -> Cell | None:
    if above is None or below is None:
        return above or below
    hyphen = above.text.endswith("-")
    return above._replace(text=f"{above.text}{'' if hyphen else ' '}{below.text}")


def _continues(above: Sequence[Cell | None], cells: Sequence[Cell | None]) -> bool:
    """Tells whether a line is the rest of a name that was wrapped: one piece below a name that is not at its end."""
    held = [index for index, cell in enumerate(cells) if cell]
    if held != [0] or above[0] is None or sum(cell is not None for cell in above) < 2:
        return False
    rest = cells[0].text if cells[0] else ""
    return bool(_ENDS_OPEN.search(above[0].text)) or rest[:1].islower() or rest[:1] in "()&+/["


def _begins(above: Sequence[Cell | None], cells: Sequence[Cell | None]) -> bool:
    """Tells whether a line of one piece is the first half of the name in the line below it."""
    alone = [index for index, cell in enumerate(above) if cell] == [0]
    return bool(alone and above[0] and _ENDS_OPEN.search(above[0].text) and sum(map(bool, cells)) > 1)


def _extents(block: Sequence[_Line]) -> tuple[list[tuple[int, int]], bool]:
    """Gives the columns of characters that each column takes up in the fullest rows, and whether these do not agree."""
    width = _width(block)
    extents: list[tuple[int, int]] = []
    for line in block:
        if len(line.chunks) != width:
            continue
        spans = [(chunk.start, chunk.end) for chunk in line.chunks]
        if extents:
            spans = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(extents, spans, strict=True)]
        extents = spans
    is_ragged = any(left[1] > right[0] for left, right in pairwise(extents))
    if is_ragged:  # only the first row can be trusted
        first = next(line for line in block if len(line.chunks) == width)
        extents = [(chunk.start, chunk.end) for chunk in first.chunks]
    return extents, is_ragged


def _width(block: Sequence[_Line]) -> int:
    """Gives the number of columns: as many as the fullest lines have pieces, unless hardly any line is so full."""
    counts = Counter(len(line.chunks) for line in block)
    enough = max(2, sum(counts.values()) // 4)
    return max((count for count in counts if counts[count] >= enough), default=max(counts))


def _nearest(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> int:
    """Gives the column that a piece shares most characters with, or stands nearest to."""

    def closeness(index: int) -> tuple[int, float]:
        start, end = columns[index]
        shared = min(chunk.end, end) - max(chunk.start, start)
        return min(shared, 0), -abs((start + end) / 2 - (chunk.start + chunk.end) / 2)

    return max(range(len(columns)), key=closeness)
