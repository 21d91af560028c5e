"""What reports of changes are made of: rows in text and in Markdown, and parts that are cut to a length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.code_spans import code
from lvkb.render.change_rows import Row
from lvkb.wording import amount

MOST_OF_A_NAME = 120
"""Characters of a name in Markdown."""

_MOST_OF_A_VALUE = 240
_MOST_ROWS = 60
"""Rows of one section in Markdown."""

_ROOM_FOR_MORE = 100
"""Characters that a line on what is left out takes at most."""


class Part(NamedTuple):
    """A part of a Markdown report, whose rows may be cut while head and foot stay."""

    head: str
    rows: tuple[str, ...]
    foot: str = ""

    def within(self, room: int, command: str) -> str:
        """Gives as much of it as has room, and the command that shows the rest; empty when not even one row has."""
        room -= len(self.head) + len(self.foot) + _ROOM_FOR_MORE
        shown: list[str] = []
        for row in self.rows[:_MOST_ROWS]:
            room -= len(row)
            if room < 0:
                break
            shown.append(row)
        cut = len(self.rows) - len(shown)
        more = f"\n- and {cut} more; `{command}` shows them all\n" if cut else ""
        return "".join((self.head, *shown, more, self.foot)) if shown else ""


def text_row(row: Row) -> Iterator[str]:
    """Gives a row as lines for a terminal."""
    yield f"  {row.subject}: {row.what}"
    for word, value in row.details:
        yield f"    {word} {value}"


def markdown_row(row: Row) -> str:
    """Gives a row as an item of a list; values stand as code, so that they are no markup, mention or reference."""
    details = "".join(f"<br>{_word(word)} {code(value, _MOST_OF_A_VALUE)}" for word, value in row.details)
    return f"- {code(row.subject, MOST_OF_A_NAME)} {code(row.what)}{details}\n"


def _word(word: str) -> str:
    return code(word) if word.startswith("LV") else word


def fitting(head: str, parts: Iterable[Part], tail: str, most: int, command: str) -> str:
    """Gives as much of the parts as has room, the first ones first; no fold stays open.

    Args:
        head: What stands before them.
        parts: The parts.
        tail: What stands behind them.
        most: Characters of the whole.
        command: Shows what is left out.
    """
    left, texts, cut = most - len(head) - len(tail) - _ROOM_FOR_MORE, [head], 0
    for part in parts:
        text = part.within(left, command)
        left -= len(text)
        texts.append(text)
        cut += not text
    more = f"\n{amount(cut, 'section')} left out for length; `{command}` shows all.\n" if cut else ""
    return "".join((*texts, more, tail))
