"""Markdown of lists of papers as headings, items and links, each with its offset in the text.

A line reader on purpose: such lists are indented so irregularly that a strict Markdown parser takes half of their
items for code blocks, and it keeps no columns.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^[ \t]*(?P<fence>`{3,}|~{3,})[^\n`]*(?:\n.*?(?:^[ \t]*(?P=fence)[^\n]*$|\Z)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(
    r"[ \t>]*(?:(?:\d{1,9}[.)]|[-*+])[ \t]+)?(#{1,6})[ \t]+(?:\d{1,3}(?:\.\d{1,3})*[.)]?[ \t]+)?(\S.{0,499})"
)
_CLOSING = re.compile(r"[ \t]+#+[ \t\r]*$")
_BULLET = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|\|)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.MULTILINE)
_IMAGE = r"!\[[^\[\]]*+\]\([^()\n]*+\)"
_LINK = re.compile(
    rf"(?P<image>{_IMAGE})"
    rf"|(?<!!)\[(?P<label>(?:{_IMAGE}|[^\[\]]|\[[^\[\]]*+\]){{0,1000}}+)\]"
    r"(?:\([ \t]*+<?(?P<url>[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+)>?(?:[ \t]++[\"'(][^\n]{0,300}?)?[ \t]*+\)"
    r"|\[(?P<key>[^\[\]\n]*+)\])"
    r"|(?<!src=[\"'])(?P<bare>https?://[^\s<>()\[\]\"'`|]+)"
)
_BOLD = re.compile(r"\*\*(?P<star>(?!\s)[^*].{0,499}?)\*\*|(?<!\w)__(?P<line>[^\s_].{0,499}?)__(?!\w)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(`++)(.{1,500}?)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Heading(NamedTuple):
    """A section heading.

    Attributes:
        level: Number of `#`, 1 to 6.
        title: Its plain text.
        start: Offset of its text.
    """

    level: int
    title: str
    start: int


class Item(NamedTuple):
    """A list item or table row without the items nested in it.

    Attributes:
        indent: Columns before its bullet, tabs counted to the next multiple of four.
        start: Offset of the text after the bullet.
        end: Offset of the end of its last line.
    """

    indent: int
    start: int
    end: int


class Span(NamedTuple):
    """A link, or a text that stands out.

    Attributes:
        text: Plain text of the link or the marked text; empty for a bare address.
        start: Offset of the address of a link, of the text otherwise.
        url: Address as written, empty when it is no link.
        text_start: Offset of the text.
    """

    text: str
    start: int
    url: str = ""
    text_start: int = 0


Block: TypeAlias = Heading | Item


class Positions:
    """Line and column of each offset of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Gives line and column in characters, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def shown_text(text: str) -> str:
    """Blanks out comments and fenced code, so that what readers do not see is not imported; keeps every offset."""
    return _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def blocks(text: str) -> Iterator[Block]:
    """Gives headings and items in their order.

    Headings may stand in numbered lists (`1. ### Title`). An item goes on over following lines, and over a blank line
    when the text after it is indented deeper than the bullet.
    """
    item: Item | None = None
    after_blank = False
    offset = 0
    for line in text.split("\n"):
        opened = _open(line, offset)
        offset += len(line) + 1
        if opened:
            yield from [item] if item else []
            item = opened if isinstance(opened, Item) else None
            yield from [opened] if isinstance(opened, Heading) else []
        elif item and line.strip():
            indent = _indent(line[: len(line) - len(line.lstrip(" \t>"))])
            goes_on = not after_blank or indent > item.indent
            yield from [] if goes_on else [item]
            item = item._replace(end=offset - 1) if goes_on else None
        after_blank = not line.strip()
    yield from [item] if item else []


def _open(line: str, offset: int) -> Block | None:
    """Gives the heading, or the first line of the item, that a line opens."""
    if heading := _HEADING.match(line):
        return Heading(len(heading[1]), plain(_CLOSING.sub("", heading[2])), offset + heading.start(2))
    if bullet := _BULLET.match(line):
        before = bullet[0][: len(bullet[0]) - len(bullet[0].lstrip(" \t>"))]
        return Item(_indent(before), offset + bullet.end(), offset + len(line))
    return None


def _indent(space: str) -> int:
    return len(space.expandtabs(4))


def definitions(text: str) -> dict[str, str]:
    """Gives the addresses of reference links, `[key]: address`, by their key in lower case."""
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        found.setdefault(match[1].strip().lower(), match[2])
    return found


def links(text: str, item: Item, known: dict[str, str]) -> Iterator[Span]:
    """Gives the links of an item: inline, by reference, and bare addresses; images are no links.

    Args:
        text: The whole text.
        item: Where to look.
        known: What `definitions` gives for the text.
    """
    for match in _LINK.finditer(text, item.start, item.end):
        if match["bare"]:
            yield Span("", match.start("bare"), match["bare"].rstrip(".,;:!?*_"))
        elif match["url"]:
            yield Span(plain(match["label"]), match.start("url"), match["url"], match.start("label"))
        elif match["key"] is not None:
            key = (match["key"].strip() or match["label"].strip()).lower()
            if key in known:
                yield Span(plain(match["label"]), match.start(), known[key], match.start("label"))


def bold(text: str, item: Item) -> Iterator[Span]:
    """Gives the bold texts of an item, of at most 500 characters each."""
    for match in _BOLD.finditer(text, item.start, item.end):
        group = "star" if match["star"] else "line"
        start = match.start(group) + len(match[group]) - len(match[group].lstrip("[* "))
        yield Span(plain(match[group]), start, text_start=start)


def plain(text: str) -> str:
    """Gives the text that a reader sees: no markup, no invisible characters, single spaces."""
    text = re.sub(_IMAGE, "", text)
    text = _LINK.sub(lambda match: match["label"] or match["bare"] or "", text)
    text = _CODE.sub(r"\2", _EMPHASIS.sub(r"\2", text.replace("**", "")))
    return printable(html.unescape(_TAG.sub(" ", _ESCAPE.sub(r"\1", text))))


def printable(text: str) -> str:
    """Gives a text as one line without control characters and invisible marks."""
    shown = (ch if ch.isprintable() else "" if unicodedata.category(ch) == "Cf" else " " for ch in text)
    return " ".join("".join(shown).split())
