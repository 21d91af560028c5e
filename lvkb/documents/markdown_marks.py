"""Markdown to the marks in it, in the order of the text: links, texts in bold and in quotes, items and rows."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import Any, NamedTuple

from markdown_it.token import Token

from lvkb.documents import html_links
from lvkb.documents.markdown_parser import Parser, span
from lvkb.documents.source_text import Positions
from lvkb.documents.stated_titles import is_title, quoted
from lvkb.documents.text_links import addresses, has_host

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_OPENING = {"list_item_open", "tr_open"}
_CLOSING = {"list_item_close", "tr_close"}
_CELLS = {"th_open", "td_open"}
_SPACES = {"softbreak", "hardbreak", "html_inline"}


class Kind(Enum):
    """What a mark is."""

    LINK = auto()
    """A link with an address behind its text, or an address by itself."""
    REFERENCE = auto()
    """A link whose address is defined elsewhere."""
    IMAGE = auto()
    """An image, of Markdown or HTML."""
    BOLD = auto()
    """A text in bold."""
    QUOTED = auto()
    """A text in double quotes that can be a title."""
    OPENED = auto()
    """An item of a list or a row of a table begins."""
    CLOSED = auto()
    """It ends."""


class Mark(NamedTuple):
    """A mark.

    Attributes:
        kind: What it is.
        end: Offset behind it, which marks are in the order of.
        start: Offset of the address of a link, of the text otherwise.
        url: The address with escapes resolved, empty when there is none.
        text: The text as a reader sees it, empty for an address by itself.
        text_start: Offset of the text.
        label: Name of a reference.
        own: A text in bold without the labels of links in it, such as [pdf], that can be no title.
    """

    kind: Kind
    end: int
    start: int = 0
    url: str = ""
    text: str = ""
    text_start: int = 0
    label: str = ""
    own: str = ""


class Definition(NamedTuple):
    """A reference definition, `[label]: address`.

    Attributes:
        label: Its name in the form that references are compared in.
        start: Offset of the address.
        url: The address.
    """

    label: str
    start: int
    url: str


class Markdown(NamedTuple):
    """A text of Markdown.

    Attributes:
        marks: Its marks in order.
        definitions: Its reference definitions, those of a name that is taken included.
    """

    marks: tuple[Mark, ...]
    definitions: tuple[Definition, ...]


def read(text: str) -> Markdown:
    """Reads a text in the form of `plain_lines`; any text will do, and nothing is raised.

    Code and comments hold no marks. What is nested too deep for the parser is read as running text.
    """
    env: dict[str, Any] = {}
    reader = _Reader(text)
    for token in reader.parser.blocks(text, env):
        reader.take(token)
    defined = [*env.get("references", {}).items(), *((d["label"], d) for d in env.get("duplicate_refs", ()))]
    definitions = tuple(reader.definition(label, reference) for label, reference in defined)
    marks = [*reader.marks, *reader.left_over()]
    return Markdown(tuple(sorted(marks, key=lambda mark: mark.end)), definitions)


def shown(text: str) -> str:
    """Gives the text of one paragraph or heading as a reader sees it: no markup, no images, breaks as spaces."""
    return "".join(map(_seen, _plain_parser().inline(text)))


@cache
def _plain_parser() -> Parser:
    return Parser()


def _seen(token: Token) -> str:
    """Gives what a reader sees of a token: nothing of an image, and a space for a break or a tag."""
    if token.type in _SPACES:
        return " "
    return token.content if token.type in ("text", "code_inline") else ""


class _Reader:
    """Walks through the blocks of a text."""

    def __init__(self, text: str) -> None:
        self.marks: list[Mark] = []
        self.parser = Parser()
        self._text = text
        self._starts = Positions(text).starts
        self._unread = bytearray(b"\1" * len(self._starts))
        self._cell = -1

    def take(self, token: Token) -> None:
        """Reads one block token."""
        if token.map and token.nesting == 0:
            first, last = token.map
            self._unread[first:last] = bytes(len(self._unread[first:last]))
        if token.type in _OPENING or token.type in _CLOSING:
            self._cell = self._starts[token.map[0]] if token.map and token.type == "tr_open" else -1
            place = self._starts[token.map[0]] if token.map else self.marks[-1].end if self.marks else 0
            self.marks.append(Mark(Kind.OPENED if token.type in _OPENING else Kind.CLOSED, place))
        elif token.type == "inline" and token.map:
            self.marks += _Inline(token, self._places(token)).marks()
        elif token.type == "html_block" and token.map:
            start, end = self._starts[token.map[0]], self._starts[min(token.map[1], len(self._starts) - 1)]
            self.marks += _of_html(self._text[start:end], start)

    def definition(self, label: str, reference: dict[str, Any]) -> Definition:
        """Gives a reference definition with its place."""
        url, (first, last) = reference["href"], reference["map"]
        self._unread[first:last] = bytes(len(self._unread[first:last]))
        start = self._text.find(self.parser.spelt.get(url, url), self._starts[first], self._starts[last])
        return Definition(label, max(start, self._starts[first]), url)

    def left_over(self) -> Iterator[Mark]:
        """Gives the addresses of lines that no token stands for: they are nested too deep."""
        for line, start in enumerate(self._starts[:-1]):
            if self._unread[line]:
                for found in addresses(self._text[start : self._starts[line + 1]]):
                    yield Mark(Kind.LINK, start + found.start, start + found.start, found.url)

    def _places(self, token: Token) -> _Places:
        """Gives where the lines of a paragraph, a heading or a cell stand in the text."""
        first = token.map[0] if token.map else 0
        if self._cell >= 0:
            raw = token.content.replace("|", r"\|")
            start = max(self._text.find(raw, self._cell, self._starts[first + 1]), self._cell)
            self._cell = start + len(raw)
            return _Places([0], [start], [match.start() for match in re.finditer(r"\|", token.content)])
        inside, outside, offset = [], [], 0
        for number, line in enumerate(token.content.split("\n"), first):
            start, end = self._starts[number], self._starts[min(number + 1, len(self._starts) - 1)]
            source, bare = self._text[start:end].rstrip(), line.strip()
            at = len(source) - len(bare) if source.endswith(bare) else max(source.find(bare), 0)
            inside.append(offset)
            outside.append(start + at - (len(line) - len(line.lstrip())))
            offset += len(line) + 1
        return _Places(inside, outside, [])


class _Places:
    """Offsets in a piece of Markdown to offsets in the file: its lines lack what stands before them there."""

    def __init__(self, inside: Sequence[int], outside: Sequence[int], escaped: Sequence[int]) -> None:
        self._inside = inside
        self._outside = outside
        self._escaped = escaped  # bars of a cell, each of which has a backslash before it in the file

    def __call__(self, offset: int) -> int:
        line = bisect_right(self._inside, offset) - 1
        return self._outside[line] + offset - self._inside[line] + bisect_right(self._escaped, offset)


class _Inline:
    """Reads the tokens of one paragraph, heading or cell."""

    def __init__(self, token: Token, place: _Places) -> None:
        self._source = token.content
        self._children = token.children or ()
        self._place = place
        self._found: list[Mark] = []
        self._masked: list[tuple[int, int]] = []
        self._link: Token | None = None
        self._label: list[str] = []
        self._bold: list[str] | None = None
        self._own: list[str] = []
        self._bold_start = 0
        self._is_inner = False  # whether the text in bold is a part of a link's text

    def marks(self) -> list[Mark]:
        """Gives the marks in order."""
        for child in self._children:
            if place := span(child):
                self._masked.append((place.start, place.end))
            if text := _seen(child):
                self._say(text)
            if handle := _HANDLERS.get(child.type):
                handle(self, child)
        self._found += self._of_text()
        return sorted(self._found, key=lambda mark: mark.end)

    def _say(self, text: str) -> None:
        if self._link is not None:
            self._label.append(text)
        if self._bold is not None and (self._link is None or self._is_inner):
            self._bold.append(text)
            self._own += [text] if self._link is None else []

    def _html(self, token: Token) -> None:
        if place := span(token):
            start = self._place(place.start)
            self._found += _of_html(token.content, start)

    def _image(self, token: Token) -> None:
        place = span(token)
        if place and "label" not in token.meta:
            start, end = self._place(place.address), self._place(place.end - 1)
            self._found.append(Mark(Kind.IMAGE, end, start, str(token.attrs["src"])))

    def _open_link(self, token: Token) -> None:
        self._link, self._label = token, []

    def _close_link(self, _: Token) -> None:
        link, text = self._link, "".join(self._label)
        self._link = None
        place = span(link) if link else None
        if not (link and place):
            return
        if self._bold is not None and not self._is_inner:
            self._bold.append(text)
            self._own += [text] if is_title(text) else []
        start, end = self._place(place.start), self._place(place.end - 1)
        url, label = str(link.attrs["href"]), str(link.meta.get("label", ""))
        if link.info == "auto":
            self._found += [Mark(Kind.LINK, end, start + 1, url)] if has_host(url) else []
        elif label:
            self._found.append(Mark(Kind.REFERENCE, end, start, url, text, start + 1, label))
        else:
            self._found.append(Mark(Kind.LINK, end, self._place(place.address), url, text, start + 1))

    def _open_bold(self, token: Token) -> None:
        if self._bold is None and (place := span(token)):
            self._bold, self._own, self._bold_start = [], [], place.end
            self._is_inner = self._link is not None

    def _close_bold(self, token: Token) -> None:
        text, self._bold = "".join(self._bold or ()), None
        if place := span(token):
            inside = self._source[self._bold_start : place.start]
            start = self._place(self._bold_start + len(inside) - len(inside.lstrip("[* ")))
            own = "".join(self._own)
            self._found.append(Mark(Kind.BOLD, self._place(place.start), start, text=text, text_start=start, own=own))

    def _of_text(self) -> Iterator[Mark]:
        """Gives addresses and quoted texts outside all markup."""
        text, offsets = _resolved(_without(self._source, self._masked))
        for found in addresses(text):
            start = self._place(offsets(found.start))
            yield Mark(Kind.LINK, start, start, found.url)
        for start, end, title in quoted(text):
            yield Mark(Kind.QUOTED, self._place(offsets(end)), self._place(offsets(start)), text=title)


_HANDLERS = {
    "html_inline": _Inline._html,  # noqa: SLF001
    "image": _Inline._image,  # noqa: SLF001
    "link_open": _Inline._open_link,  # noqa: SLF001
    "link_close": _Inline._close_link,  # noqa: SLF001
    "strong_open": _Inline._open_bold,  # noqa: SLF001
    "strong_close": _Inline._close_bold,  # noqa: SLF001
}


def _of_html(text: str, start: int) -> Iterator[Mark]:
    for found in html_links.links(text):
        kind = Kind.IMAGE if found.is_source else Kind.LINK
        yield Mark(kind, start + found.start, start + found.start, found.url)


def _without(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Gives a text with zero bytes in the place of markup, which no address and no quoted text goes beyond."""
    pieces, at = [], 0
    for start, end in sorted(ranges):
        pieces += [text[at:start], "\0" * (end - max(start, at))]
        at = max(at, end)
    return "".join((*pieces, text[at:]))


class _Offsets(NamedTuple):
    """Offsets in a text whose escapes are resolved to offsets in the text before."""

    after: list[int]
    before: list[int]

    def __call__(self, offset: int) -> int:
        piece = bisect_right(self.after, offset) - 1
        return self.before[piece] + offset - self.after[piece]


def _resolved(text: str) -> tuple[str, _Offsets]:
    """Gives a text with its backslash escapes and entities resolved, and the offsets of what is in it."""
    pieces, offsets, at, size = [], _Offsets([0], [0]), 0, 0
    for match in _ESCAPE.finditer(text):
        char = match[1] or html.unescape(match[0])
        pieces += [text[at : match.start()], char]
        size += match.start() - at + len(char)
        at = match.end()
        offsets.after.append(size)
        offsets.before.append(at)
    return "".join((*pieces, text[at:])), offsets
