"""Links of HTML: every `href`, `src` and `srcset` with a host.

A tag reader of our own on purpose: the standard library's gives no place of an attribute, takes time in the square of
the length for broken tags, and stops with an error at some of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lvkb.documents.text_links import DocumentLink, has_host

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+)(?P<end>>?+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<key>[^\s=/>\"']++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_NO_PAGE = frozenset({"preconnect", "dns-prefetch"})
_SETS = frozenset({"srcset", "imagesrcset"})
_ADDRESSES = frozenset({"href", "src"}) | _SETS
_CANDIDATE = re.compile(r"[\s,]*+(?P<url>\S++)(?:\((?:[^)])*+\)?+|[^,(])*+,?+")
_SCRIPTS = frozenset({"script", "style"})


def links(text: str) -> Iterator[DocumentLink]:
    """Gives the addresses of all tags; comments and what stands in scripts and styles is left out.

    Addresses that a browser only warms up (`preconnect`) are no pages, and left out too.
    """
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        if not match["name"]:
            continue
        if not match["end"]:  # a tag that is never closed swallows the rest, in browsers too
            return
        yield from _of_tag(text, match)
        name = match["name"].lower()
        if name in _SCRIPTS:
            closing = re.compile(rf"</{name}", re.IGNORECASE).search(text, position)
            position = closing.start() if closing else len(text)


def _of_tag(text: str, tag: re.Match[str]) -> Iterator[DocumentLink]:
    found: list[DocumentLink] = []
    for match in _ATTRIBUTE.finditer(text, tag.start("attributes"), tag.end("attributes")):
        group = next((group for group in ("double", "single", "bare") if match[group] is not None), "")
        key = match["key"].lower()
        if key == "rel" and group and _NO_PAGE & set(match[group].lower().split()):
            return
        if group and key in _ADDRESSES:
            found += _addresses(key, match[group], match.start(group))
    yield from found


def _addresses(key: str, value: str, start: int) -> Iterator[DocumentLink]:
    parts = _candidates(value) if key in _SETS else [(len(value) - len(value.lstrip()), value.strip())]
    for offset, written in parts:
        url = _ENTITY.sub(lambda entity: html.unescape(entity[0]), written)
        if has_host(url):
            yield DocumentLink(start + offset, url, is_source=key != "href")


def _candidates(value: str) -> Iterator[tuple[int, str]]:
    """Gives the addresses of a `srcset` with their offsets; what follows each, its width or density, is passed over.

    An address may hold commas, but ends with none.

    Source: https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
    """
    position = 0
    while match := _CANDIDATE.match(value, position):
        written = match["url"].rstrip(",")
        yield match.start("url"), written
        position = match.end("url") if written != match["url"] else match.end()
