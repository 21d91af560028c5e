"""Words that were probably meant where one is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

_SHORTEST_PART = 3
_MOST_COMPARED = 100
"""How much of a word is compared: it may be of any length, and comparing takes time with its square."""


def near_words(word: str, known: Collection[str], most: int = 3, likeness: float = 0.6) -> tuple[str, ...]:
    """Gives known words that one was probably meant to be, the nearest first.

    Args:
        word: What was written.
        known: What could have been; where two are equally near, the earlier one goes first.
        most: How many to give at most.
        likeness: How alike two words must be, from 0 to 1, as `difflib.SequenceMatcher.ratio` has it.
    """
    return tuple(get_close_matches(word, list(known), n=most, cutoff=likeness))


def meant_words(word: str, known: Collection[str], most: int = 5) -> tuple[str, ...]:
    """Gives known words that one was probably meant to be: those written nearly so, else those that it is a part of.

    Args:
        word: What was written; a part has three letters at least, in capitals or not.
        known: What could have been.
        most: How many to give at most of those that it is a part of.
    """
    part = word.casefold()
    inside = [name for name in known if len(word) >= _SHORTEST_PART and part in name.casefold()]
    return near_words(word[:_MOST_COMPARED], known) or tuple(inside[:most])


def did_you_mean(words: Iterable[str], *, quoted: bool = False) -> str:
    """Asks whether one of some words was meant: `Did you mean a, b?`; empty without any."""
    shown = ", ".join(f'"{word}"' if quoted else word for word in words)
    return f"Did you mean {shown}?" if shown else ""
