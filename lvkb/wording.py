"""Numbers of things in English."""

from __future__ import annotations


def amount(number: int, noun: str, nouns: str = "") -> str:
    """Gives a number with its noun: `1 paper`, `2 papers`.

    Args:
        number: How many there are.
        noun: What one of them is called.
        nouns: What several are called, where that is not the noun with an s.
    """
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"
