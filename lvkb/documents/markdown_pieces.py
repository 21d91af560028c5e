"""What stands in an item of a list, piece by piece: its texts and links as a reader sees them, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markdown_it.token import Token

from lvkb.documents import html_links
from lvkb.documents.markdown_parser import Parser, span
from lvkb.documents.text_links import addresses, has_host

_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:", re.MULTILINE)
_QUOTE_MARKS = re.compile(r"\n[ \t]*>[ \t>]*")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BOLD_TAGS = frozenset({"b", "strong"})
_QUIET_TAGS = frozenset({"i", "em", "ins", "u", "small", "cite"})
_CELL_TAGS = frozenset({"td", "th"})
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "details", "summary", "center", "tr", "hr"})
_LEVELS = {"strong_open": ("bold", 1), "strong_close": ("bold", -1), "em_open": ("quiet", 1), "em_close": ("quiet", -1)}

BREAK = "\v"
"""The text of a piece that stands for a line that ends on purpose; a line that was only wrapped ends in a line feed."""


class Piece(NamedTuple):
    """A text, or a link with its text.

    Attributes:
        text: What a reader sees; empty for a bare address and a link around an image.
        start: Offset of the text.
        url: Address of a link as written, empty for a text.
        url_start: Offset of the address.
        is_bold: Whether it is set in bold.
        is_quiet: Whether it is in italics, underlined, small, or code.
        cell: Number of its cell in a row.
    """

    text: str
    start: int
    url: str = ""
    url_start: int = 0
    is_bold: bool = False
    is_quiet: bool = False
    cell: int = 0


class Pieces:
    """Reads pieces of one text of Markdown."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = Parser()
        self._env: dict[str, Any] = {}
        if _DEFINED.search(text):
            self._parser.blocks(text, self._env)

    def of(self, start: int, end: int, cell: int = 0) -> list[Piece]:
        """Gives the pieces of what stands between two offsets; images are left out."""
        source = _QUOTE_MARKS.sub(lambda match: "\n" + " " * (len(match[0]) - 1), self._text[start:end])
        walk = _Walk(source, start, cell)
        for token in self._parser.inline(source, self._env):
            walk.take(token)
        walk.close_link()
        return [piece for piece in walk.found if piece.text or piece.url]


@dataclass(slots=True)
class _Walk:
    """Walks through the tokens of one item."""

    source: str
    offset: int
    cell: int
    found: list[Piece] = field(default_factory=list)
    at: int = 0
    bold: int = 0
    quiet: int = 0
    _link: Piece | None = None
    _link_end: int = 0
    _label: list[str] = field(default_factory=list)

    def take(self, token: Token) -> None:
        """Reads one token."""
        place = span(token)
        if place and token.type not in ("link_close", "code_inline"):
            self.at = max(self.at, place.start)
        if token.type in ("text", "code_inline"):
            self._say(token, place.start + 1 if place else self.at)
        elif token.type in ("softbreak", "hardbreak"):
            self._break("\n" if token.type == "softbreak" else BREAK)
        elif token.type in _LEVELS:
            name, step = _LEVELS[token.type]
            setattr(self, name, max(getattr(self, name) + step, 0))
        elif token.type == "link_open" and place:
            self._open(token, place.start, place.address)
            self._link_end = place.end
            self.at = place.start + 1
            return
        elif token.type == "link_close":
            self.close_link()
            self.at = max(self.at, self._link_end)
        elif token.type == "html_inline":
            self._tag(token.content)
        if place:
            self.at = max(self.at, place.end)

    def _open(self, token: Token, start: int, address: int) -> None:
        self.close_link()
        url = str(token.attrs["href"])
        is_placed = address > start and not token.meta.get("label")
        place = self.offset + (address if is_placed else start + (token.info == "auto"))
        self._link = Piece("", self.offset + start + 1, url, place, self.bold > 0, self.quiet > 0, self.cell)

    def _say(self, token: Token, at: int) -> None:
        if self._link is not None:
            self._label.append(token.content)
            self._link = self._link._replace(is_bold=self._link.is_bold or self.bold > 0)
        else:
            self.found += self._texts(token.content, at, is_quiet=self.quiet > 0 or token.type == "code_inline")
        if token.type == "text":
            self.at = min(self.at + len(token.content), len(self.source))

    def _texts(self, text: str, at: int, *, is_quiet: bool) -> Iterator[Piece]:
        """Gives a running text, and the addresses in it by themselves."""
        done = 0
        for found in addresses(text):
            yield self._piece(text[done : found.start], at + done, is_quiet=is_quiet)
            place = self._place(at + found.start)
            yield Piece("", place, found.url, place, self.bold > 0, is_quiet, self.cell)
            done = found.start + len(found.url)
        yield self._piece(text[done:], at + done, is_quiet=is_quiet)

    def _piece(self, text: str, at: int, *, is_quiet: bool) -> Piece:
        return Piece(text, self._place(at), "", 0, self.bold > 0, is_quiet, self.cell)

    def _place(self, at: int) -> int:
        return self.offset + min(at, len(self.source))

    def _break(self, text: str) -> None:
        if self._link is not None:
            self._label.append(" ")
        else:
            self.found.append(Piece(text, self._place(self.at), cell=self.cell))
        end = self.source.find("\n", self.at)
        if end >= 0:
            self.at = end + 1
            while self.at < len(self.source) and self.source[self.at] in " \t":
                self.at += 1

    def close_link(self) -> None:
        """Ends the link that is open."""
        if self._link is not None:
            text = " ".join("".join(self._label).split())
            is_bare = has_host(text) and text in (self._link.url, self._link.url.removesuffix("/"))
            self.found.append(self._link._replace(text="" if is_bare else text))
        self._link, self._label = None, []

    def _tag(self, tag: str) -> None:
        """Reads a tag of HTML in the text."""
        match = _TAG_NAME.match(tag)
        if match is None:
            return
        name, step = match[2].lower(), -1 if match[1] else 1
        if name == "a":
            self.close_link()
            target = next(html_links.links(tag), None) if step > 0 else None
            if target:
                place = self._place(self.at + target.start)
                self._link = Piece(
                    "", self._place(self.at + len(tag)), target.url, place, self.bold > 0, self.quiet > 0, self.cell
                )
        elif name in _BOLD_TAGS:
            self.bold = max(self.bold + step, 0)
        elif name in _QUIET_TAGS:
            self.quiet = max(self.quiet + step, 0)
        elif name in _CELL_TAGS and step > 0:
            self.cell += 1
        elif name in _BREAKS:
            if self._link is not None:
                self._label.append(" ")
            else:
                self.found.append(Piece(BREAK, self._place(self.at), cell=self.cell))
