"""Links and ids of BibTeX entries, each under the title and authors that its entry gives."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Protocol

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, Entry, Field

from lvkb.documents.stated_titles import register, tidy
from lvkb.documents.text_links import DocumentLink, addresses
from lvkb.registers import parse_arxiv, parse_doi

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # broken entries are read below, not reported

_NO_LINKS = frozenset({"title", "booktitle", "author", "editor", "abstract", "keywords", "file"})
_ARXIV = re.compile(r"(?:\barxiv:\s*|\babs/)((?:[a-z-]+(?:\.[A-Z]{2})?/)?\d[\d.]{5,10}(?:v\d+)?)", re.IGNORECASE)
_MOST_ENCLOSED = 5
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMAND = re.compile(r"\\[a-zA-Z]+\s*|\\.")


class _Lines(Protocol):
    """Gives the offset at which a line starts, lines counted from 0."""

    def __call__(self, line: int, /) -> int: ...


def links(text: str) -> Iterator[DocumentLink]:
    """Gives the addresses of all fields, and the pages of DOIs and arXiv ids that are written bare.

    An entry that does not parse is read as running text, so that none of its links is lost.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def offset(line: int) -> int:
        return starts[min(line, len(starts) - 1)]

    for block in parse_string(text, parse_stack=[]).blocks:
        entry = block if isinstance(block, Entry) else getattr(block, "ignore_error_block", None)
        if isinstance(entry, Entry):
            yield from _of_entry(text, entry, offset)
        elif hasattr(block, "error"):
            yield from _of_broken(block, offset)


def _of_broken(block: Block, offset: _Lines) -> Iterator[DocumentLink]:
    start = offset(block.start_line or 0)
    return (found._replace(start=start + found.start) for found in addresses(block.raw or ""))


def _of_entry(text: str, entry: Entry, offset: _Lines) -> Iterator[DocumentLink]:
    values = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
    title = tidy(_COMMAND.sub("", _bare(values.get("title", ""))).replace("{", "").replace("}", ""))
    authors = tuple(_authors(_bare(values.get("author", ""))))
    past = offset(entry.start_line or 0)
    end = past + len(entry.raw or "")
    for field in entry.fields:
        value = str(field.value)
        start = text.find(value, max(past, offset(field.start_line or 0)), end)
        if start < 0 or not value:
            continue
        past = start + len(value)
        for found in _of_field(field, value, values):
            is_paper = bool(register(found.url))
            yield DocumentLink(start + found.start, found.url, title if is_paper else "", authors if is_paper else ())


def _of_field(field: Field, value: str, values: dict[str, str]) -> Iterator[DocumentLink]:
    key = field.key.lower()
    if key in _NO_LINKS:
        return
    found = list(addresses(value))
    yield from found
    bare = _bare(value).strip()
    if found or not bare:
        return
    start = value.index(bare)
    if key == "doi" and (doi := parse_doi(bare.replace("\\", ""))):
        yield DocumentLink(start, (parse_arxiv(doi.id) or doi).url)
    elif key == "eprint" and _is_arxiv(values) and (ref := parse_arxiv(bare)):
        yield DocumentLink(start, ref.url)
    elif (match := _ARXIV.search(value)) and (ref := parse_arxiv(match[1].rstrip("."))):
        yield DocumentLink(match.start(1), ref.url)


def _is_arxiv(values: dict[str, str]) -> bool:
    kind = _bare(values.get("archiveprefix") or values.get("eprinttype") or "arxiv")
    return kind.strip().lower() == "arxiv"


def _bare(value: str) -> str:
    """Takes off what encloses a value: braces or quotes."""
    value = value.strip()
    for _ in range(_MOST_ENCLOSED):
        if len(value) < 2 or (value[0], value[-1]) not in (("{", "}"), ('"', '"')):
            break
        value = value[1:-1].strip()
    return value


def _authors(value: str) -> Iterator[str]:
    """Gives names, given name first; braces and accents written as TeX commands are dropped."""
    for name in _AND.split(_COMMAND.sub("", " ".join(value.split())).replace("{", "").replace("}", "")):
        family, comma, given = name.partition(",")
        whole = f"{given.rpartition(',')[2].strip()} {family.strip()}" if comma else name.strip()
        if whole and whole != "others":
            yield whole
