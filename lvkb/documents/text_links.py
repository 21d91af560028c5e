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
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])https?://(?:[^\s<>\"`{{}}|\\^{_HIDDEN}{_WIDE}]|\\[_%&#~$])++",
    re.IGNORECASE,
)
_WITH_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s/?#]", re.IGNORECASE)


class Found(NamedTuple):
    """An address in a text.

    Attributes:
        start: Offset of the address.
        url: The address it stands for, escapes of the format resolved.
        title: Title of the paper that the place says it is, else empty.
        authors: Authors of that paper, given name first.
    """

    start: int
    url: str
    title: str = ""
    authors: tuple[str, ...] = ()


def addresses(text: str) -> Iterator[Found]:
    r"""Gives the http and https addresses of a running text.

    An address ends before a bracket that it does not open itself and before punctuation that ends a sentence. TeX's
    `\_` and its like count as the character.
    """
    position = 0
    while match := _ADDRESS.search(text, position):
        whole = _balanced(match[0])
        position = match.start() + len(whole)
        url = _TEX.sub(r"\1", whole.rstrip(_END))
        if has_host(url):
            yield Found(match.start(), url)


def has_host(url: str) -> bool:
    """Tells whether a link names a host, unlike `#part`, `folder/file`, `mailto:` and `javascript:`."""
    return _WITH_HOST.match(url) is not None


def _balanced(url: str) -> str:
    """Gives an address up to the first closing bracket that was not opened in it."""
    if not any(closing in url for closing in _CLOSING):
        return url
    opened = dict.fromkeys(_CLOSING.values(), 0)
    for place, char in enumerate(url):
        if char in opened:
            opened[char] += 1
        elif char in _CLOSING:
            if not opened[_CLOSING[char]]:
                return url[:place]
            opened[_CLOSING[char]] -= 1
    return url
