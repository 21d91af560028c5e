"""Tables of Markdown (GFM), with or without bars at the ends of rows; HTML and TeX inside cells is read too."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from lvkb.documents.html_tables import TAG
from lvkb.documents.markdown_parser import Parser
from lvkb.documents.table_grid import MAX_COLUMNS, Grid, Placed, Source, seen, spread
from lvkb.documents.tex_text import plain
from lvkb.documents.tex_tokens import tokens

_DELIMITER = re.compile(r"[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*+")
_BAR = re.compile(r"\\.|\|", re.DOTALL)
_MATH = re.compile(r"(?<!\\)\$([^$\n]{1,200})(?<!\\)\$")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_LONGEST = 2_000
"""Characters of a cell or line that is read as Markdown; no cell of a table is so long."""

_OWN_TAGS = {"sup": "^{", "sub": "_{"}
_STRUCK = frozenset({"del", "s", "strike"})


def tables(source: Source) -> Iterator[Grid]:
    """Gives the tables of a text: rows of cells one below the other, with or without a row of dashes below the first.

    Raises:
        TableRefused: A table is too large.
    """
    lines = list(source.lines())
    blocks = list(_blocks(lines))
    parser = Parser()
    inside = {number for first, last in blocks for number in range(first, last)}
    notes = seen(" ".join(_shown(line, parser) for number, (_, line) in enumerate(lines) if number not in inside))
    for first, last in blocks:
        yield _grid(lines[first:last], source, notes, parser)


def _blocks(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Gives the first line of each table and the one behind its last; a line with a bar is a row."""
    first: int | None = None
    for number, (_, line) in enumerate((*lines, (0, ""))):
        is_row = "|" in line and bool(line.strip(" \t|"))
        if is_row and first is None:
            first = number
        elif not is_row and first is not None and not (line.strip(" \t>") and line.strip(" \t|") == ""):
            if number - first > 1:
                yield first, number
            first = None


def _grid(rows: Sequence[tuple[int, str]], source: Source, notes: str, parser: Parser) -> Grid:
    heads = 1 if len(rows) > 1 and _DELIMITER.fullmatch(rows[1][1]) else 0
    placed = (
        [Placed(source.cell(_shown(text, parser), offset, is_head=number < heads)) for offset, text in _cells(line, at)]
        for number, (at, line) in enumerate(rows)
        if not _DELIMITER.fullmatch(line)
    )
    return Grid(spread(placed, source, rows[0][0]), notes)


def _cells(line: str, start: int) -> Iterator[tuple[int, str]]:
    """Gives the cells of a row with their offsets; a bar behind a backslash parts none."""
    end = len(line.rstrip())
    at = len(line) - len(line.lstrip(" \t>"))
    if line[at : at + 1] == "|":
        at += 1
    pieces: list[tuple[int, str]] = []
    for match in _BAR.finditer(line, at, end):
        if match[0] == "|":
            pieces.append((at, line[at : match.start()]))
            at = match.end()
    if at < end:
        pieces.append((at, line[at:end]))
    pieces = pieces[: MAX_COLUMNS + 1]  # more make no table
    for offset, text in pieces:
        yield start + offset + len(text) - len(text.lstrip()), text.strip().replace("\\|", "|")


def _shown(text: str, parser: Parser) -> str:
    """Gives what a reader sees of a cell or a line."""
    if len(text) > _LONGEST or not any(sign in text for sign in "$\\[*_`<&~!"):
        return text
    text = _MATH.sub(lambda match: plain(list(tokens(f"${match[1]}$"))), text)
    text = _NOTE.sub(r"^{\1}", text)
    pieces: list[str] = []
    hidden = 0
    for token in parser.inline(text):
        piece, step = _piece(token)
        hidden = max(hidden + step, 0)
        pieces += [piece] if not hidden else []
    return "".join(pieces)


def _piece(token: Token) -> tuple[str, int]:
    """Gives the text of a token, and 1 or -1 where what is struck out begins or ends."""
    if token.type in ("text", "code_inline"):
        return token.content, 0
    if token.type in ("s_open", "s_close"):
        return "", token.nesting
    if token.type in ("softbreak", "hardbreak"):
        return " ", 0
    if token.type != "html_inline" or not (tag := TAG.match(token.content)) or not tag["name"]:
        return "", 0
    name = html.unescape(tag["name"]).lower()
    if name in _STRUCK:
        return "", -1 if tag["closing"] else 1
    if name in _OWN_TAGS:
        return "}" if tag["closing"] else _OWN_TAGS[name], 0
    return "\n" if name == "br" else "", 0
