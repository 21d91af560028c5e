"""arXiv: ids of both forms, and the month that each carries."""

from __future__ import annotations

import re

from lvkb.registers.register import AddressParts, Ref, Register

_ID = re.compile(
    r"(?P<id>(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})|(?P<archive>[a-z-]+)(?:\.[A-Z]{2})?/(?P<old>\d{2}(?:0[1-9]|1[0-2])\d{3}))"
    r"(?P<version>v[1-9]\d{0,3})?",
    re.ASCII,
)
_OWN_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_PREFIX = re.compile(r"(?:10\.48550/arxiv\.)?(?:arxiv:)?", re.IGNORECASE)
_FORMS = frozenset({"abs", "pdf", "html", "ps", "src", "e-print", "format", "bibtex"})
_FORMS_OF_MIRRORS = frozenset({"arxiv", "overview", "paper", "papers", "resources"})
_STORED = re.compile(r"(?:ftp/([a-z-]+)/papers|PS_cache/([a-z-]+)/pdf)/\d{4}/([\d.]+(?:v\d+)?)", re.ASCII)
"""Files where arXiv itself stores them, old ids under the name of their archive."""


_MIRRORS = (
    "ar5iv.labs.arxiv.org",
    "ar5iv.org",
    "alphaxiv.org",
    "arxiv-vanity.com",
    "catalyzex.com",
    "emergentmind.com",
    "hf.co",
    "huggingface.co",
    "papers.cool",
    "scirate.com",
    "semanticscholar.org",
    "*.semanticscholar.org",
    "ui.adsabs.harvard.edu",
    "xxx.lanl.gov",
)
"""Hosts with a page for each paper of arXiv, under its id."""


def parse_arxiv(text: str) -> Ref | None:
    """Reads an arXiv id, bare, with `arXiv:`, or as its DOI.

    The subject class of old ids is dropped (`math.GT/0309136` is `math/0309136`). New-style numbers have four digits
    up to 1412 and five from 1501 on.

    Source: https://info.arxiv.org/help/arxiv_identifier.html

    Returns:
        The canonical reference with the version if one was given, or None when the text is no arXiv id.
    """
    text = text.strip()
    prefix = _PREFIX.match(text)
    match = _ID.fullmatch(text, prefix.end() if prefix else 0)
    if match is None:
        return None
    version = match["version"] or ""
    if match["old"]:
        return Ref(ARXIV, f"{match['archive']}/{match['old']}", version) if _is_old_style(match["old"]) else None
    month, _, number = match["new"].partition(".")
    if month < "0704" or len(number) != (4 if month < "1501" else 5):
        return None
    return Ref(ARXIV, match["new"], version)


def _is_old_style(number: str) -> bool:
    return number[:4] >= "9107" or number[:4] <= "0703"


def arxiv_month(arxiv: str) -> tuple[int, int]:
    """Gives year and month of the first version, which every arXiv id carries.

    Args:
        arxiv: A canonical arXiv id.
    """
    digits = arxiv.rpartition("/")[2]
    short_year = int(digits[:2])
    return (1900 if short_year >= 91 else 2000) + short_year, int(digits[2:4])


def is_arxiv_doi(doi: str) -> bool:
    """Tells whether a DOI is the one arXiv mints for each of its papers."""
    return _OWN_DOI.match(doi) is not None


def _from_address(parts: AddressParts) -> Ref | None:
    path = re.sub("/{2,}", "/", parts.path).removesuffix(".pdf")
    if stored := _STORED.fullmatch(path):
        archive, number = stored[1] or stored[2], stored[3]
        return parse_arxiv(number if archive == "arxiv" else f"{archive}/{number}")
    form, slash, arxiv = path.partition("/")
    if not slash:  # arxiv.org/2110.02178 leads to the paper, too
        return parse_arxiv(form)
    return parse_arxiv(arxiv) if form in _FORMS | _FORMS_OF_MIRRORS else None


ARXIV = Register(
    key="arxiv",
    label="arXiv",
    field="arxiv",
    id_name="arXiv id",
    parse=parse_arxiv,
    page=lambda ref: f"https://arxiv.org/abs/{ref.id}{ref.version}",
    hosts=frozenset({"arxiv.org", "*.arxiv.org", *_MIRRORS}),
    from_address=_from_address,
)
