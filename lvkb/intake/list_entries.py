"""Entries of a list of papers: title, links and headings of each, with their places; and the file they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lvkb.findings import Finding, Location, visible
from lvkb.plain_files import FileRefused, read_plain
from lvkb.registers import GITHUB, Ref, title_key

MAX_LIST_BYTES = 5_000_000

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
        authors: Authors, given name first, where a register or BibTeX told them; a list says none.
        name: Short name that the list gives beside the title, else empty.
        year: Year of publication that BibTeX gives, else empty.
        doubt: Why an item that may be a paper was not taken, where that is not plain to see.
    """

    title: str
    at: Location
    links: tuple[Link, ...]
    sections: tuple[Section, ...]
    is_bold: bool = False
    authors: tuple[str, ...] = ()
    name: str = ""
    year: str = ""
    doubt: str = ""

    @property
    def has_paper(self) -> bool:
        """Tells whether a link identifies the paper."""
        return any(link.is_paper for link in self.links)

    @property
    def has_links(self) -> bool:
        """Tells whether it leads anywhere outside the list."""
        return any(link.url.startswith(("http://", "https://")) for link in self.links)


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A list that was read.

    Attributes:
        path: File as it is named in questions.
        entries: Mentions of papers in their order: a title with a paper's link, or a bold title with any link.
        passed_over: Other items that look like a paper: some link or a bold title, but not what an entry needs.
        findings: What could not be read at all.
    """

    path: str
    entries: tuple[Entry, ...]
    passed_over: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def left(self) -> tuple[Entry, ...]:
        """Items with links that were passed over."""
        return tuple(entry for entry in self.passed_over if entry.has_links)


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
