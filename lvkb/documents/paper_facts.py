"""What a service or an entry of BibTeX says of one paper, and what can be read out of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lvkb.documents.bibtex_entries import BibEntry, entries
from lvkb.documents.source_text import plain_lines
from lvkb.documents.text_links import addresses
from lvkb.registers import GITHUB, Ref, parse_url
from lvkb.subject.venues import corrected, parse_venue

_VENUE = re.compile(r"\b([A-Z][A-Za-z]{2,14})[ -]?('?(?:(?:19|20)\d\d|\d\d))\b")
_OUT = re.compile(
    r"\b(?:accepted|published|appear|camera|oral|spotlight|poster|proceedings|journal|in)\b", re.IGNORECASE
)
_WORKSHOP = re.compile(r"\b(?:workshops?|w/s|challenge)\b", re.IGNORECASE)
_CODE_HOSTS = ("https://gitlab.com/", "https://bitbucket.org/", "https://gitee.com/", "https://codeberg.org/")
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is said of one paper; what is not said is empty.

    Attributes:
        title: Title.
        authors: All authors in order, given name first.
        year: Year of the first version, or of publication where only that is known.
        venue: Venue with its year, as records write it.
        ids: Its ids in the registers of papers; that of arXiv with the newest version.
        remark: What the authors say beside it: arXiv's comment.
        abstract: The abstract, to look for links and to compare; never stored.
        withdrawn: Why it is no paper any more.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    venue: str = ""
    ids: tuple[Ref, ...] = ()
    remark: str = ""
    abstract: str = ""
    withdrawn: str = ""


def code_links(facts: PaperFacts) -> dict[Ref | str, str]:
    """Gives the repositories that a paper's comment and abstract name, each with where it is named."""
    found: dict[Ref | str, str] = {}
    for name, text in (("comment", facts.remark), ("abstract", facts.abstract)):
        for link in addresses(text):
            ref = parse_url(link.url)
            if ref is not None and ref.register is GITHUB:
                found.setdefault(ref._replace(path=""), name)
            elif link.url.startswith(_CODE_HOSTS):
                found.setdefault(link.url, name)
    return dict(list(found.items())[:_MOST_LINKS])


def venue_told(text: str) -> str:
    """Gives the venue that a remark tells, as in `Accepted at ICLR'22`; empty for workshops, and where none is sure."""
    if not _OUT.search(text) or _WORKSHOP.search(text):
        return ""
    told = {meant for match in _VENUE.finditer(text) if (meant := corrected(f"{match[1]} {match[2].lstrip(chr(39))}"))}
    return told.pop() if len(told) == 1 and all(parse_venue(item) for item in told) else ""


def papers_of_bibtex(text: str) -> Iterator[PaperFacts | str]:
    """Gives the papers of BibTeX, and what is wrong with what does not parse.

    Args:
        text: BibTeX; any text will do.
    """
    for item in entries(plain_lines(text)):
        if isinstance(item, BibEntry):
            refs = {link.url: ref for link in item.links if (ref := parse_url(link.url)) and ref.register.is_paper}
            authors = tuple(name for name in item.authors if name)
            yield PaperFacts(item.title.rstrip(" ."), authors, item.year, ids=tuple(dict.fromkeys(refs.values())))
        else:
            yield item.what
