"""Markdown of lists of papers as headings, items and links, each with its offset in the text.

Headings and items are read line by line on purpose: such lists are indented so irregularly that a strict parser takes
half of their items for parts of others. What stands in an item is read by the one reader of Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from lvkb.documents.markdown_marks import Kind, Mark
from lvkb.documents.markdown_reader import read, shown

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^[ \t]*(?P<fence>`{3,}|~{3,})[^\n`]*(?:\n.*?(?:^[ \t]*(?P=fence)[^\n]*$|\Z)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(
    r"[ \t>]*(?:(?:\d{1,9}[.)]|[-*+])[ \t]+)?(#{1,6})[ \t]+(?:\d{1,3}(?:\.\d{1,3})*[.)]?[ \t]+)?(\S.{0,499})"
)
_CLOSING = re.compile(r"[ \t]+#+[ \t\r]*$")
_BULLET = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|\|)")


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


class Inside:
    """The links and the texts in bold of a text, by item."""

    def __init__(self, text: str) -> None:
        self._marks = read(text).marks
        self._ends = [mark.end for mark in self._marks]

    def links(self, item: Item) -> Iterator[Span]:
        """Gives the links of an item: inline, by reference, and bare addresses; images are no links."""
        for mark in self._of(item):
            if mark.kind in (Kind.LINK, Kind.REFERENCE):
                yield Span(printable(mark.text), mark.start, printable(mark.url), mark.text_start)

    def bold(self, item: Item) -> Iterator[Span]:
        """Gives the texts in bold of an item."""
        for mark in self._of(item):
            if mark.kind is Kind.BOLD:
                yield Span(printable(mark.text), mark.start, text_start=mark.text_start)

    def _of(self, item: Item) -> tuple[Mark, ...]:
        return self._marks[bisect_left(self._ends, item.start) : bisect_left(self._ends, item.end)]


def plain(text: str) -> str:
    """Gives the text that a reader sees: no markup, no invisible characters, single spaces."""
    return printable(shown(text))


def printable(text: str) -> str:
    """Gives a text as one line without control characters and invisible marks."""
    shown = (ch if ch.isprintable() else "" if unicodedata.category(ch) == "Cf" else " " for ch in text)
    return " ".join("".join(shown).split())
