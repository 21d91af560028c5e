"""A text of Markdown to the marks in it, in the order of the text, and to its reference definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it.token import Token

from lvkb.documents.markdown_inline import Inline, Places, marks_of_html, seen
from lvkb.documents.markdown_marks import Definition, Kind, Mark, Markdown
from lvkb.documents.markdown_parser import Parser
from lvkb.documents.source_text import Positions
from lvkb.documents.text_links import addresses

_OPENING = {"list_item_open", "tr_open"}
_CLOSING = {"list_item_close", "tr_close"}


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
    return "".join(map(seen, _plain_parser().inline(text)))


@cache
def _plain_parser() -> Parser:
    return Parser()


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
            self.marks += Inline(token, self._places(token)).marks()
        elif token.type == "html_block" and token.map:
            start, end = self._starts[token.map[0]], self._starts[min(token.map[1], len(self._starts) - 1)]
            self.marks += marks_of_html(self._text[start:end], start)

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

    def _places(self, token: Token) -> Places:
        """Gives where the lines of a paragraph, a heading or a cell stand in the text."""
        first = token.map[0] if token.map else 0
        if self._cell >= 0:
            raw = token.content.replace("|", r"\|")
            start = max(self._text.find(raw, self._cell, self._starts[first + 1]), self._cell)
            self._cell = start + len(raw)
            return Places([0], [start], [match.start() for match in re.finditer(r"\|", token.content)])
        inside, outside, offset = [], [], 0
        for number, line in enumerate(token.content.split("\n"), first):
            start, end = self._starts[number], self._starts[min(number + 1, len(self._starts) - 1)]
            source, bare = self._text[start:end].rstrip(), line.strip()
            at = len(source) - len(bare) if source.endswith(bare) else max(source.find(bare), 0)
            inside.append(offset)
            outside.append(start + at - (len(line) - len(line.lstrip())))
            offset += len(line) + 1
        return Places(inside, outside, [])
