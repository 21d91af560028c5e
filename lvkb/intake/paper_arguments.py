"""What a user names papers by: an id, an address, a DOI, or entries of BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lvkb.documents.bibtex_entries import is_bibtex
from lvkb.documents.paper_facts import PaperFacts, papers_of_bibtex
from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.registers import ARXIV, DOI, OPENREVIEW, Ref, parse_arxiv, parse_doi, parse_url

_LONGEST_SHOWN = 80
NOTHING = PaperFacts()


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """A paper as a user named it.

    Attributes:
        shown: What messages call it.
        ref: Its id to ask for, None when an entry of BibTeX gives none.
        stated: What an entry of BibTeX says of it.
    """

    shown: str
    ref: Ref | None
    stated: PaperFacts = NOTHING


def named_paper(text: str) -> NamedPaper:
    """Reads an id of arXiv, a DOI, or the address of a paper.

    Args:
        text: What the user wrote; `openreview:` before a forum id tells it from a word.

    Raises:
        WrongUse: It is none of them.
    """
    ref = parse_arxiv(text) or parse_url(text) or parse_doi(text)
    if ref is None and text.startswith("openreview:"):
        ref = OPENREVIEW.parse(text.removeprefix("openreview:"))
    if ref is None or not ref.register.is_paper:
        shown = visible(text[:_LONGEST_SHOWN])
        raise WrongUse(
            f'"{shown}" names no paper: give an arXiv id, a DOI, the address of a paper on arXiv, OpenReview or the '
            "CVF site, or a file with an entry of BibTeX."
        )
    if ref.register is DOI and (arxiv := parse_arxiv(ref.id)):
        ref = arxiv
    return NamedPaper(visible(text), ref)


def named_in_bibtex(text: str, name: str) -> Iterator[NamedPaper]:
    """Reads entries of BibTeX.

    Args:
        text: BibTeX.
        name: What messages call it.

    Raises:
        WrongUse: It does not parse, or holds no paper.
    """
    papers = 0
    for item in papers_of_bibtex(text):
        if isinstance(item, str):
            raise WrongUse(visible(f"{name}: {item} Close its braces and quotes, put a comma behind each field."))
        if item.title or item.ids:
            papers += 1
            first = sorted(item.ids, key=lambda ref: ref.register is not ARXIV)
            yield NamedPaper(visible(item.title[:_LONGEST_SHOWN]) or name, first[0] if first else None, item)
    if not papers:
        raise WrongUse(visible(f"{name} holds no entry of BibTeX with a title or an id."))


def looks_like_bibtex(text: str) -> bool:
    """Tells whether an argument or a file is BibTeX itself."""
    return is_bibtex(text, "")
