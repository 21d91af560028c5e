"""One paragraph, heading or cell of Markdown to its marks, each with its place in the file."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from lvkb.documents import html_links
from lvkb.documents.markdown_marks import Kind, Mark
from lvkb.documents.markdown_parser import span
from lvkb.documents.stated_titles import is_title, quoted
from lvkb.documents.text_links import addresses, has_host

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_SPACES = {"softbreak", "hardbreak", "html_inline"}


def seen(token: Token) -> str:
    """Gives what a reader sees of a token: nothing of an image, and a space for a break or a tag."""
    if token.type in _SPACES:
        return " "
    return token.content if token.type in ("text", "code_inline") else ""


class Places:
    """Offsets in a piece of Markdown to offsets in the file: its lines lack what stands before them there."""

    def __init__(self, inside: Sequence[int], outside: Sequence[int], escaped: Sequence[int]) -> None:
        self._inside = inside
        self._outside = outside
        self._escaped = escaped  # bars of a cell, each of which has a backslash before it in the file

    def at(self, offset: int) -> int:
        """Gives the offset in the file."""
        line = bisect_right(self._inside, offset) - 1
        return self._outside[line] + offset - self._inside[line] + bisect_right(self._escaped, offset)


class Inline:
    """Reads the tokens of one paragraph, heading or cell."""

    def __init__(self, token: Token, places: Places) -> None:
        self._source = token.content
        self._children = token.children or ()
        self._places = places
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
            if text := seen(child):
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
            start = self._places.at(place.start)
            self._found += marks_of_html(token.content, start)

    def _image(self, token: Token) -> None:
        place = span(token)
        if place and "label" not in token.meta:
            start, end = self._places.at(place.address), self._places.at(place.end - 1)
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
        start, end = self._places.at(place.start), self._places.at(place.end - 1)
        url, label = str(link.attrs["href"]), str(link.meta.get("label", ""))
        if link.info == "auto":
            self._found += [Mark(Kind.LINK, end, start + 1, url)] if has_host(url) else []
        elif label:
            self._found.append(Mark(Kind.REFERENCE, end, start, url, text, start + 1, label))
        else:
            self._found.append(Mark(Kind.LINK, end, self._places.at(place.address), url, text, start + 1))

    def _open_bold(self, token: Token) -> None:
        if self._bold is None and (place := span(token)):
            self._bold, self._own, self._bold_start = [], [], place.end
            self._is_inner = self._link is not None

    def _close_bold(self, token: Token) -> None:
        text, self._bold = "".join(self._bold or ()), None
        if place := span(token):
            inside = self._source[self._bold_start : place.start]
            start = self._places.at(self._bold_start + len(inside) - len(inside.lstrip("[* ")))
            own = "".join(self._own)
            self._found.append(
                Mark(Kind.BOLD, self._places.at(place.start), start, text=text, text_start=start, own=own)
            )

    def _of_text(self) -> Iterator[Mark]:
        """Gives addresses and quoted texts outside all markup."""
        text, offsets = _resolved(_without(self._source, self._masked))
        for found in addresses(text):
            start = self._places.at(offsets.at(found.start))
            yield Mark(Kind.LINK, start, start, found.url)
        for start, end, title in quoted(text):
            yield Mark(Kind.QUOTED, self._places.at(offsets.at(end)), self._places.at(offsets.at(start)), text=title)


_HANDLERS = {
    "html_inline": Inline._html,  # noqa: SLF001
    "image": Inline._image,  # noqa: SLF001
    "link_open": Inline._open_link,  # noqa: SLF001
    "link_close": Inline._close_link,  # noqa: SLF001
    "strong_open": Inline._open_bold,  # noqa: SLF001
    "strong_close": Inline._close_bold,  # noqa: SLF001
}


def marks_of_html(text: str, start: int) -> Iterator[Mark]:
    """Gives the links and images of a piece of HTML that stands at an offset of the file."""
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

    def at(self, offset: int) -> int:
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
