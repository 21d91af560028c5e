"""Tables of text with one blank between cells, as some readers of PDF give them: rows that end in figures.

What a missing cell was cannot be told there, so that a row of another length is refused and never shifted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from lvkb.documents.table_grid import Cell, Grid, Placed, Source, spread

_PIECE = re.compile(
    r"\S+(?: [±+↑↓] ?[\d.]+| \([^()\n]*\)| \[[^\[\]\n]*\]"
    r"| (?:[Aa]cc(?:uracy)?\.?|[Ss]ize|[Ee]rr(?:or)?\.?|Adds)(?= |$)| [%↑↓])*"
)
_WORD = re.compile(r"\S+(?: \([^()\n]*\)| \[[^\[\]\n]*\]| [%↑↓])*")
_FIGURE = re.compile(r"[~<>\u2248]?\.?\d\S*(?: .*)?|[\u2212\u2013\u2014-]|[Nn]/?[Aa]")


class _Line(NamedTuple):
    offset: int
    pieces: tuple[tuple[int, str], ...]

    @property
    def figures(self) -> int:
        """How many figures stand at its end."""
        return sum(1 for _ in takewhile(lambda piece: _FIGURE.fullmatch(piece[1]), reversed(self.pieces)))


def tables(source: Source) -> Iterator[Grid]:
    """Gives the table of a text; lines before its headings are notes.

    Raises:
        TableRefused: The headings or a row cannot be cut into cells.
    """
    lines = list(_lines(source))
    widths = Counter(line.figures for line in lines if line.figures > 1)
    if not widths:
        return
    width = widths.most_common(1)[0][0] + 1
    first = next(index for index, line in enumerate(lines) if line.figures > 1)
    headings = _headings(lines[first - 1], width) if first else ()
    if not headings:
        raise source.refused(
            lines[max(first - 1, 0)].offset,
            f"The headings cannot be cut into {width} pieces, as many as the rows below have. Put tabs between cells.",
        )
    notes = " ".join(text for line in lines[: first - 1] for _, text in line.pieces)
    rows = [_row(line, width, source) for line in lines[first:]]
    head = [Placed(source.cell(text, offset)) for offset, text in headings]
    yield Grid(spread([head, *rows], source, lines[first - 1].offset), notes)


def _headings(line: _Line, width: int) -> tuple[tuple[int, str], ...]:
    """Cuts a line of headings into so many pieces, of one word each where longer ones are too few; else gives none."""
    words = tuple((offset + match.start(), match[0]) for offset, text in line.pieces for match in _WORD.finditer(text))
    return next((pieces for pieces in (line.pieces, words) if len(pieces) == width), ())


def _lines(source: Source) -> Iterator[_Line]:
    for offset, line in source.lines():
        if pieces := tuple((offset + match.start(), match[0]) for match in _PIECE.finditer(line)):
            yield _Line(offset, pieces)


def _row(line: _Line, width: int, source: Source) -> list[Placed]:
    """Cuts a row: figures at its end, a name of any length before; a line without figures names a group."""
    if line.figures == 0:
        return [Placed(_joined(line.pieces, source))]
    if line.figures != width - 1 or len(line.pieces) < width:
        raise source.refused(
            line.offset,
            f"This row has {line.figures} figures at its end where others have {width - 1}; "
            "which one is missing cannot be told. Put tabs between cells.",
        )
    name = _joined(line.pieces[: 1 - width], source)
    return [Placed(name), *(Placed(source.cell(text, offset)) for offset, text in line.pieces[1 - width :])]


def _joined(pieces: Sequence[tuple[int, str]], source: Source) -> Cell:
    return source.cell(" ".join(text for _, text in pieces), pieces[0][0])
