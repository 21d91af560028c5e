"""A file of any kind to the links in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from lvkb.documents import bibtex_links, html_links, markdown_links
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.documents.text_links import DocumentLink, addresses
from lvkb.findings import Location
from lvkb.links.routing import without_secret
from lvkb.links.targets import Use
from lvkb.plain_files import read_plain
from lvkb.registers import parse_url

MAX_FILE_BYTES = 50_000_000


def read(file: Path) -> tuple[Use, ...]:
    """Gives the links of a file in their order.

    Args:
        file: The file; its ending tells how it is read: Markdown, HTML, BibTeX, and running text otherwise.

    Raises:
        FileRefused: It is not there, not a plain file, over 50,000,000 bytes, or the disk refuses.
    """
    return uses_of(read_plain(file, MAX_FILE_BYTES).decode("utf-8-sig", errors="replace"), file.as_posix())


def uses_of(text: str, path: str) -> tuple[Use, ...]:
    """Gives the links of a text in their order; any text will do, and nothing is raised.

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

    return tuple(use(found) for found in sorted(read_links(text)))


_READERS: dict[str, Callable[[str], Iterable[DocumentLink]]] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd"), markdown_links.links),
    **dict.fromkeys((".html", ".htm", ".xhtml"), html_links.links),
    **dict.fromkeys((".bib", ".bibtex"), bibtex_links.links),
}
"""How a file is read, by its ending; all others are running text."""
