"""DOIs, which publishers and archives mint."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from lvkb.registers.arxiv_ids import is_arxiv_doi, parse_arxiv
from lvkb.registers.register import AddressParts, Ref, Register

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]+(?:<[^\s\"<>]+>[^\s\"<>]+)?")
_SICI = "(sici)"
_PREFIX = re.compile(r"doi:\s*|(?P<address>https?://(?:dx\.|www\.)?doi\.org/)", re.IGNORECASE)


def parse_doi(text: str) -> Ref | None:
    """Reads a DOI, bare, with `doi:`, or as a doi.org address; None when it is none.

    Angle brackets stand in DOIs that were made from a SICI alone (`10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::
    AID-SIM968>3.0.CO;2-2`), as publishers did until about 2000; elsewhere they are the end of a DOI in a text.

    Source: ANSI/NISO Z39.56-1996, Serial Item and Contribution Identifier.
    """
    text = text.strip()
    prefix = _PREFIX.match(text)
    text = text[prefix.end() :] if prefix else text
    text = (unquote(text) if prefix and prefix["address"] else text).lower().rstrip("/")
    return Ref(DOI, text) if _DOI.fullmatch(text) and ("<" not in text or _SICI in text.partition("<")[0]) else None


def _from_address(parts: AddressParts) -> Ref | None:
    return parse_arxiv(parts.path) if is_arxiv_doi(parts.path) else parse_doi(parts.path)


DOI = Register(
    key="doi",
    label="DOI",
    field="doi",
    id_name="DOI of a publisher",
    parse=parse_doi,
    page=lambda ref: f"https://doi.org/{quote(ref.id)}",
    hosts=frozenset({"doi.org", "dx.doi.org"}),
    from_address=_from_address,
    is_open=False,
    ignores_case=True,
)
