"""A list of papers in Markdown to entries: each item to its title and links, and parts of an item to the item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from lvkb.documents.markdown_lists import Heading, Item, Shape, blocks, cells, printable, shown_text
from lvkb.documents.markdown_pieces import BREAK, Piece, Pieces
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.findings import Location
from lvkb.intake.label_words import folded, label_key
from lvkb.intake.list_entries import Entry, Link, ParsedList, Section
from lvkb.intake.list_habits import Habits, is_title_case, learn_habits, learn_labels
from lvkb.intake.table_columns import Row, title_columns
from lvkb.intake.title_choice import Choice, choose
from lvkb.intake.title_places import Candidate, Place, candidates, titled_links
from lvkb.intake.title_texts import undoubled
from lvkb.intake.works import are_alike
from lvkb.registers import Ref, parse_arxiv, parse_doi, parse_url

_WRITTEN_ID = re.compile(
    r"\barxiv\s?[:\uff1a]\s?(?P<arxiv>[\w.-]{1,20}/?\d{2,7}(?:\.\d{4,5})?(?:v\d{1,3})?)|\bdoi\s?[:\uff1a]\s?(?P<doi>10\.\d{4,9}/[^\s\"<>\[\]]{1,200})",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\s*([^\s:\uff1a\[\u3010\"\u201c][^:\uff1a\n]{0,40}?)\s?[:\uff1a](?P<rest>.*)", re.DOTALL)
_NEWS = folded(
    r"news|updates?|latest news|what s new|announcements?|changelog|change log|recent updates|"
    r"citations?|cite|bibtex|acknowledge?ments?|contributing|contributions?|license|star history|"
    r"新闻|更新|更新日志|动态|引用|致谢|お知らせ|更新履歴|새소식|업데이트|новости|обновления|neuigkeiten|noticias|nouvelles"
)
_MOST_PREFIX_WORDS = 4
_OFTEN = 3
_MOST_RIVALS = 20
_LEAST_RIVAL_WORDS = 3


def read_markdown(text: str, path: str) -> ParsedList:
    """Reads a list of papers in Markdown; any text will do, and nothing is raised.

    Args:
        text: Markdown.
        path: The file's name for questions.
    """
    found = list(_Reader(shown_text(plain_lines(text)), path).entries())
    entries = tuple(entry for entry in found if _is_entry(entry))
    passed_over = tuple(entry for entry in found if not _is_entry(entry) and (entry.is_bold or entry.has_links))
    return ParsedList(path, entries, passed_over)


def _is_entry(entry: Entry) -> bool:
    if not entry.title or entry.doubt:
        return False
    return entry.has_paper or (entry.is_bold and bool(entry.links))


@dataclass(frozen=True, slots=True)
class _Block:
    """An item with its pieces.

    Attributes:
        item: The item.
        pieces: All its pieces.
        ways: What can be its title, by place; of a row, what stands in the column that has the titles.
    """

    item: Item
    pieces: Sequence[Piece]
    ways: Mapping[Place, Candidate]

    @property
    def text(self) -> str:
        """Its text as a reader sees it, without that of links."""
        return "".join(piece.text for piece in self.pieces if not piece.url)

    @property
    def has_paper(self) -> bool:
        """Tells whether it leads to a paper."""
        return any(ref and ref.register.is_paper for _, ref in _references(self.pieces))


class _Candidate(NamedTuple):
    """An item as an entry, with what decides whether others are parts of it."""

    entry: Entry
    block: _Block
    is_part: bool
    is_labelled: bool
    is_weak: bool
    is_prefixed: bool


class _Reader:
    """Reads one list."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._positions = Positions(text)
        reader = Pieces(text)
        self._blocks = [block if isinstance(block, Heading) else _read(block, text, reader) for block in blocks(text)]
        items = [block for block in self._blocks if isinstance(block, _Block)]
        self._labels = learn_labels(block.pieces for block in items)
        columns = title_columns(_rows(items), self._labels)
        self._blocks = [
            replace(block, ways=candidates(_column(block, columns), self._labels))
            if isinstance(block, _Block)
            else block
            for block in self._blocks
        ]
        self._prefixes = _shared_prefixes(items)
        self._habits = self._learned()

    def _learned(self) -> Habits:
        told = list(self._voters())
        lists = [block for block in told if block.item.shape is Shape.BULLET]
        return learn_habits([block.ways for block in lists or told])

    def _voters(self) -> Iterator[_Block]:
        """Gives the items that link a paper, or have one in a part below them, with what can be their title."""
        above: _Block | None = None
        for block in self._blocks:
            if isinstance(block, Heading):
                above = None
                continue
            if block.has_paper and block.ways:
                yield block
            elif block.has_paper and above and block.item.indent > above.item.indent:
                yield above
            if block.ways:
                above = None if block.has_paper else block

    def entries(self) -> Iterator[Entry]:
        """Gives the entries, and the items that could be some."""
        for entry, shape in _join(self._candidates()):
            if shape is not Shape.PARAGRAPH or (entry.title and entry.has_paper):
                yield entry

    def _candidates(self) -> Iterator[_Candidate | None]:
        """Gives every item as an entry, and None at each heading, which ends all nesting."""
        sections: tuple[Section, ...] = ()
        for block in self._blocks:
            if isinstance(block, Heading):
                outer = tuple(section for section in sections if section.level < block.level)
                sections = (*outer, Section(block.level, block.title, self._at(block.start)))
                yield None
            elif block.item.shape is not Shape.HEADER:
                yield self._candidate(block, sections)

    def _candidate(self, block: _Block, sections: tuple[Section, ...]) -> _Candidate:
        is_part = self._is_labelled(block, directly=True) and not _is_paper(_link_title(block))
        choice = Choice() if is_part else self._choice(block, sections)
        title = choice.title
        links = tuple(self._links(block.pieces))
        at = self._at(title.start if title else block.item.start)
        doubt = choice.doubt or (self._rivals(block, title) or self._other_name(block, choice) if title else "")
        text, name = undoubled(printable(title.title)) if title else ("", "")
        entry = Entry(
            text,
            at,
            links,
            sections,
            choice.place is Place.BOLD and block.item.shape is not Shape.PARAGRAPH,
            name=name or (printable(title.name) if title else ""),
            doubt=doubt,
        )
        return _Candidate(
            entry,
            block,
            is_part or not title,
            self._is_labelled(block),
            choice.place is Place.PLAIN,
            _is_prefixed(block),
        )

    def _choice(self, block: _Block, sections: Sequence[Section]) -> Choice:
        found = dict(block.ways)
        if block.item.shape is Shape.PARAGRAPH:
            links = [piece for piece in block.pieces if piece.url]
            found = {
                place: one
                for place, one in found.items()
                if one.is_first and (place in (Place.BOLD, Place.QUOTED) or (place is self._habits.place and links))
            }
        is_news = any(_NEWS.fullmatch(label_key(section.title)) for section in sections)
        if is_news and Place.PLAIN in found:
            del found[Place.PLAIN]
        habits = self._habits if block.item.shape is not Shape.ROW else Habits()
        return choose(found, habits)

    def _rivals(self, block: _Block, title: Candidate) -> str:
        """Says that an item names more than one paper, each by its title; empty for one that does not."""
        mine = parse_url(title.url) if title.url else None
        for other in list(titled_links(block.pieces, self._labels))[:_MOST_RIVALS]:
            ref = parse_url(other.url)
            is_paper = ref is not None and ref.register.is_paper and ref != mine
            is_label = mine is None and other.words < _LEAST_RIVAL_WORDS and not is_title_case(other.title)
            if is_label:
                continue
            if is_paper and not are_alike(other.title, title.title):
                return f'This item names two papers, "{printable(title.title)}" and "{printable(other.title)}".'
        return ""

    def _other_name(self, block: _Block, choice: Choice) -> str:
        """Says that the paper is linked by a name beside which the title may be a description or a page on it."""
        title = choice.title
        if title is None or choice.place not in (Place.LINK, Place.PLAIN):
            return ""
        is_told = title.has_venue or is_title_case(title.title) if choice.place is Place.PLAIN else _is_paper(title.url)
        for piece in block.pieces:
            if (
                piece.url
                and piece.text
                and not is_told
                and _is_paper(piece.url)
                and not self._labels.is_label(piece.text)
            ):
                return f'"{printable(piece.text)}" links the paper, so "{printable(title.title)}" may be no title.'
        return ""

    def _is_labelled(self, block: _Block, *, directly: bool = False) -> bool:
        """Tells a part of an entry, such as `Code: https://...`, from an entry; `directly` only where links follow."""
        prefix, rest = _prefix(block)
        if not prefix or (directly and any(char.isalnum() for char in rest)):
            return False
        return self._labels.is_label(prefix) or label_key(prefix) in self._prefixes

    def _links(self, pieces: Sequence[Piece]) -> Iterator[Link]:
        for piece, ref in _references(pieces):
            # an address may spell any character in per cent form; none that cannot be seen belongs into an id
            seen = ref is not None and (ref.id + ref.path).isprintable()
            url = piece.url or (ref.url if ref else "")
            place = piece.url_start if piece.url else piece.start
            label = printable(piece.text) if piece.url else ""
            yield Link(printable(url), label, self._at(place), ref if seen else None)

    def _at(self, offset: int) -> Location:
        return Location(self._path, *self._positions.at(offset))


def _read(item: Item, text: str, reader: Pieces) -> _Block:
    if item.shape in (Shape.ROW, Shape.HEADER):
        pieces = [
            piece for number, (start, end) in enumerate(cells(text, item)) for piece in reader.of(start, end, number)
        ]
    else:
        pieces = reader.of(item.start, item.end)
    return _Block(item, pieces, {})


def _is_paper(url: str) -> bool:
    ref = parse_url(url)
    return ref is not None and ref.register.is_paper


def _rows(items: Iterable[_Block]) -> Iterator[Row]:
    for block in items:
        if block.item.shape in (Shape.ROW, Shape.HEADER):
            by_cell: dict[int, list[Piece]] = {}
            for piece in block.pieces:
                by_cell.setdefault(piece.cell, []).append(piece)
            yield Row(block.item.table, by_cell, block.item.shape is Shape.HEADER)


def _column(block: _Block, columns: dict[int, int]) -> Sequence[Piece]:
    if block.item.shape is not Shape.ROW or block.item.table not in columns:
        return block.pieces
    return [piece for piece in block.pieces if piece.cell == columns[block.item.table]]


def _references(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Ref | None]]:
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


def _prefix(block: _Block) -> tuple[str, str]:
    """Gives the label with a colon that an item begins with, and the text behind it up to the first link."""
    first = next((piece for piece in block.pieces if piece.text.strip() or piece.url), None)
    if block.item.shape is not Shape.BULLET or first is None or first.url:
        return "", ""
    text = "".join(piece.text for piece in takewhile(lambda piece: not piece.url, block.pieces))
    match = _PREFIX.match(text)
    return (match[1], match["rest"]) if match and len(match[1].split()) <= _MOST_PREFIX_WORDS else ("", "")


def _is_prefixed(block: _Block) -> bool:
    """Tells whether an item is some words with a colon, and links behind them."""
    prefix, rest = _prefix(block)
    return bool(prefix) and not any(char.isalnum() for char in rest)


def _link_title(block: _Block) -> str:
    """Gives the address of the link whose text can be the title of an item."""
    return block.ways[Place.LINK].url if Place.LINK in block.ways else ""


def _shared_prefixes(items: Iterable[_Block]) -> frozenset[str]:
    counts = Counter(label_key(prefix) for block in items if (prefix := _prefix(block)[0]))
    return frozenset(key for key, count in counts.items() if count >= _OFTEN and key)


def _join(candidates: Iterable[_Candidate | None]) -> Iterator[tuple[Entry, Shape]]:
    """Gives the entries; the links of parts, which have no title, go to the titled item above them."""
    above: _Candidate | None = None
    nested: list[Link] = []
    for candidate in candidates:
        if above and candidate and _belongs(candidate, above):
            nested += candidate.entry.links
            continue
        if above:
            yield replace(above.entry, links=(*above.entry.links, *nested)), above.block.item.shape
        above, nested = candidate, []
    if above:
        yield replace(above.entry, links=(*above.entry.links, *nested)), above.block.item.shape


def _belongs(candidate: _Candidate, above: _Candidate) -> bool:
    item, upper = candidate.block.item, above.block.item
    is_below = upper.shape is Shape.PARAGRAPH or item.indent > upper.indent
    is_remark = candidate.is_labelled or (candidate.is_weak and not candidate.entry.has_paper)
    is_part = candidate.is_part or (upper.shape is Shape.PARAGRAPH and is_remark)
    is_part = is_part or (candidate.is_prefixed and candidate.is_weak and is_below and not above.entry.has_paper)
    if above.is_part or not is_part:
        return False
    if upper.shape is Shape.PARAGRAPH:
        is_bare = not any(char.isalnum() for char in candidate.block.text.replace(BREAK, ""))
        return item.shape is Shape.BULLET or (item.shape is Shape.PARAGRAPH and is_bare)
    return item.shape is Shape.BULLET and item.indent > upper.indent
