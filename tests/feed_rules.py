"""What the W3C's feed validator asks of an Atom feed, as far as our feeds can break it.

Source: https://github.com/w3c/feedvalidator, its modules feed, entry, link and rfc3339.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ONCE = ("id", "title", "updated", "summary", "subtitle", "published", "rights", "generator")


def complaints(text: str, address: str) -> list[str]:
    """Gives what is wrong with a feed that was fetched from an address, in the order of the document."""
    feed = ET.fromstring(text)  # noqa: S314 - our own
    entries = feed.findall(f"{_ATOM}entry")
    found = [*_of_element(feed, "feed"), *_of_self(feed, address)]
    for number, entry in enumerate(entries):
        found += _of_element(entry, f"entry {number}")
        has_author = entry.find(f"{_ATOM}author") is not None or feed.find(f"{_ATOM}author") is not None
        found += [] if has_author else [f"entry {number}: MissingAuthor"]
        found += [] if _alternates(entry) else [f"entry {number}: MissingAlternate"]
    ids = [entry.findtext(f"{_ATOM}id") for entry in (feed, *entries)]
    return [*found, *(f"DuplicateIds {identity}" for identity in sorted({str(i) for i in ids if ids.count(i) > 1}))]


def _of_element(element: ET.Element, name: str) -> Iterator[str]:
    for tag in _ONCE:
        count = len(element.findall(f"{_ATOM}{tag}"))
        if count > 1 or (count == 0 and tag in ("id", "title", "updated")):
            yield f"{name}: {count} {tag}"
    for tag in ("updated", "published"):
        yield from (f"{name}: InvalidRFC3339Date {m.text}" for m in element.findall(_ATOM + tag) if not _is_moment(m))
    if not _URN.fullmatch(element.findtext(f"{_ATOM}id") or ""):
        yield f"{name}: InvalidFullLink {element.findtext(f'{_ATOM}id')}"
    yield from _of_links(element, name)
    for person in element.findall(f"{_ATOM}author"):
        if not (person.findtext(f"{_ATOM}name") or "").strip():
            yield f"{name}: an author without a name"


def _of_links(element: ET.Element, name: str) -> Iterator[str]:
    if len(_alternates(element)) > 1:
        yield f"{name}: DuplicateAtomLink"
    for link in element.findall(f"{_ATOM}link"):
        parts = urlsplit(link.get("href", ""))
        if parts.scheme not in ("http", "https") or not parts.netloc:
            yield f"{name}: relative {link.get('href')}"
    for category in element.findall(f"{_ATOM}category"):
        if not category.get("term"):
            yield f"{name}: MissingAttribute term"


def _of_self(feed: ET.Element, address: str) -> Iterator[str]:
    own = [link.get("href") for link in feed.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    if not own:
        yield "feed: MissingSelf"
    elif own != [address]:
        yield f"feed: SelfDoesntMatchLocation {own}"


def _alternates(element: ET.Element) -> list[ET.Element]:
    return [link for link in element.findall(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]


def _is_moment(element: ET.Element) -> bool:
    return _MOMENT.fullmatch(element.text or "") is not None
