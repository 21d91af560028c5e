"""A file of any kind to the links in it, and to what in it does not parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from lvkb.documents import bibtex_links, html_links, markdown_links
from lvkb.documents.bibtex_links import Fault
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.documents.text_links import DocumentLink, addresses
from lvkb.findings import Finding, Location
from lvkb.links.link_rules import BROKEN_ENTRY
from lvkb.links.routing import without_secret
from lvkb.links.targets import Use
from lvkb.plain_files import read_plain
from lvkb.registers import parse_url

MAX_FILE_BYTES = 50_000_000


class LinkFile(NamedTuple):
    """What a file holds.

    Attributes:
        uses: Its links, in their order.
        findings: What in it does not parse, in order; its links are among the others.
    """

    uses: tuple[Use, ...]
    findings: tuple[Finding, ...]


def read(file: Path) -> LinkFile:
    """Reads a file.

    Args:
        file: The file; its ending tells how it is read: Markdown, HTML, BibTeX, and running text otherwise.

    Raises:
        FileRefused: It is not there, not a plain file, over 50,000,000 bytes, or the disk refuses.
    """
    return read_text(read_plain(file, MAX_FILE_BYTES).decode("utf-8-sig", errors="replace"), file.as_posix())


def read_text(text: str, path: str) -> LinkFile:
    """Reads a text; any will do, and nothing is raised.

    Args:
        text: The text.
        path: The file's name for locations; its ending tells how the text is read.
    """
    read_links = _READERS.get(PurePath(path).suffix.lower(), addresses)
    text = plain_lines(text)
    positions = Positions(text)

    def use(found: DocumentLink) -> Use:
        ref = parse_url(found.url)
        return Use(
            Location(path, *positions.at(found.start)),
            without_secret(found.url),
            title=found.title,
            authors=found.authors,
            version=ref.version if ref else "",
        )

    found = list(read_links(text))
    links = sorted(item for item in found if isinstance(item, DocumentLink))
    faults = sorted(item for item in found if isinstance(item, Fault))
    findings = (BROKEN_ENTRY.at(Location(path, *positions.at(fault.start)), "", fault.what) for fault in faults)
    return LinkFile(tuple(map(use, links)), tuple(findings))


_READERS: dict[str, Callable[[str], Iterable[DocumentLink | Fault]]] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd"), markdown_links.links),
    **dict.fromkeys((".html", ".htm", ".xhtml"), html_links.links),
    **dict.fromkeys((".bib", ".bibtex"), bibtex_links.read),
}
"""How a file is read, by its ending; all others are running text."""
