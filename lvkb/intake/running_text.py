"""The running text of an item: its pieces joined, with a sign for each link, and breaks where titles end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from lvkb.documents.markdown_pieces import BREAK, Piece
from lvkb.intake.label_words import Labels

LINK_SIGN = "\ufffc"
"""Stands for a link in the running text of an item."""

_WRAP_WIDTH = 60
_LAST_PARTS = 6


class RunningText(NamedTuple):
    """The running text of pieces, and where each of them stands in it and in the file.

    Attributes:
        text: The text.
        inside: Offset of each piece in the text.
        outside: Offset of each piece in the file.
    """

    text: str
    inside: list[int]
    outside: list[int]

    def offset(self, at: int) -> int:
        """Gives the offset in the file of what stands at an offset of the running text."""
        index = self.piece(at)
        return self.outside[index] + at - self.inside[index] if self.outside else 0

    def piece(self, at: int) -> int:
        """Gives the number of the piece at an offset of the running text."""
        return max(bisect_right(self.inside, at) - 1, 0)


def running_text(pieces: Sequence[Piece], *, links_shown: bool, labels: Labels | None = None) -> RunningText:
    """Gives the running text; with labels, what is in italics or underlined and no part of a title ends a line."""
    parts: list[str] = []
    inside: list[int] = []
    outside: list[int] = []
    size = line = 0
    for piece in pieces:
        text = piece.text
        if piece.url and not (links_shown and text):
            text = LINK_SIGN
        elif text == "\n":
            text = " " if line >= _WRAP_WIDTH else BREAK
        elif labels and piece.is_quiet and text.strip() and _ends_title(parts, text, labels):
            text = BREAK
        line = 0 if text == BREAK else line + len(text)
        parts.append(text)
        inside.append(size)
        outside.append(piece.start)
        size += len(text)
    return RunningText("".join(parts), inside, outside)


def _ends_title(parts: Sequence[str], text: str, labels: Labels) -> bool:
    whole = "".join(parts[-_LAST_PARTS:])
    before = whole.rstrip()[-1:]
    if whole.rfind("(") > whole.rfind(")"):
        return False  # a remark in brackets, which is taken off as a whole
    return before in tuple(",.;:-\u2013\u2014(\v") or labels.is_venue(text)
