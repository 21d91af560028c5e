"""Prose folded over the lines of a block: the reader joins them by spaces, and empty lines stand for line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvkb.yamlfile.decoding import LINE_BREAK
from lvkb.yamlfile.nodes import Node

FOLD_AT = 104
"""Columns of a line that is broken anew."""
LONGEST_LINE = 120
"""Columns up to which a line stays as its writer broke it."""

_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_PARAGRAPH = re.compile(r"\S(?:.*\S)?")


def folded_lines(text: str, node: Node, column: int) -> tuple[str, ...] | None:
    """Gives the lines of a text of a record as folded prose; None where folding would change it.

    A line break at its end is left out: the mark of the block tells it (`fold_mark`).

    Args:
        text: The text of the file.
        node: A single value in it.
        column: Column that the lines will begin in.
    """
    prose = node.text.removesuffix("\n")
    if node.style == ">":
        lines = tuple(line.strip() for line in LINE_BREAK.split(text[node.start : node.end].rstrip())[1:])
        if all(len(line) <= LONGEST_LINE - column for line in lines) and _unfolded(lines) == prose:
            return lines
    return fold(prose, column)


def fold_mark(node: Node) -> str:
    """Gives the mark of a block of folded prose; `>` leaves a line break at its end, `>-` none."""
    return ">" if node.text.endswith("\n") else ">-"


def fold(prose: str, column: int) -> tuple[str, ...] | None:
    """Gives the lines of folded prose; None where folding would change it.

    Args:
        prose: The prose; a line break in it starts a new paragraph.
        column: Column that the lines will begin in.
    """
    paragraphs = prose.split("\n")
    if not all(_PARAGRAPH.fullmatch(paragraph) for paragraph in paragraphs):
        return None
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*([""] if lines else ()), *_wrapped(paragraph, FOLD_AT - column)]
    return tuple(lines)


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in _SINGLE_SPACE.split(paragraph):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _unfolded(lines: tuple[str, ...]) -> str:
    """Gives what a reader makes of lines of prose."""
    text = ""
    for line in lines:
        text += "\n" if not line else line if not text or text.endswith("\n") else f" {line}"
    return text
