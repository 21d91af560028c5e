"""The text of a document in the form that all readers take, and the lines and columns in it."""

from __future__ import annotations

import re
from bisect import bisect_right


def plain_lines(text: str) -> str:
    """Gives a text whose lines all end in a line feed, without zero bytes; lines and columns stay what they were."""
    return re.sub("\r\n?", "\n", text).replace("\0", "\ufffd")


class Positions:
    """Lines and columns of a text in the form of `plain_lines`.

    Attributes:
        starts: Offset at which each line starts, and the length of the text behind them.
    """

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]

    def at(self, offset: int) -> tuple[int, int]:
        """Gives line and column in characters, both from 1."""
        line = bisect_right(self.starts, offset, hi=len(self.starts) - 1)
        return line, offset - self.starts[line - 1] + 1
