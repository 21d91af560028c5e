"""The open access site of the CVF: pages of papers, whose addresses carry title and year."""

from __future__ import annotations

import re
from urllib.parse import quote

from lvkb.registers.register import AddressParts, Ref, Register

_ID = re.compile(
    r"(?P<folder>[A-Z]+(?:_?\d{4})[WF]?(?:/[A-Za-z0-9_-]+)?)/(?P<stem>[^/\s]+_(?P<year>\d{4})_paper)", re.ASCII
)
_PATH = re.compile(r"content[/_](.+)/(?:html|papers)/([^/]+)\.(?:html|pdf)")
_OLD_FOLDER = re.compile(r"[A-Z]+_\d")


def parse_cvf(text: str) -> Ref | None:
    """Reads `<folder>/<stem>` of a page of the CVF open access site; None when it is no such thing."""
    return Ref(CVF, text) if _ID.fullmatch(text) else None


def cvf_year(cvf: str) -> int:
    """Gives the year at the end of a canonical CVF id.

    Raises:
        ValueError: It is no such id.
    """
    match = _ID.fullmatch(cvf)
    if match is None:
        raise ValueError(f"not a canonical CVF id: {cvf}")
    return int(match["year"])


def cvf_title_words(cvf: str) -> str:
    """Gives the words of the title that a canonical CVF id carries: without first author, venue and year."""
    stem = cvf.rpartition("/")[2]
    return " ".join(stem.removesuffix("_paper").split("_")[1:-2])


def _page(ref: Ref) -> str:
    folder, _, stem = ref.id.rpartition("/")
    prefix = "content_" if _OLD_FOLDER.match(folder) else "content/"
    return f"https://openaccess.thecvf.com/{prefix}{folder}/html/{quote(stem)}.html"


def _from_address(parts: AddressParts) -> Ref | None:
    match = _PATH.fullmatch(parts.path)
    return parse_cvf(f"{match[1]}/{match[2]}") if match else None


CVF = Register(
    key="cvf",
    label="CVF",
    field="cvf",
    id_name="CVF id",
    parse=parse_cvf,
    page=_page,
    hosts=frozenset({"openaccess.thecvf.com"}),
    from_address=_from_address,
    page_name="Open Access page",
)
