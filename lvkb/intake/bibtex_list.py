"""A file of BibTeX to entries of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.documents.bibtex_entries import BibEntry, entries
from lvkb.documents.bibtex_links import Fault
from lvkb.documents.markdown_lists import printable
from lvkb.documents.source_text import Positions, plain_lines
from lvkb.documents.text_links import DocumentLink
from lvkb.findings import Finding, Location
from lvkb.intake.list_entries import Entry, Link, ParsedList
from lvkb.intake.question_rules import NOT_TAKEN
from lvkb.registers import parse_url

_PAPERS = frozenset({"article", "inproceedings", "conference", "incollection"})


def read_bibtex(text: str, path: str) -> ParsedList:
    """Reads the entries of BibTeX; any text will do, and nothing is raised.

    Entries of papers are taken with and without an id, others such as `@misc` only with one.

    Args:
        text: BibTeX.
        path: The file's name for questions.
    """
    text = plain_lines(text)
    positions = Positions(text)
    found = list(entries(text))
    taken: list[Entry] = []
    passed_over: list[Entry] = []
    for item in found:
        if isinstance(item, BibEntry):
            entry = _entry(item, path, positions)
            is_taken = bool(entry.title) and (entry.has_paper or item.kind in _PAPERS)
            (taken if is_taken else passed_over).append(entry)
    faults = (item for item in found if isinstance(item, Fault))
    return ParsedList(path, tuple(taken), tuple(passed_over), tuple(_findings(faults, path, positions)))


def _entry(item: BibEntry, path: str, positions: Positions) -> Entry:
    links = tuple(_link(link, path, positions) for link in item.links)
    at = Location(path, *positions.at(item.start))
    authors = tuple(printable(name) for name in item.authors)
    return Entry(printable(item.title).rstrip(" ."), at, links, (), authors=authors, year=item.year)


def _link(link: DocumentLink, path: str, positions: Positions) -> Link:
    ref = parse_url(link.url)
    seen = ref is not None and (ref.id + ref.path).isprintable()
    return Link(printable(link.url), "", Location(path, *positions.at(link.start)), ref if seen else None)


def _findings(faults: Iterable[Fault], path: str, positions: Positions) -> Iterator[Finding]:
    for fault in faults:
        fix = "Close its braces and quotes, put a comma behind each field, and import again."
        yield NOT_TAKEN.at(Location(path, *positions.at(fault.start)), "", printable(fault.what), fix)
