"""Items of a list in Markdown with their pieces: what they link, and the label that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lvkb.documents.markdown_lists import Heading, Item, Shape, cells
from lvkb.documents.markdown_pieces import BREAK, Piece, Pieces
from lvkb.intake.table_columns import NO_COLUMN, Row
from lvkb.intake.title_kinds import Candidate, Place
from lvkb.registers import Ref, parse_arxiv, parse_doi, parse_url

_WRITTEN_ID = re.compile(
    r"\barxiv\s?[:\uff1a]\s?(?P<arxiv>[\w.-]{1,20}/?\d{2,7}(?:\.\d{4,5})?(?:v\d{1,3})?)|"
    r"\bdoi\s?[:\uff1a]\s?(?P<doi>10\.\d{4,9}/[^\s\"<>\[\]]{1,200})",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\s*([^\s:\uff1a\[\u3010\"\u201c][^:\uff1a\n]{0,40}?)\s?[:\uff1a](?P<rest>.*)", re.DOTALL)
_MOST_PREFIX_WORDS = 4


@dataclass(frozen=True, slots=True)
class ListBlock:
    """An item, a row, a paragraph or a heading with its pieces.

    Attributes:
        item: Where it stands; of a heading, its text.
        pieces: All its pieces.
        heading: The heading, None for anything else.
        ways: What can be its title, by place; of a row, what stands in the column that has the titles.
    """

    item: Item
    pieces: Sequence[Piece]
    heading: Heading | None
    ways: Mapping[Place, Candidate]

    @property
    def has_paper(self) -> bool:
        """Tells whether it leads to a paper."""
        return any(ref and ref.register.is_paper for _, ref in references(self.pieces))

    @property
    def text(self) -> str:
        """Its text as a reader sees it, without that of links."""
        return "".join(piece.text for piece in self.pieces if not piece.url).replace(BREAK, " ").strip()

    @property
    def prefix(self) -> tuple[str, str]:
        """The label with a colon that an item of a list begins with, and the text behind it up to the first link."""
        first = next((piece for piece in self.pieces if piece.text.strip() or piece.url), None)
        if self.item.shape is not Shape.BULLET or first is None or first.url:
            return "", ""
        text = "".join(piece.text for piece in takewhile(lambda piece: not piece.url, self.pieces))
        match = _PREFIX.match(text)
        return (match[1], match["rest"]) if match and len(match[1].split()) <= _MOST_PREFIX_WORDS else ("", "")

    @property
    def is_prefixed(self) -> bool:
        """Tells whether it is some words with a colon, and links behind them."""
        prefix, rest = self.prefix
        return bool(prefix) and not any(char.isalnum() for char in rest)


def read_block(block: Heading | Item, text: str, reader: Pieces) -> ListBlock:
    """Gives a block of a text with its pieces."""
    if isinstance(block, Heading):
        item = Item(Shape.TITLE, 0, block.start, block.end)
        return ListBlock(item, reader.of(block.start, block.end), block, {})
    if block.shape in (Shape.ROW, Shape.HEADER):
        parts = enumerate(cells(text, block))
        return ListBlock(block, [piece for cell, part in parts for piece in reader.of(*part, cell)], None, {})
    return ListBlock(block, reader.of(block.start, block.end), None, {})


def references(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Ref | None]]:
    """Gives links, and ids that are written as text, each with what it leads to."""
    for piece in pieces:
        if piece.url:
            yield piece, parse_url(piece.url)
            continue
        for match in _WRITTEN_ID.finditer(piece.text):
            raw = (match["arxiv"] or match["doi"]).rstrip(".,;)")
            ref = parse_arxiv(raw) if match["arxiv"] else parse_doi(raw)
            if ref:
                yield piece._replace(start=piece.start + match.start()), ref


def is_paper(url: str) -> bool:
    """Tells whether an address identifies a paper."""
    ref = parse_url(url)
    return ref is not None and ref.register.is_paper


def rows(blocks: Iterable[ListBlock]) -> Iterator[Row]:
    """Gives the rows of tables among blocks."""
    for block in blocks:
        if block.item.shape in (Shape.ROW, Shape.HEADER):
            by_cell: dict[int, list[Piece]] = {}
            for piece in block.pieces:
                by_cell.setdefault(piece.cell, []).append(piece)
            yield Row(block.item.table, by_cell, block.item.shape is Shape.HEADER)


def title_pieces(block: ListBlock, columns: Mapping[int, int]) -> Sequence[Piece]:
    """Gives the pieces among which the title is: all, or of a row those of the column of titles, if there is one."""
    if block.item.shape is not Shape.ROW:
        return block.pieces
    return [piece for piece in block.pieces if piece.cell == columns.get(block.item.table, NO_COLUMN)]
