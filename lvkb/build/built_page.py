"""One built page as a browser sees it: the addresses it holds, and the anchors it has.

The pages come from our own templates and the theme, and from a minifier that writes whole tags, so tags are found by
pattern: a thousand pages take about two seconds, where a full parser takes ten.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ATTRIBUTES = r"""((?:[\s/]*[^\s=<>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>][^\s<>]*))?)*+)[\s/]*>"""
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b{_ATTRIBUTES}.*?(?:</\1\b|\Z)|<([a-z][a-z0-9-]*){_ATTRIBUTES}",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, an element whose content is text and no tags, or the opening tag of any other element.

No text makes it slow: what does not end is read to the end of the page once, and nothing is read twice.
"""

_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>][^\s<>]*)))?""")
_LINKS = frozenset({"href", "src", "srcset", "imagesrcset", "poster", "action", "formaction", "data-src", "xlink:href"})
_NEEDED = _LINKS | {"id", "name", "rel", "data"}
_WORTH_READING = re.compile(r"\b(?:href|src|id|name|srcset|poster|action|formaction|data|imagesrcset)\b", re.IGNORECASE)
START = frozenset({"", "top"})
"""Anchors that every page has: both stand for its start."""

_SETS = frozenset({"srcset", "imagesrcset"})
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])[^,]*")
"""One image of a set: an address, and what it is for."""

_LOADING_TAGS = frozenset(
    {"script", "img", "iframe", "source", "track", "video", "audio", "embed", "object", "input", "use", "image"}
)
_LOADING_RELATIONS = re.compile(r"stylesheet|icon|preload|prefetch|preconnect|manifest|prerender", re.IGNORECASE)


class Address(NamedTuple):
    """An address on a page.

    Attributes:
        url: As the browser reads it.
        loads: Whether the browser fetches it by itself.
        offset: Where its attribute starts, in characters from the start of the page.
    """

    url: str
    loads: bool
    offset: int


class BuiltPage(NamedTuple):
    """The addresses and anchors of one page.

    Attributes:
        addresses: In order of the page.
        anchors: What an address may name behind `#`.
        repeated: Ids that stand on the page before, each with its offset.
    """

    addresses: tuple[Address, ...]
    anchors: frozenset[str]
    repeated: tuple[tuple[str, int], ...]


_Attribute = tuple[str, str, int]  # key, value, offset


class _Told(NamedTuple):
    """What one tag tells; offsets count from the start of its attributes."""

    ids: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    addresses: tuple[Address, ...]


def read_page(text: str) -> BuiltPage:
    """Reads a page.

    Args:
        text: Its HTML.
    """
    addresses: list[Address] = []
    anchors: set[str] = set(START)
    ids: set[str] = set()
    repeated: list[tuple[str, int]] = []
    for start, told in _tags(text):
        for name, offset in told.ids:
            if name in ids:
                repeated.append((name, start + offset))
            ids.add(name)
        anchors.update(told.names)
        addresses += (Address(url, loads, start + offset) for url, loads, offset in told.addresses)
    return BuiltPage(tuple(addresses), frozenset(anchors | ids), tuple(repeated))


def _tags(text: str) -> Iterator[tuple[int, _Told]]:
    """Gives what each element tells that holds an address or an anchor, with the offset of its attributes."""
    for match in _TAG.finditer(text):
        group = 2 if match[1] else 4
        if written := match[group]:
            told = _told(match[group - 1], written)
            if told is not None:
                yield match.start(group), told


@lru_cache(maxsize=20_000)  # pages share their shell, and most rows of a table differ in their text alone
def _told(tag: str, written: str) -> _Told | None:
    """Gives what a tag tells, if it is any address or anchor."""
    if not _WORTH_READING.search(written):
        return None
    tag = tag.lower()
    attributes = list(_attributes(written))
    ids = tuple((value, offset) for key, value, offset in attributes if key == "id")
    names = tuple(value for key, value, _ in attributes if key == "name") if tag == "a" else ()
    told = _Told(ids, names, tuple(_addresses(tag, attributes)))
    return told if any(told) else None


def _attributes(written: str) -> Iterator[_Attribute]:
    for match in _ATTRIBUTE.finditer(written):
        key = match[1].lower()
        if key in _NEEDED:
            yield key, html.unescape(match[2] or match[3] or match[4] or ""), match.start()


def _addresses(tag: str, attributes: list[_Attribute]) -> Iterator[Address]:
    """Gives the addresses of an element; the base and the canonical address of a page are no links to follow."""
    relation = next((value.lower() for key, value, _ in attributes if key == "rel"), "") if tag == "link" else ""
    if tag == "base" or relation == "canonical":
        return
    tag_loads = tag in _LOADING_TAGS or bool(_LOADING_RELATIONS.search(relation))
    for key, value, offset in attributes:
        if key not in _LINKS and not (key == "data" and tag == "object"):
            continue
        urls = _CANDIDATE.findall(value) if key in _SETS else [value]
        yield from (Address(url.strip(), tag_loads or key == "data-src", offset) for url in urls)
