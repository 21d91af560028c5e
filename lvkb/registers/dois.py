"""DOIs, which publishers and archives mint."""

from __future__ import annotations

import re
from urllib.parse import quote

from lvkb.registers.arxiv_ids import is_arxiv_doi, parse_arxiv
from lvkb.registers.register import AddressParts, Ref, Register

_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+")
_PREFIX = re.compile(r"doi:\s*|https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)


def parse_doi(text: str) -> Ref | None:
    """Reads a DOI, bare, with `doi:`, or as a doi.org address; None when it is none."""
    text = text.strip()
    prefix = _PREFIX.match(text)
    text = text[prefix.end() :] if prefix else text
    return Ref(DOI, text.lower()) if _DOI.fullmatch(text) else None


def _from_address(parts: AddressParts) -> Ref | None:
    return parse_arxiv(parts.path) if is_arxiv_doi(parts.path) else parse_doi(parts.path)


DOI = Register(
    key="doi",
    label="DOI",
    field="doi",
    id_name="DOI of a publisher",
    parse=parse_doi,
    page=lambda ref: f"https://doi.org/{quote(ref.id)}",
    hosts=frozenset({"doi.org", "dx.doi.org", "www.doi.org"}),
    from_address=_from_address,
    is_open=False,
    ignores_case=True,
)
