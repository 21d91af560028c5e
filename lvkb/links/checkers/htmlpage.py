"""An HTML page as plain texts: its title, its first heading, and all that it shows.

Everything here works on the text of strangers in linear time: patterns have bounded gaps, and the page is not parsed
by `html.parser`, which takes minutes for a page that is made to hold it up.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from lvkb.links.http.client import Answer

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TITLE = re.compile(r"<title[^<>]{0,300}>([^<]{0,1000})", re.IGNORECASE)
_HEADING = re.compile(r"<h1[^<>]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class Page(NamedTuple):
    """What matters of an HTML page, in lower case but for its source.

    Attributes:
        source: The HTML.
        title: Text of its title.
        heading: Text of its first `h1`.
        text: All text that it shows.
    """

    source: str
    title: str
    heading: str
    text: str


def page_of(answer: Answer) -> Page | None:
    """Gives the page of an answer, None when it is no HTML."""
    if kind(answer) not in _HTML:
        return None
    source = answer.text()
    shown = _without(_without(source, "script"), "style")
    title = _TITLE.search(source)
    return Page(source, words(title[1] if title else ""), words(_heading(shown)), words(_TAG.sub(" ", shown)))


def kind(answer: Answer) -> str:
    """Gives the content type of an answer, in lower case; one that declares none may show that it is HTML."""
    declared = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared:
        return declared
    return "text/html" if re.match(rb"\s*<(?:!doctype html|html|head)\b", answer.body[:1000], re.IGNORECASE) else ""


def _without(source: str, tag: str) -> str:
    """Takes out the elements of a tag that hold no text."""
    lower, kept, at = source.lower(), [], 0
    if len(lower) != len(source):  # some letters have longer small forms
        lower = source
    while (start := lower.find(f"<{tag}", at)) >= 0:
        kept.append(source[at:start])
        end = lower.find(f"</{tag}", start)
        if end < 0:
            return "".join(kept)
        at = end + len(tag) + 2
    return "".join([*kept, source[at:]])


def _heading(source: str) -> str:
    found = _HEADING.search(source)
    if not found:
        return ""
    return _TAG.sub(" ", source[found.end() : found.end() + 2000].partition("</h1")[0].partition("</H1")[0])


def words(text: str) -> str:
    """Gives a text of HTML as it is compared: on one line, in lower case, with plain apostrophes."""
    return " ".join(unescape(text).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
