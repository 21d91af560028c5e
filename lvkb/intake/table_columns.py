"""Which column of a table has the titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import NamedTuple

from lvkb.documents.markdown_pieces import Piece
from lvkb.intake.label_words import Labels, folded, label_key
from lvkb.intake.title_kinds import Candidate
from lvkb.intake.title_places import candidates

_TITLE_HEADER = folded(
    r"(?:paper |article |full )?titles?(?: and authors?| authors?)?|titel|titre|titulo|titolo|название|заголовок|"
    r"статья|tytuł|tytul|baslik|标题|题目|论文标题|论文题目|论文名称|タイトル|論文タイトル|제목|논문제목"
)
_OTHER_HEADER = folded(
    r"authors?|datasets?|benchmarks?|models?|methods?|tasks?|types?|year|download|abstract|introduction|summary|description|notes?|comments?|venue|conference|date|code|links?|keywords?|"
    r"institutions?|affiliations?|autoren|auteurs|autores|作者|摘要|简介|机构|著者|저자"
)
_LEAST_SHARE = 0.5
_MOST_WORDS = 25
_ENOUGH_WORDS = 8

NO_COLUMN = -1
"""Stands for the column of the titles in a table whose columns are all called something else."""

Cells = Mapping[int, Sequence[Piece]]
"""The cells of a row, by number."""


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        table: Number of its table.
        cells: Its cells by number.
        is_header: Whether it names the columns.
    """

    table: int
    cells: Cells
    is_header: bool


def title_columns(rows: Iterable[Row], labels: Labels) -> dict[int, int]:
    """Gives the number of the column that has the titles, or `NO_COLUMN`, for each table with texts that can be titles.

    The column's name counts most; else it is the first of those that nearly always hold a text of the length of a
    title, another one in each row.
    """
    tables: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.table].append(row)
    found = {table: _column(group, labels) for table, group in tables.items()}
    return {table: column for table, column in found.items() if column is not None}


def _column(rows: Sequence[Row], labels: Labels) -> int | None:
    names = {cell: pieces for row in rows if row.is_header for cell, pieces in row.cells.items()}
    texts: dict[int, list[Candidate]] = defaultdict(list)
    body = [row for row in rows if not row.is_header]
    for row in body:
        for cell, pieces in row.cells.items():
            if ways := candidates(pieces, labels):
                texts[cell].append(next(iter(ways.values())))
    filled = {cell: found for cell, found in texts.items() if len(found) >= _LEAST_SHARE * len(body)}
    heads = {cell: label_key(_text(pieces)) for cell, pieces in names.items()}
    for cell in sorted(filled):
        if _TITLE_HEADER.fullmatch(heads.get(cell, "")):
            return cell
    scores = {cell: _score(found) for cell, found in filled.items() if not _OTHER_HEADER.fullmatch(heads.get(cell, ""))}
    return min(scores, key=lambda cell: (-scores[cell], cell), default=NO_COLUMN if filled else None)


def _score(found: Sequence[Candidate]) -> float:
    """Gives how well texts go as titles: their mean length as far as it counts, less where they are repeated."""
    words = mean(one.words for one in found)
    length = min(words, _ENOUGH_WORDS) if words <= _MOST_WORDS else 1
    return length * len({one.title for one in found}) / len(found)


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
