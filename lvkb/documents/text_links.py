"""Web addresses in running text, and what every reader of documents gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOSING = {")": "(", "]": "["}
_END = ".,;:!?'*\u2026"
_WIDE = "\u2018\u2019\u201c\u201d\u3001\u3002\u3008-\u3011\u300c-\u300f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
_HIDDEN = "\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd"
_TEX = re.compile(r"\\([_%&#~$])")
_START = re.compile(r"(?<![A-Za-z0-9])https?://|(?<![A-Za-z0-9./:@-])www\.(?=[\w-]++\.[^\W\d_])", re.IGNORECASE)
_SCHEME = re.compile("https?:", re.IGNORECASE)
_PART = re.compile(rf"(?:[^\s<>\"`{{}}|\\^()\[\]{_HIDDEN}{_WIDE}]|\\[_%&#~$])++|[()\[\]]")
_SICI, _SICI_WITHIN = "(sici)", 60
_ARTICLE = re.compile(r"<[^\s<>\"]{1,80}>(?=[0-9A-Za-z])")
_WITH_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s/?#]", re.IGNORECASE)


class DocumentLink(NamedTuple):
    """An address in a document.

    Attributes:
        start: Offset of the address.
        url: The address it stands for, escapes of the format resolved.
        title: Title of the paper that the place says it is, else empty.
        authors: Authors of that paper, given name first.
        is_source: Whether the page shows what is there, as an image, instead of linking to it.
    """

    start: int
    url: str
    title: str = ""
    authors: tuple[str, ...] = ()
    is_source: bool = False


def addresses(text: str) -> Iterator[DocumentLink]:
    r"""Gives the http and https addresses of a running text, and those that begin with `www.`, which stand for https.

    An address ends before a bracket that it does not open itself and before punctuation that ends a sentence. TeX's
    `\_` and its like count as the character.
    """
    position = 0
    while match := _START.search(text, position):
        position = _end(text, match.end())
        url = _TEX.sub(r"\1", text[match.start() : position].rstrip(_END))
        url = url if _SCHEME.match(url) else f"https://{url}"
        if has_host(url):
            yield DocumentLink(match.start(), url)


def has_host(url: str) -> bool:
    """Tells whether a link names a host, unlike `#part`, `folder/file`, `mailto:` and `javascript:`."""
    return _WITH_HOST.match(url) is not None


def _end(text: str, position: int) -> int:
    """Gives where an address ends that goes on at a position: no sign is looked at twice, however it is written."""
    start = position
    position = _end_of_parts(text, position)
    item = _ARTICLE.match(text, position)  # `<495::AID-BIP2>` of a DOI that was made from a SICI
    if item and _SICI in text[start : start + _SICI_WITHIN].lower():
        position = _end_of_parts(text, item.end())
    return position


def _end_of_parts(text: str, position: int) -> int:
    opened = dict.fromkeys(_CLOSING.values(), 0)
    while part := _PART.match(text, position):
        if part[0] in opened:
            opened[part[0]] += 1
        elif part[0] in _CLOSING:
            if not opened[_CLOSING[part[0]]]:
                break
            opened[_CLOSING[part[0]]] -= 1
        position = part.end()
    return position
