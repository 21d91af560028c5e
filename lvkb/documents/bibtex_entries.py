"""Entries of BibTeX: title, authors, year and links of each, and the entries that do not parse, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

from lvkb.documents.bibtex_blocks import Block, bare, blocks, values
from lvkb.documents.bibtex_links import Fault, of_entry
from lvkb.documents.text_links import DocumentLink

LONGEST_FIELD = 5_000
"""Characters of a title or a list of authors; longer ones are left as they are written."""

_BEGIN = re.compile(r"(?:\s|%[^\n]*(?:\n|\Z))*+@[a-zA-Z]{1,40}\s?[{(]")
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_LONGEST_LINE = 80
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class BibEntry(NamedTuple):
    """An entry.

    Attributes:
        kind: Its type without `@`, in lower case.
        title: Its title without TeX.
        start: Offset of the title, or of the entry when it has none.
        authors: Authors, given name first; an empty one stands for `others`.
        year: Its year, empty when it says none.
        links: Its links, those of ids included.
    """

    kind: str
    title: str
    start: int
    authors: tuple[str, ...]
    year: str
    links: tuple[DocumentLink, ...]


def is_bibtex(text: str, name: str) -> bool:
    """Tells BibTeX by the file's name, or by its text, which begins with an entry."""
    return name.lower().endswith((".bib", ".bibtex")) or _BEGIN.match(text) is not None


def entries(text: str) -> Iterator[BibEntry | Fault]:
    """Gives the entries of a text in the form of `plain_lines`, in their order, and what does not parse as one."""
    was_broken = False
    for block in blocks(text):
        if block.entry is not None:
            was_broken = False
            yield from _entry(text, block, block.entry)
        elif block.is_broken or (was_broken and block.is_rest):
            if not was_broken:
                line = block.raw.strip().partition("\n")[0]
                yield Fault(block.start, f'"{line[:_LONGEST_LINE]}" does not parse as an entry.')
            was_broken = True
        else:
            was_broken = False


def _entry(text: str, block: Block, entry: Entry) -> Iterator[BibEntry | Fault]:
    found = list(of_entry(text, block.start, entry))
    links = tuple(link for link in found if isinstance(link, DocumentLink))
    given = {value.key: value for value in reversed(list(values(text, block.start, entry)))}
    said = {key: bare(value.text) for key, value in given.items()}
    title = " ".join(_decoded(said.get("title", "")).split())
    start = given["title"].start + given["title"].text.find(said["title"]) if title else block.start
    year = _YEAR.search(said.get("year", "") or said.get("date", ""))
    authors = tuple(_people(_decoded(said.get("author", ""))))
    yield BibEntry(entry.entry_type.lower(), title, start, authors, year[0] if year else "", links)
    yield from (fault for fault in found if isinstance(fault, Fault))


def _decoded(value: str) -> str:
    """Gives a value without TeX: accents as letters, no braces; mathematics stay."""
    if not value or len(value) > LONGEST_FIELD or not set(value) & set("\\{}$~%-'`"):
        return value
    entry = Entry("x", "x", [Field("x", value)])
    block = LatexDecodingMiddleware().transform(Library([entry])).blocks[0]
    return str(block.fields[0].value) if isinstance(block, Entry) else re.sub(r"[{}]", "", value)


def _people(value: str) -> Iterator[str]:
    """Gives names, given name first."""
    for name in _AND.split(" ".join(value.split())):
        family, comma, given = name.partition(",")
        whole = f"{given.rpartition(',')[2].strip()} {family.strip()}" if comma else name.strip()
        if whole:
            yield "" if whole == "others" else whole
