"""Links and ids of BibTeX entries, each under the title and authors that its entry gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtexparser.model import Entry

from lvkb.documents.bibtex_blocks import Value, bare, blocks, values
from lvkb.documents.stated_titles import register, tidy
from lvkb.documents.text_links import DocumentLink, addresses
from lvkb.registers import Ref, parse_arxiv, parse_doi

_NO_LINKS = frozenset({"title", "booktitle", "author", "editor", "abstract", "keywords", "file"})
_ARXIV = re.compile(r"(?:\barxiv:\s*|\babs/)((?:[a-z-]+(?:\.[A-Z]{2})?/)?\d[\d.]{5,10}(?:v\d+)?)", re.IGNORECASE)
_BARE_ID = re.compile(r"\b(?P<key>doi|eprint|arxiv)\s*+=[\s{\"]*+(?P<id>[^\s{}\",]++)", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMAND = re.compile(r"\\[a-zA-Z]+\s*|\\.")


class Fault(NamedTuple):
    """What is wrong with a file of BibTeX.

    Attributes:
        start: Offset of the place.
        what: What is wrong there.
    """

    start: int
    what: str


def links(text: str) -> Iterator[DocumentLink]:
    """Gives the addresses of all fields, and the pages of DOIs and arXiv ids that are written bare.

    What does not parse is read as running text, so that none of its links is lost.
    """
    return (found for found in read(text) if isinstance(found, DocumentLink))


def read(text: str) -> Iterator[DocumentLink | Fault]:
    """Gives the links, as `links` does, and what does not parse."""
    was_broken = False
    for block in blocks(text):
        if isinstance(block.entry, Entry):
            was_broken = False
            yield from of_entry(text, block.start, block.entry)
        elif block.is_broken or (was_broken and block.is_rest):
            if not was_broken:
                yield Fault(block.start, "What begins here does not parse as an entry.")
            was_broken = True
            yield from _of_broken(block.start, block.raw)
        else:
            was_broken = False


def _of_broken(start: int, raw: str) -> Iterator[DocumentLink]:
    """Reads what does not parse: addresses, and ids behind their key or their mark, under no title."""
    found = list(addresses(raw))
    yield from (link._replace(start=start + link.start) for link in found)
    taken = [(link.start, link.start + len(link.url)) for link in found]
    ids = [(match.start("id"), _of_key(match["key"], match["id"])) for match in _BARE_ID.finditer(raw)]
    ids += [(match.start(1), parse_arxiv(match[1].rstrip("."))) for match in _ARXIV.finditer(raw)]
    at = 0
    for place, ref in sorted((place, ref) for place, ref in ids if ref):
        while at < len(taken) and taken[at][1] <= place:
            at += 1
        if at == len(taken) or place < taken[at][0]:
            yield DocumentLink(start + place, ref.url)


def _of_key(key: str, text: str) -> Ref | None:
    if key.lower() != "doi":
        return parse_arxiv(text)
    doi = parse_doi(text.replace("\\", "")) if "://" not in text else None
    return parse_arxiv(doi.id) or doi if doi else None


def of_entry(text: str, start: int, entry: Entry) -> Iterator[DocumentLink | Fault]:
    """Gives the links of an entry that stands at an offset of a text, and what is wrong in it."""
    found = list(values(text, start, entry))
    given = {value.key: value.text for value in reversed(found)}
    title = tidy(_COMMAND.sub("", bare(given.get("title", ""))).replace("{", "").replace("}", ""))
    authors = tuple(_authors(bare(given.get("author", ""))))
    for value in found:
        if value.lacks_comma:
            yield Fault(value.key_start, f'There is no comma before "{value.key}".')
        for link in _of_value(value, given):
            is_paper = bool(register(link.url))
            place = value.start + link.start
            yield DocumentLink(place, link.url, title if is_paper else "", authors if is_paper else ())


def _of_value(value: Value, given: dict[str, str]) -> Iterator[DocumentLink]:
    if value.key in _NO_LINKS:
        return
    found = list(addresses(value.text))
    yield from found
    inside = bare(value.text)
    if found or not inside:
        return
    start = value.text.index(inside)
    if value.key == "doi" and (doi := _of_key("doi", inside)):
        yield DocumentLink(start, doi.url)
    elif value.key == "eprint" and _is_arxiv(given) and (ref := parse_arxiv(inside)):
        yield DocumentLink(start, ref.url)
    elif (match := _ARXIV.search(value.text)) and (ref := parse_arxiv(match[1].rstrip("."))):
        yield DocumentLink(match.start(1), ref.url)


def _is_arxiv(given: dict[str, str]) -> bool:
    kind = bare(given.get("archiveprefix") or given.get("eprinttype") or "arxiv")
    return kind.lower() == "arxiv"


def _authors(value: str) -> Iterator[str]:
    """Gives names, given name first; braces and accents written as TeX commands are dropped."""
    for name in _AND.split(_COMMAND.sub("", " ".join(value.split())).replace("{", "").replace("}", "")):
        family, comma, given = name.partition(",")
        whole = f"{given.rpartition(',')[2].strip()} {family.strip()}" if comma else name.strip()
        if whole and whole != "others":
            yield whole
