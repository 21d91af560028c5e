"""The built site checked as a browser would follow it: every link, source and anchor resolves, nothing is foreign."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from lvkb.build.built_page import START, Address, read_page
from lvkb.findings import Finding, Level, Location, Rule

DEAD_LINK = Rule(
    "LV930",
    Level.ERROR,
    "Every link of the site leads to a file of the site.",
    "Readers would land on a missing page.",
    "Correct the address in the template or page it comes from.",
)
DEAD_ANCHOR = Rule(
    "LV931",
    Level.ERROR,
    "Every anchor is on the page it points to.",
    "Readers would land at the top of a page and search.",
    "Correct the anchor, or the heading it is made from.",
)
FOREIGN_REQUEST = Rule(
    "LV932",
    Level.ERROR,
    "A page loads nothing from another host.",
    "It would break without network, and tell others who reads.",
    "Put the file into site/assets/.",
)
UNSAFE_LINK = Rule(
    "LV933",
    Level.ERROR,
    "Links are http, https, mailto or inside the site.",
    "Other schemes run code in the reader's browser.",
    "Find the record or template it comes from, and correct it.",
)
REPEATED_ID = Rule(
    "LV934",
    Level.ERROR,
    "An id stands once on a page.",
    "Links to the second place would lead to the first.",
    "Give one of the two headings, or of the places that the template marks, another name.",
)

RULES = (DEAD_LINK, DEAD_ANCHOR, FOREIGN_REQUEST, UNSAFE_LINK, REPEATED_ID)

_INDEX = "index.html"
_PLAIN_SCHEMES = frozenset({"http", "https", "mailto", ""})


class _Parts(NamedTuple):
    """An address taken apart: with scheme or host it is outside, else it has a target in the site and an anchor."""

    scheme: str
    is_outside: bool
    target: str
    anchor: str


@lru_cache(maxsize=50_000)
def _parts(url: str) -> _Parts:
    """Takes an address apart; one that cannot be read leads nowhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _Parts("", is_outside=False, target="\0", anchor="")
    target, anchor = urldefrag(url)
    return _Parts(parts.scheme, bool(parts.scheme or parts.netloc), unquote(target.partition("?")[0]), anchor)


def check_html(site: Path) -> list[Finding]:
    """Gives a finding for each address on the built pages that does not resolve, and for each id that stands twice.

    Args:
        site: Folder of the built site.
    """
    return _Checker(site).findings()


class _Pointer(NamedTuple):
    """An address on a page that names an anchor of another file, which may not have been read yet."""

    page: str
    address: Address
    file: str
    anchor: str


class _Checker:
    """Reads each page once, and keeps of it no more than its anchors: thousands of pages have millions of addresses."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._anchors: dict[str, frozenset[str]] = {}
        self._pointers: list[_Pointer] = []

    @cached_property
    def _files(self) -> frozenset[str]:
        """Every file of the site; names are compared letter by letter, also where the disk would not."""
        found = []
        for folder, _, names in os.walk(self._site):
            base = Path(folder).relative_to(self._site).as_posix()
            found += [name if base == "." else f"{base}/{name}" for name in names]
        return frozenset(found)

    def findings(self) -> list[Finding]:
        pages = sorted(file for file in self._files if file.endswith(".html"))
        found = [finding for path in pages for finding in self._judge_page(path)]
        found += (self._dead_anchor(pointer) for pointer in self._pointers if not self._leads(pointer))
        return sorted(found, key=lambda finding: finding.sort_key)

    def _judge_page(self, path: str) -> Iterator[Finding]:
        page = read_page((self._site / path).read_bytes().decode())
        self._anchors[path] = page.anchors
        for name, offset in page.repeated:
            yield self._finding(REPEATED_ID, path, offset, f'The id "{name}" stands on this page already.')
        find = cache(partial(self._find, path))
        for address in page.addresses:
            parts = _parts(address.url)
            if parts.is_outside:
                yield from self._judge_outside(path, address, parts.scheme)
                continue
            file = find(parts.target)
            if file is None:
                yield self._finding(DEAD_LINK, path, address.offset, f'"{address.url}" leads to no file.')
            elif parts.anchor not in START and file.endswith(".html"):
                pointer = _Pointer(path, address, file, parts.anchor)
                if file != path:
                    self._pointers.append(pointer)
                elif not self._leads(pointer):
                    yield self._dead_anchor(pointer)

    def _judge_outside(self, path: str, address: Address, scheme: str) -> Iterator[Finding]:
        if address.loads and scheme != "data":
            what = f'"{address.url}" is loaded from another host.'
            yield self._finding(FOREIGN_REQUEST, path, address.offset, what)
        elif not address.loads and scheme not in _PLAIN_SCHEMES:
            yield self._finding(UNSAFE_LINK, path, address.offset, f'"{address.url[:60]}" is no plain link.')

    def _leads(self, pointer: _Pointer) -> bool:
        anchors = self._anchors[pointer.file]
        return pointer.anchor in anchors or unquote(pointer.anchor) in anchors

    def _dead_anchor(self, pointer: _Pointer) -> Finding:
        what = f'"{pointer.address.url}" names an anchor that {pointer.file} does not have.'
        return self._finding(DEAD_ANCHOR, pointer.page, pointer.address.offset, what)

    def _find(self, path: str, target: str) -> str | None:
        """Gives the file that a server shows for a target on a page; one that leaves the site is no file of it."""
        if not target:
            return path
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if joined in self._files and not target.endswith("/"):
            return joined
        index = posixpath.normpath(f"{joined}/{_INDEX}")
        return index if index in self._files else None

    def _finding(self, rule: Rule, path: str, offset: int, what: str) -> Finding:
        before = (self._site / path).read_bytes().decode()[:offset]
        line, column = before.count("\n") + 1, offset - before.rfind("\n")
        return rule.at(Location(f"{self._site.name}/{path}", line, column), "", what)
