"""Numbers of things and lists of words in English."""

from __future__ import annotations

from collections.abc import Iterable


def amount(number: int, noun: str, nouns: str = "") -> str:
    """Gives a number with its noun: `1 paper`, `2 papers`.

    Args:
        number: How many there are.
        noun: What one of them is called.
        nouns: What several are called, where that is not the noun with an s.
    """
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def first_of(words: Iterable[object], most: int, between: str = ", ") -> str:
    """Gives the first of some words, and how many more there are: `a, b and 3 more`.

    Args:
        words: The words.
        most: How many are shown.
        between: What stands between two of them.
    """
    shown = [str(word) for word in words]
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return between.join(shown[:most]) + more
