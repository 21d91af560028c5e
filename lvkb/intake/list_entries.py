"""A list of papers in Markdown to entries: title, links and headings of each, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from lvkb.documents.markdown_lists import Heading, Inside, Item, Span, blocks, printable, shown_text
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.findings import Location, visible
from lvkb.plain_files import FileRefused, read_plain
from lvkb.registers import GITHUB, Ref, parse_url, title_key

MAX_LIST_BYTES = 5_000_000

_LABEL = re.compile(
    r"papers?|pdf|arxiv|preprint|abstract|html|bibtex|cite|citation|codes?|github|gitlab|repo|repository|official|"
    r"unofficial|implementation|pytorch|tensorflow|jax|keras|paddle|torch|project|page|homepage|website|site|web|links?|"
    r"video|talk|slides|poster|supp|supplementary|material|demo|colab|hugging|face|huggingface|openreview|review|models?|"
    r"weights|checkpoints?|zoo|data|dataset|blog|post|new|available|here|and|the|with|oral|spotlight|"
    r"cvpr|iccv|eccv|wacv|bmvc|iclr|icml|neurips|nips|aaai|ijcai|acl|emnlp|mm|tpami|pami|ijcv|tip|tnnls|tmlr"
)
_CODE_LABELS = frozenset({"code", "codes", "github", "gitlab", "repo", "repository", "implementation", "pytorch"})


class Link(NamedTuple):
    """A link of an entry.

    Attributes:
        url: Address as written, without invisible characters.
        label: Text of the link, empty for a bare address.
        at: Where the address stands.
        ref: What the address leads to, None when that is unknown.
    """

    url: str
    label: str
    at: Location
    ref: Ref | None

    @property
    def is_paper(self) -> bool:
        """Tells whether the address identifies a paper."""
        return self.ref is not None and self.ref.register.is_paper

    @property
    def is_code(self) -> bool:
        """Tells whether it leads to code: on GitHub, or elsewhere when its label says so."""
        if self.ref is not None:
            return self.ref.register is GITHUB
        return self.url.startswith(("https://", "http://")) and bool(_CODE_LABELS & set(title_key(self.label).split()))


class Section(NamedTuple):
    """A heading with its place.

    Attributes:
        level: 1 to 6.
        title: Plain text.
        at: Where the text stands.
    """

    level: int
    title: str
    at: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention of a paper in a list.

    Attributes:
        title: Title as the list prints it, without markup; empty when none stands out.
        at: Where the title stands, or the entry when there is none.
        links: All links, those of nested items without a title included.
        sections: Headings it stands under, outermost first.
        is_bold: Whether the title is set in bold.
        authors: Authors, given name first, where a register told them; a list says none.
    """

    title: str
    at: Location
    links: tuple[Link, ...]
    sections: tuple[Section, ...]
    is_bold: bool = False
    authors: tuple[str, ...] = ()

    @property
    def has_paper(self) -> bool:
        """Tells whether a link identifies the paper."""
        return any(link.is_paper for link in self.links)


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A list that was read.

    Attributes:
        path: File as it is named in questions.
        entries: Mentions of papers in their order: a title with a paper's link, or a bold title with any link.
        passed_over: Other items that look like a paper: some link or a bold title, but not what an entry needs.
    """

    path: str
    entries: tuple[Entry, ...]
    passed_over: tuple[Entry, ...]


def read_file(file: Path) -> str:
    """Reads the text of a list.

    Raises:
        FileRefused: The file is not there, not a plain file, over 5,000,000 bytes, or not UTF-8 text.
    """
    shown = visible(str(file))
    try:
        text = read_plain(file, MAX_LIST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte {error.start + 1:,} is 0x{error.object[error.start]:02x}"
        raise FileRefused(f"{shown} is not UTF-8 text: {at}.") from None
    if "\0" in text:
        raise FileRefused(f"{shown} is not text: it holds a zero byte.")
    return text


def read_list(text: str, path: str) -> ParsedList:
    """Reads a list of papers; any text will do, and nothing is raised.

    Args:
        text: Markdown.
        path: The file's name for questions.
    """
    found = list(_join_nested(_candidates(shown_text(plain_lines(text)), path)))
    entries = tuple(entry for entry in found if _is_entry(entry))
    passed_over = tuple(entry for entry in found if not _is_entry(entry) and _looks_like_one(entry))
    return ParsedList(path, entries, passed_over)


def _is_entry(entry: Entry) -> bool:
    return bool(entry.title) and (entry.has_paper or (entry.is_bold and bool(entry.links)))


def _looks_like_one(entry: Entry) -> bool:
    return entry.is_bold or any(link.url.startswith(("http://", "https://")) for link in entry.links)


class _Candidate(NamedTuple):
    """An item with its indent."""

    entry: Entry
    indent: int


def _candidates(text: str, path: str) -> Iterator[_Candidate | None]:
    """Gives every item as an entry, and None at each heading, which ends all nesting."""
    positions = Positions(text)
    inside = Inside(text)
    sections: tuple[Section, ...] = ()
    for block in blocks(text):
        if isinstance(block, Heading):
            outer = tuple(section for section in sections if section.level < block.level)
            sections = (*outer, Section(block.level, block.title, Location(path, *positions.at(block.start))))
            yield None
        else:
            yield _Candidate(_entry(block, inside, sections, path, positions), block.indent)


def _entry(item: Item, inside: Inside, sections: tuple[Section, ...], path: str, positions: Positions) -> Entry:
    spans = list(inside.links(item))
    bold_title = next((span for span in inside.bold(item) if _is_title(span.text)), None)
    title = bold_title or next((span for span in spans if _is_title(span.text)), None)
    found = tuple(_link(span, Location(path, *positions.at(span.start))) for span in spans)
    at = Location(path, *positions.at(title.text_start if title else item.start))
    return Entry(title.text.rstrip(" .:") if title else "", at, found, sections, bold_title is not None)


def _link(span: Span, at: Location) -> Link:
    ref = parse_url(span.url)
    # an address may spell any character in per cent form; none that cannot be seen belongs into an id
    seen = ref is not None and (ref.id + ref.path).isprintable()
    return Link(printable(span.url), span.text, at, ref if seen else None)


def _is_title(text: str) -> bool:
    """Tells a title from labels such as `Official Code` and tags such as `CVPR 2022`: it has two words of its own."""
    words = [word for word in title_key(text).split() if not word.isdigit()]
    own = [word for word in words if not _LABEL.fullmatch(word)]
    return len(text) <= 500 and bool(own) and (len(words) > 1 or not own[0].isascii())


def _join_nested(candidates: Iterable[_Candidate | None]) -> Iterator[Entry]:
    """Gives the entries; the links of nested items without a title go to the titled item above them."""
    above: _Candidate | None = None
    nested: list[Link] = []
    for candidate in candidates:
        if above and candidate and _is_part(candidate, above):
            nested += candidate.entry.links
            continue
        if above:
            yield replace(above.entry, links=(*above.entry.links, *nested))
        above, nested = candidate, []
    if above:
        yield replace(above.entry, links=(*above.entry.links, *nested))


def _is_part(candidate: _Candidate, above: _Candidate) -> bool:
    return bool(above.entry.title) and not candidate.entry.title and candidate.indent > above.indent
