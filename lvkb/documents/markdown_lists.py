"""Markdown of lists of papers as headings and items, each with its offset in the text.

Headings and items are read line by line on purpose: such lists are indented so irregularly that a strict parser takes
half of their items for parts of others. Tables of HTML and its lists are items too. What stands in an item is read by
`markdown_pieces`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from lvkb.documents.markdown_reader import shown

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<pre\b.*?(?:</pre>|\Z)|"
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n`]*(?:\n.*?(?:^[ \t]*(?P=fence)[^\n]*$|\Z)|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_HEADING = re.compile(
    r"[ \t>]*(?:(?:\d{1,9}[.)]|[-*+])[ \t]+)?(#{1,6})[ \t]+(?:\d{1,3}(?:\.\d{1,3})*[.)]?[ \t]+)?(\S.{0,499})"
)
_HTML_HEADING = re.compile(r"[ \t>]*+<h([1-6])\b[^>]{0,200}>(.{1,500}?)</h\1>", re.IGNORECASE)
_CLOSING = re.compile(r"[ \t]+#+[ \t\r]*$")
_BULLET = re.compile(
    r"(?P<before>[ \t>]*)(?P<sign>[-*+\u2022\u2460-\u2473]|\d{1,9}[.)])(?P<gap>[ \t]+)(?:\[[ xX]\][ \t]+)?"
)
_ROW = re.compile(r"[ \t>]*\|")
_DELIMITERS = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]")
_WHOLE_BOLD = re.compile(r"[ \t>]{0,3}(?:\*\*[^*\n]{3,500}\*\*|__[^_\n]{3,500}__)[ \t]*")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>li|tr|ul|ol|table|tbody|thead|p)\b[^<>]{0,300}>", re.IGNORECASE)
_HEADER_CELL = re.compile(r"<th\b", re.IGNORECASE)
_LONGEST_GAP = 4
_DEEP = 100


class Shape(Enum):
    """What an item is."""

    BULLET = auto()
    """An item of a list."""
    ROW = auto()
    """A row of a table."""
    HEADER = auto()
    """The row that names the columns of a table."""
    PARAGRAPH = auto()
    """A paragraph outside lists and tables."""
    TITLE = auto()
    """A heading."""


class Heading(NamedTuple):
    """A section heading.

    Attributes:
        level: Number of `#`, 1 to 6.
        title: Its plain text.
        start: Offset of its text.
        end: Offset of the end of its text.
    """

    level: int
    title: str
    start: int
    end: int


class Item(NamedTuple):
    """An item of a list, a row or a paragraph, without the items nested in it.

    Attributes:
        shape: What it is.
        indent: Columns before its bullet, tabs counted to the next multiple of four.
        start: Offset of its text, behind the bullet.
        end: Offset of the end of its last line.
        inner: Column from which on a paragraph behind a blank line belongs to it; 0 when any does.
        table: Number of the table that a row belongs to.
    """

    shape: Shape
    indent: int
    start: int
    end: int
    inner: int = 0
    table: int = 0


Block: TypeAlias = Heading | Item


def shown_text(text: str) -> str:
    """Blanks out comments and code in blocks, so that what readers do not see is not imported; keeps every offset."""
    return _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def blocks(text: str) -> Iterator[Block]:
    """Gives headings and items in their order.

    Headings may stand in numbered lists (`1. ### Title`). An item goes on over following lines, and over a blank line
    when the text after it is indented as far as its own (CommonMark). A table begins with a row of `---` and its
    rows need no bar in front (GFM); elsewhere a line that begins with a bar is a row.
    """
    reader = _Lines()
    offset = 0
    for line in text.split("\n"):
        yield from reader.take(line, offset)
        offset += len(line) + 1
    yield from reader.close()


class _Lines:
    """Walks through the lines of a text and holds the item that may go on."""

    def __init__(self) -> None:
        self._item: Item | None = None
        self._after_blank = False
        self._is_html = False
        self._tables = 0
        self._in_table = False
        self._has_links = False

    def close(self) -> list[Block]:
        """Ends the item that is open."""
        closed: list[Block] = [self._item] if self._item else []
        self._item, self._is_html = None, False
        return closed

    def take(self, line: str, offset: int) -> list[Block]:
        """Reads a line that stands at an offset; gives the items that are over, and headings."""
        if not line.strip(" \t>\r") or _DEFINITION.match(line):
            self._after_blank, self._in_table = True, False
            return self.close() if self._item and self._item.shape is not Shape.BULLET and not self._is_html else []
        found = self._heading(line, offset)
        if found is None:
            found = self._row(line, offset)
        if found is None:
            found = self._bullet(line, offset)
        if found is None:
            found = self._text(line, offset)
        self._after_blank = False
        self._has_links = (self._has_links and not found) or "](" in line or "://" in line
        return found

    def _heading(self, line: str, offset: int) -> list[Block] | None:
        match = _HEADING.match(line) or _HTML_HEADING.match(line)
        if match is None:
            return None
        self._in_table = False
        level = len(match[1]) if match[1].startswith("#") else int(match[1])
        text = _CLOSING.sub("", match[2])
        start = offset + match.start(2)
        return [*self.close(), Heading(level, plain(text), start, start + len(text))]

    def _row(self, line: str, offset: int) -> list[Block] | None:
        if "|" in line and _DELIMITERS.fullmatch(line.rstrip("\r")):
            self._in_table = True
            above = self._item
            if above and above.shape is Shape.PARAGRAPH and not self._is_html:
                self._tables += 1
                above = above._replace(shape=Shape.ROW, table=self._tables)
            self._item = above._replace(shape=Shape.HEADER) if above and above.shape is Shape.ROW else above
            return self.close()
        bar = _ROW.match(line)
        if bar is None and (not self._in_table or _BULLET.match(line) or _TAG.search(line)):
            self._in_table = False
            return None
        is_next = self._in_table or (self._item is not None and self._item.shape is Shape.ROW and not self._is_html)
        self._tables += not is_next
        closed = self.close()
        start = offset + (bar.end() if bar else 0)
        self._item = Item(Shape.ROW, _indent(_before(line)), start, offset + len(line), table=self._tables)
        return closed

    def _bullet(self, line: str, offset: int) -> list[Block] | None:
        match = _BULLET.match(line)
        if match is None:
            return None
        closed = self.close()
        gap = _indent(match["gap"]) if _indent(match["gap"]) <= _LONGEST_GAP else 1
        inner = _indent(match["before"]) + len(match["sign"]) + gap
        self._item = Item(Shape.BULLET, _indent(match["before"]), offset + match.end(), offset + len(line), inner)
        return closed

    def _text(self, line: str, offset: int) -> list[Block]:
        found: list[Block] = []
        at = 0
        for tag in _TAG.finditer(line):
            if line[at : tag.start()].strip():
                found += self._goes_on(line[at : tag.start()], offset + at)
            at = tag.start()
            found += self._tag(tag, offset)
            at = tag.end()
        if line[at:].strip():
            found += self._goes_on(line[at:], offset + at)
        return found

    def _tag(self, tag: re.Match[str], offset: int) -> list[Block]:
        """Reads a tag of HTML that begins or ends an item."""
        name, start = tag["name"].lower(), offset + tag.end()
        if self._item and not self._is_html and self._item.shape is Shape.BULLET and not self._after_blank:
            self._item = self._item._replace(end=start)  # a tag within an item of Markdown
            return []
        closed = self.close()
        self._tables += name == "table"
        if not tag["end"] and name in ("li", "tr", "p"):
            shape = {"li": Shape.BULLET, "tr": Shape.ROW, "p": Shape.PARAGRAPH}[name]
            self._item = Item(shape, tag.start(), start, start, table=self._tables)
            self._is_html = True
        return closed

    def _goes_on(self, line: str, offset: int) -> list[Block]:
        """Reads text: a part of the item that is open, or a paragraph of its own."""
        item, end = self._item, offset + len(line)
        if item and self._is_html:
            is_header = item.shape is Shape.ROW and _HEADER_CELL.search(line)
            self._item = item._replace(end=end, shape=Shape.HEADER if is_header else item.shape)
            return []
        if item and self._is_part(item, line):
            self._item = item._replace(end=end)
            return []
        closed = self.close()
        self._item = Item(Shape.PARAGRAPH, _indent(_before(line)), offset, end)
        return closed

    def _is_part(self, item: Item, line: str) -> bool:
        """Tells whether text goes on with an item; a line in bold below an item with links is a title of its own."""
        is_own = _WHOLE_BOLD.fullmatch(line.rstrip("\r")) is not None
        if item.shape is Shape.PARAGRAPH:
            return not is_own
        if item.shape is not Shape.BULLET or (is_own and self._has_links):
            return False
        return not self._after_blank or _indent(_before(line)) >= item.inner


def _before(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t>"))]


def _indent(space: str) -> int:
    return len(space.expandtabs(4))


def cells(text: str, item: Item) -> list[tuple[int, int]]:
    """Gives where the cells of a row begin and end; bars behind a backslash are text."""
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text[item.start : item.end])]
    starts = [item.start, *(item.start + bar + 1 for bar in bars)]
    ends = [*(item.start + bar for bar in bars), item.end]
    found = list(zip(starts, ends, strict=True))
    return found[:-1] if bars and not text[found[-1][0] : item.end].strip() else found


def plain(text: str) -> str:
    """Gives the text that a reader sees: no markup, no invisible characters, single spaces."""
    return printable(shown(text))


def printable(text: str) -> str:
    """Gives a text as one line without control characters and invisible marks."""
    shown = (ch if ch.isprintable() else "" if unicodedata.category(ch) == "Cf" else " " for ch in text)
    return " ".join("".join(shown).split())
