"""The built site checked as a browser would follow it: every link, source and anchor resolves, nothing is foreign.

The pages come from our own templates and the theme, with text escaped, so tags are found by pattern: a thousand
pages take about a second, where a full parser takes ten.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

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

RULES = (DEAD_LINK, DEAD_ANCHOR, FOREIGN_REQUEST, UNSAFE_LINK)

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_WORTH_READING = re.compile(r"\s(?:href|src|id|name|srcset|poster|action|data-src)\b")
_LINKS = frozenset({"href", "src", "srcset", "poster", "action", "data-src"})
_LOADING_TAGS = frozenset({"script", "img", "iframe", "source", "video", "audio", "embed", "object", "input"})
_LOADING_LINKS = re.compile(
    r"rel=[\"']?[^\"'>]*(?:stylesheet|icon|preload|prefetch|preconnect|manifest)", re.IGNORECASE
)
_INDEX = "index.html"


class _Link(NamedTuple):
    """An address on a page, and whether the browser fetches it by itself."""

    url: str
    loads: bool
    offset: int


class _Address(NamedTuple):
    """An address taken apart: with scheme or host it is outside, else it has a target in the site and an anchor."""

    url: str
    scheme: str
    is_outside: bool
    target: str
    anchor: str


@lru_cache(maxsize=50_000)
def _parse(raw: str) -> _Address:
    """Takes an address apart; one that cannot be read leads nowhere."""
    url = html.unescape(raw).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return _Address(url, "", is_outside=False, target="\0", anchor="")
    target, anchor = urldefrag(url)
    return _Address(url, parts.scheme, bool(parts.scheme or parts.netloc), target, unquote(anchor))


class _Page(NamedTuple):
    """The links and anchors of one page."""

    links: tuple[_Link, ...]
    anchors: frozenset[str]


def check_html(site: Path) -> Iterator[Finding]:
    """Gives a finding for each address on the built pages that does not resolve.

    Args:
        site: Folder of the built site.
    """
    yield from _Checker(site).findings()


class _Checker:
    def __init__(self, site: Path) -> None:
        self._site = site
        self._pages: dict[str, _Page] = {}
        self._known: dict[tuple[str, str], str | None] = {}

    @cached_property
    def _files(self) -> frozenset[str]:
        found = []
        for folder, _, names in os.walk(self._site):
            base = Path(folder).relative_to(self._site).as_posix()
            found += [name if base == "." else f"{base}/{name}" for name in names]
        return frozenset(found)

    def findings(self) -> Iterator[Finding]:
        for path in sorted(file for file in self._files if file.endswith(".html")):
            for link in self._page(path).links:
                yield from self._judge(path, link)

    def _page(self, path: str) -> _Page:
        if path not in self._pages:
            self._pages[path] = _read_page((self._site / path).read_text(encoding="utf-8"))
        return self._pages[path]

    def _judge(self, path: str, link: _Link) -> Iterator[Finding]:
        address = _parse(link.url)
        if address.is_outside:
            if link.loads and address.scheme != "data":
                yield self._finding(FOREIGN_REQUEST, path, link, f'"{address.url}" is loaded from another host.')
            elif not link.loads and address.scheme not in ("http", "https", "mailto", ""):
                yield self._finding(UNSAFE_LINK, path, link, f'"{address.url[:60]}" is no plain link.')
            return
        file = self._resolve(path, address.target)
        if file is None:
            yield self._finding(DEAD_LINK, path, link, f'"{address.url}" leads to no file.')
        elif address.anchor and file.endswith(".html") and address.anchor not in self._page(file).anchors:
            what = f'"{address.url}" names an anchor that {file} does not have.'
            yield self._finding(DEAD_ANCHOR, path, link, what)

    def _resolve(self, path: str, target: str) -> str | None:
        folder = path.rpartition("/")[0]
        key = (folder, target) if target else (path, "")
        if key not in self._known:
            self._known[key] = self._find(folder, path, target)
        return self._known[key]

    def _find(self, folder: str, path: str, target: str) -> str | None:
        clean = unquote(target.partition("?")[0])
        if not clean:
            return path
        if clean.startswith("/"):
            return None
        joined = os.path.normpath(f"{folder}/{clean}" if folder else clean)
        if joined.startswith(".."):
            return None
        joined = "" if joined == "." else joined
        candidates = (
            (f"{joined}/{_INDEX}" if joined else _INDEX,)
            if clean.endswith("/") or not joined
            else (joined, f"{joined}/{_INDEX}")
        )
        return next((file for file in candidates if file in self._files), None)

    def _finding(self, rule: Rule, path: str, link: _Link, what: str) -> Finding:
        text = (self._site / path).read_text(encoding="utf-8")
        before = text[: link.offset]
        line, column = before.count("\n") + 1, link.offset - before.rfind("\n")
        return rule.at(Location(f"{self._site.name}/{path}", line, column), "", what)


def _read_page(text: str) -> _Page:
    links: list[_Link] = []
    anchors: set[str] = {"", "top"}
    for tag in _TAG.finditer(text):
        name, attributes = tag[1].lower(), tag[2]
        if not _WORTH_READING.search(attributes):
            continue
        for match in _ATTRIBUTE.finditer(attributes):
            key, value = match[1], match[2] or match[3] or match[4] or ""
            if key in ("id", "name"):
                anchors.add(html.unescape(value))
            elif key in _LINKS and not (name == "base" or (name == "link" and "canonical" in attributes)):
                loads = name in _LOADING_TAGS or (name == "link" and bool(_LOADING_LINKS.search(attributes)))
                url = value.split(" ")[0] if key == "srcset" else value
                links.append(_Link(url, loads, tag.start(2) + match.start()))
    return _Page(tuple(links), frozenset(anchors))
