"""A list of papers in Markdown to entries: each item to its title and links, and parts of an item to the item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lvkb.documents.markdown_lists import Shape, blocks, printable, shown_text
from lvkb.documents.markdown_pieces import Piece, Pieces
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.findings import Location
from lvkb.intake.entry_parts import Part, join, titles_above
from lvkb.intake.label_words import folded, label_key
from lvkb.intake.list_blocks import ListBlock, is_paper, read_block, references, rows, title_pieces
from lvkb.intake.list_entries import Entry, Link, ParsedList, Section
from lvkb.intake.list_habits import Habits, learn_habits, learn_labels
from lvkb.intake.table_columns import title_columns
from lvkb.intake.title_choice import Choice, choose
from lvkb.intake.title_doubts import doubt
from lvkb.intake.title_kinds import Place
from lvkb.intake.title_places import candidates
from lvkb.intake.title_texts import titled, undoubled

_NEWS = folded(
    r"news|updates?|latest news|what s new|announcements?|changelog|change log|recent updates|"
    r"citations?|cite|bibtex|acknowledge?ments?|contributing|contributions?|license|star history|"
    r"新闻|更新|更新日志|动态|引用|致谢|お知らせ|更新履歴|새소식|업데이트|новости|обновления|neuigkeiten|noticias|nouvelles"
)
_OFTEN = 3


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


class _Reader:
    """Reads one list."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._positions = Positions(text)
        reader = Pieces(text)
        found = [read_block(block, text, reader) for block in blocks(text)]
        items = [block for block in found if not block.heading]
        self._labels = learn_labels(block.pieces for block in items)
        columns = title_columns(rows(items), self._labels)
        self._blocks = [replace(block, ways=candidates(title_pieces(block, columns), self._labels)) for block in found]
        self._prefixes = _shared_prefixes(items)
        told = list(_voters(self._blocks))
        lists = [block for block in told if block.item.shape is Shape.BULLET]
        self._habits = learn_habits([block.ways for block in lists or told])

    def entries(self) -> Iterator[Entry]:
        """Gives the entries, and the items that could be some."""
        parts = list(self._parts())
        above = titles_above(parts)
        titled_parts = (self._as_title(part) if number in above else part for number, part in enumerate(parts))
        for entry, block in join(titled_parts):
            is_item = block.item.shape not in (Shape.PARAGRAPH, Shape.TITLE)
            is_bare = block.item.shape is Shape.PARAGRAPH and self._labels.is_label(block.text)
            if is_item or (entry.has_paper and (entry.title or is_bare)):
                yield entry

    def _parts(self) -> Iterator[Part]:
        """Gives every block as an entry, with or without a title."""
        sections: tuple[Section, ...] = ()
        for block in self._blocks:
            if block.heading:
                sections = tuple(section for section in sections if section.level < block.heading.level)
                yield self._part(block, sections)
                title = Section(block.heading.level, block.heading.title, self._at(block.heading.start))
                sections = (*sections, title)
            elif block.item.shape is not Shape.HEADER:
                yield self._part(block, sections)

    def _part(self, block: ListBlock, sections: tuple[Section, ...]) -> Part:
        is_link = Place.LINK in block.ways and is_paper(block.ways[Place.LINK].url)
        is_part = self._is_labelled(block, directly=True) and not is_link
        choice = Choice() if is_part else self._choice(block, sections)
        title = choice.title
        text, name = undoubled(printable(title.title)) if title else ("", "")
        entry = Entry(
            text,
            self._at(title.start if title else block.item.start),
            tuple(self._links(block.pieces)),
            sections,
            choice.place is Place.BOLD and block.item.shape is not Shape.PARAGRAPH,
            name=name or (printable(title.name) if title else ""),
            doubt=doubt(block, choice, self._labels),
        )
        return Part(entry, block, not title, self._is_labelled(block), choice.place is Place.PLAIN)

    def _choice(self, block: ListBlock, sections: Sequence[Section]) -> Choice:
        found = dict(block.ways)
        if block.heading:
            found = {Place.LINK: found[Place.LINK]} if Place.LINK in found and is_paper(found[Place.LINK].url) else {}
        if block.item.shape is Shape.PARAGRAPH:
            strong = {
                Place.BOLD,
                Place.QUOTED,
                self._habits.place if any(piece.url for piece in block.pieces) else None,
            }
            found = {place: one for place, one in found.items() if one.is_first and place in strong}
        if any(_NEWS.fullmatch(label_key(section.title)) for section in sections):
            found.pop(Place.PLAIN, None)
        return choose(found, Habits() if block.item.shape is Shape.ROW else self._habits)

    def _as_title(self, part: Part) -> Part:
        """Gives a heading or a paragraph as the title of what stands below it."""
        found = titled(part.block.heading.title if part.block.heading else part.block.text, self._labels)
        at = self._at(part.block.item.start + found.skipped)
        entry = replace(part.entry, title=printable(found.title), name=printable(found.name), at=at, doubt="")
        return part._replace(entry=entry, is_part=not entry.title)

    def _is_labelled(self, block: ListBlock, *, directly: bool = False) -> bool:
        """Tells a part of an entry, such as `Code: https://...`, from an entry; `directly` only where links follow."""
        prefix, _ = block.prefix
        if not prefix or (directly and not block.is_prefixed):
            return False
        return self._labels.is_label(prefix) or label_key(prefix) in self._prefixes

    def _links(self, pieces: Sequence[Piece]) -> Iterator[Link]:
        for piece, ref in references(pieces):
            # an address may spell any character in per cent form; none that cannot be seen belongs into an id
            seen = ref is not None and (ref.id + ref.path).isprintable()
            url = piece.url or (ref.url if ref else "")
            place = piece.url_start if piece.url else piece.start
            label = printable(piece.text) if piece.url else ""
            yield Link(printable(url), label, self._at(place), ref if seen else None)

    def _at(self, offset: int) -> Location:
        return Location(self._path, *self._positions.at(offset))


def _voters(found: Iterable[ListBlock]) -> Iterator[ListBlock]:
    """Gives the items that link a paper, or have one in a part below them."""
    above: ListBlock | None = None
    for block in found:
        if block.heading:
            above = None
        elif block.has_paper and block.ways:
            yield block
        elif block.has_paper and above and block.item.indent > above.item.indent:
            yield above
        if block.ways and not block.heading:
            above = None if block.has_paper else block


def _shared_prefixes(items: Iterable[ListBlock]) -> frozenset[str]:
    counts = Counter(label_key(prefix) for block in items if (prefix := block.prefix[0]))
    return frozenset(key for key, count in counts.items() if count >= _OFTEN and key)
