"""Words that were probably meant where one is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches


def near_words(word: str, known: Collection[str], most: int = 3, likeness: float = 0.6) -> tuple[str, ...]:
    """Gives known words that one was probably meant to be, the nearest first.

    Args:
        word: What was written.
        known: What could have been; where two are equally near, the earlier one goes first.
        most: How many to give at most.
        likeness: How alike two words must be, from 0 to 1, as `difflib.SequenceMatcher.ratio` has it.
    """
    return tuple(get_close_matches(word, list(known), n=most, cutoff=likeness))


def did_you_mean(words: Iterable[str], *, quoted: bool = False) -> str:
    """Asks whether one of some words was meant: `Did you mean a, b?`; empty without any."""
    shown = ", ".join(f'"{word}"' if quoted else word for word in words)
    return f"Did you mean {shown}?" if shown else ""
