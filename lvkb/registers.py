"""Identities of papers and repositories: parse any common spelling, keep one canonical form, make links from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

Kind = Literal["arxiv", "doi", "openreview", "cvf", "github"]

_ARXIV = re.compile(
    r"(?P<id>(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})|(?P<archive>[a-z-]+)(?:\.[A-Z]{2})?/(?P<old>\d{2}(?:0[1-9]|1[0-2])\d{3}))"
    r"(?P<version>v[1-9]\d*)?",
    re.ASCII,
)
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{8,14}")
_CVF = re.compile(
    r"(?P<folder>[A-Z]+(?:_?\d{4})[WF]?(?:/[A-Za-z0-9_-]+)?)/(?P<stem>[^/\s]+_(?P<year>\d{4})_paper)", re.ASCII
)
_GITHUB_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_GITHUB_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_ARXIV_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org"})
_ARXIV_FORMS = frozenset({"abs", "pdf", "html", "ps", "src", "e-print", "format"})


class Ref(NamedTuple):
    """One identity in canonical form.

    Attributes:
        kind: Which register it belongs to.
        id: The canonical id there: no version, no `.git`, no prefix.
        version: arXiv version with its `v`, else empty.
        path: Path inside a GitHub repository, else empty.
    """

    kind: Kind
    id: str
    version: str = ""
    path: str = ""

    @property
    def url(self) -> str:
        """The page a reader opens."""
        return _PAGES[self.kind](self)

    @property
    def written(self) -> str:
        """The key and value that a record writes for it."""
        path = f" and path: {self.path}" if self.path else ""
        return f'{self.kind}: "{self.id}{self.version}"{path}'


def _cvf_page(ref: Ref) -> str:
    folder, _, stem = ref.id.rpartition("/")
    prefix = "content_" if re.match(r"[A-Z]+_\d", folder) else "content/"
    return f"https://openaccess.thecvf.com/{prefix}{folder}/html/{quote(stem)}.html"


_PAGES: dict[Kind, Callable[[Ref], str]] = {
    "arxiv": lambda ref: f"https://arxiv.org/abs/{ref.id}{ref.version}",
    "doi": lambda ref: f"https://doi.org/{quote(ref.id)}",
    "openreview": lambda ref: f"https://openreview.net/forum?id={ref.id}",
    "cvf": _cvf_page,
    "github": lambda ref: f"https://github.com/{ref.id}" + (f"/tree/HEAD/{quote(ref.path)}" if ref.path else ""),
}


def parse_arxiv(text: str) -> Ref | None:
    """Reads an arXiv id, bare, with `arXiv:`, or as its DOI.

    The subject class of old ids is dropped (`math.GT/0309136` is `math/0309136`). New-style numbers have four digits
    up to 1412 and five from 1501 on.

    Source: https://info.arxiv.org/help/arxiv_identifier.html

    Returns:
        The canonical reference with the version if one was given, or None when the text is no arXiv id.
    """
    text = _ARXIV_DOI.sub("", text.strip())
    match = _ARXIV.fullmatch(re.sub(r"^arxiv:", "", text, flags=re.IGNORECASE))
    if match is None:
        return None
    version = match["version"] or ""
    if match["old"]:
        return Ref("arxiv", f"{match['archive']}/{match['old']}", version) if _is_old_style(match["old"]) else None
    month, _, number = match["new"].partition(".")
    if month < "0704" or len(number) != (4 if month < "1501" else 5):
        return None
    return Ref("arxiv", match["new"], version)


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


def parse_doi(text: str) -> Ref | None:
    """Reads a DOI, bare, with `doi:`, or as a doi.org address; None when it is none."""
    text = re.sub(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", "", text.strip(), flags=re.IGNORECASE)
    return Ref("doi", text.lower()) if _DOI.fullmatch(text) else None


def is_arxiv_doi(doi: str) -> bool:
    """Tells whether a DOI is the one arXiv mints for each of its papers."""
    return _ARXIV_DOI.match(doi) is not None


def parse_openreview(text: str) -> Ref | None:
    """Reads an OpenReview forum id; None when it cannot be one."""
    return Ref("openreview", text) if _OPENREVIEW.fullmatch(text) else None


def parse_cvf(text: str) -> Ref | None:
    """Reads `<folder>/<stem>` of a page of the CVF open access site; None when it is no such thing."""
    return Ref("cvf", text) if _CVF.fullmatch(text) else None


def cvf_year(cvf: str) -> int:
    """Gives the year at the end of a canonical CVF id."""
    match = _CVF.fullmatch(cvf)
    if match is None:
        raise ValueError(f"not a canonical CVF id: {cvf}")
    return int(match["year"])


def cvf_title_words(cvf: str) -> str:
    """Gives the words of the title that a canonical CVF id carries: without first author, venue and year."""
    stem = cvf.rpartition("/")[2]
    return " ".join(stem.removesuffix("_paper").split("_")[1:-2])


def parse_github(text: str) -> Ref | None:
    """Reads `owner/name` of a GitHub repository; None when it is no such thing."""
    owner, _, name = text.partition("/")
    is_name = _GITHUB_NAME.fullmatch(name) and name not in {".", ".."} and not name.endswith(".git")
    if _GITHUB_OWNER.fullmatch(owner) and is_name:
        return Ref("github", text)
    return None


def parse_url(url: str) -> Ref | None:
    """Recognises the identity behind a web address; the scheme may be left out.

    Accepts the abstract, PDF, HTML and source forms of arXiv, its mirrors, and links with versions, text fragments and
    bare `#`; GitHub addresses with `.git` or a folder; OpenReview forum and PDF pages; CVF pages and PDFs; DOI links.

    Returns:
        The canonical reference, or None when the address belongs to none of these.
    """
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = unquote(parts.path).strip("/")
    if host in _ARXIV_HOSTS:
        form, _, arxiv = path.partition("/")
        return parse_arxiv(arxiv.removesuffix(".pdf")) if form in _ARXIV_FORMS else None
    if host in {"github.com", "www.github.com"}:
        return _github_url(path)
    if host == "openreview.net":
        return parse_openreview(parse_qs(parts.query).get("id", [""])[0])
    if host == "openaccess.thecvf.com":
        return _cvf_url(path)
    if host in {"doi.org", "dx.doi.org"}:
        return parse_arxiv(path) if is_arxiv_doi(path) else parse_doi(path)
    return None


def _github_url(path: str) -> Ref | None:
    owner, _, rest = path.partition("/")
    name, _, tail = rest.partition("/")
    ref = parse_github(f"{owner}/{name.removesuffix('.git')}")
    inside = re.fullmatch(r"(?:tree|blob)/[^/]+/(.+)", tail)
    return ref._replace(path=inside[1]) if ref and inside else ref


def _cvf_url(path: str) -> Ref | None:
    match = re.fullmatch(r"content[/_](.+)/(?:html|papers)/([^/]+)\.(?:html|pdf)", path)
    return parse_cvf(f"{match[1]}/{match[2]}") if match else None


def title_key(title: str) -> str:
    """Gives the form under which titles are compared: letters and digits only, no accents, no case."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(ch for ch in plain if not unicodedata.combining(ch))))


def slug(text: str) -> str:
    """Gives the record id that a short name suggests: lower case ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
