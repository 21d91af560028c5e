"""Tables of text whose columns stand below each other, two blanks or more apart, as they come out of a PDF."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lvkb.documents import single_spaced_tables
from lvkb.documents.table_grid import MAX_CELLS, MAX_COLUMNS, Cell, Grid, Placed, Source, seen, spread, too_large

_CHUNK = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S(?: {2,}|\t+ *)\S")
_FIGURE = re.compile(r"[~<>]?\.?\d")
_FOOTNOTE = re.compile(r".{41}|[†‡*§¶⋆]|[Nn]otes?\b|\d\s")
_ENDS_OPEN = re.compile(r"[,(/&+-]$|\([^)]*$")
_TAB = 8
_LONGEST_NAME = 200


class Chunk(NamedTuple):
    """A piece of a line: a cell, or a part of one.

    Attributes:
        start: Column that it stands in, from 0, with tabs as wide as terminals show them.
        text: Its text.
        offset: Where it stands in the text.
    """

    start: int
    text: str
    offset: int

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
        TableRefused: A table is too large, or it cannot be told which cell of a row is missing.
    """
    if not _GAP.search(source.text):
        yield from single_spaced_tables.tables(source)
        return
    blocks, notes = _blocks(source)
    for block in blocks:
        yield Grid(spread(_rows(block, source), source, block[0].offset), notes)


def _blocks(source: Source) -> tuple[list[list[_Line]], str]:
    """Gives the lines of each table, and what else the text says."""
    blocks: list[list[_Line]] = [[]]
    for offset, line in source.lines():
        chunks = tuple(_chunks(line, offset))
        if len(chunks) > MAX_COLUMNS:
            raise too_large(source, offset)
        if chunks:
            blocks[-1].append(_Line(offset, chunks))
        elif blocks[-1]:
            blocks.append([])
    found: list[list[_Line]] = []
    notes: list[str] = []
    for block in blocks:
        first, last = _bounds(block)
        found += [block[first:last]] if first < last else []
        notes += (chunk.text for line in (*block[:first], *block[last:]) for chunk in line.chunks)
    return found, seen(" ".join(notes))


def _chunks(line: str, offset: int) -> Iterator[Chunk]:
    """Gives the pieces of a line that stand a tab or two blanks apart."""
    shown, behind = 0, 0
    for match in _CHUNK.finditer(line):
        rest = shown % _TAB
        shown += len((" " * rest + line[behind : match.start()]).expandtabs(_TAB)) - rest
        yield Chunk(shown, match[0], offset + match.start())
        shown, behind = shown + len(match[0]), match.end()


def _bounds(block: Sequence[_Line]) -> tuple[int, int]:
    """Gives the first line of the table in a block and the one behind its last, without a title and footnotes."""
    first, last = 0, len(block)
    if sum(len(line.chunks) > 1 for line in block) < 2:
        return last, last
    while len(block[first].chunks) == 1 and not _is_heading(block[first].chunks[0]):
        first += 1
    while len(block[last - 1].chunks) == 1 and _FOOTNOTE.match(block[last - 1].chunks[0].text):
        last -= 1
    return first, last


def _is_heading(alone: Chunk) -> bool:
    """Tells whether a first line of one piece is a part of the heading: it stands over no first column."""
    return alone.start > 0 and len(alone.text) < 40


def _rows(block: Sequence[_Line], source: Source) -> list[list[Placed]]:
    columns, is_ragged = _extents(block)
    if len(block) * len(columns) > MAX_CELLS:
        raise too_large(source, block[0].offset)
    rows: list[list[Cell | None]] = []
    for line in block:
        cells: list[Cell | None] = [None] * len(columns)
        in_order = len(line.chunks) == len(columns)
        if 1 < len(line.chunks) < len(columns) and _is_doubtful(line, columns, is_ragged=is_ragged):
            why = (
                f"This row has {len(line.chunks)} pieces where others have {len(columns)}, and they do not stand below"
            )
            raise source.refused(line.offset, f"{why} each other: which one is missing cannot be told. Put tabs there.")
        for index, chunk in enumerate(line.chunks):
            at = index if in_order else _nearest(chunk, columns)
            cell = source.cell(chunk.text, chunk.offset)
            held = cells[at]
            cells[at] = cell if held is None else held._replace(text=f"{held.text} {cell.text}")
        if rows and (_continues(rows[-1], cells) or _begins(rows[-1], cells)):
            rows[-1] = [_joined(above, below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return [_filled(cells) for cells in rows]


def _is_doubtful(line: _Line, columns: Sequence[tuple[int, int]], *, is_ragged: bool) -> bool:
    """Tells whether a row that lacks pieces leaves open below which headings its figures stand."""
    figures = [chunk for chunk in line.chunks[1:] if _FIGURE.match(chunk.text)]
    return bool(figures) and (is_ragged or not all(_is_below(chunk, columns) for chunk in figures))


def _is_below(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> bool:
    """Tells whether a piece shares characters with one column alone, and at least half of its own."""
    over = _overlapped(chunk, columns)
    if len(over) != 1:
        return False
    start, end = columns[over[0]]
    return 2 * (min(end, chunk.end) - max(start, chunk.start)) >= len(chunk.text)


def _filled(cells: Sequence[Cell | None]) -> list[Placed]:
    known = next(cell for cell in cells if cell)
    return [Placed(cell or known._replace(text="")) for cell in cells]


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
    if len(above[0].text) > _LONGEST_NAME:
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


def _overlapped(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> range:
    """Gives the columns that a piece shares characters with; they stand one behind the other."""
    first = bisect_right(columns, chunk.start, key=lambda column: column[1])
    return range(first, max(first, bisect_left(columns, chunk.end, key=lambda column: column[0])))


def _nearest(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> int:
    """Gives the column whose middle is nearest to that of a piece: one that it overlaps, else a neighbour."""

    def distance(index: int) -> int:
        return abs(sum(columns[index]) - chunk.start - chunk.end)

    over = _overlapped(chunk, columns)
    return min(over or range(max(over.start - 1, 0), min(over.start + 1, len(columns))), key=distance)
