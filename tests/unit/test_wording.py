"""Numbers of things, and words that were meant."""

from __future__ import annotations

import pytest

from lvkb.near_words import did_you_mean, near_words
from lvkb.wording import amount, first_of


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1000, "1000 papers"), (-1, "-1 papers")]
)
def test_amounts(number: int, told: str) -> None:
    """One thing has the noun as it is, all other numbers its plural."""
    assert amount(number, "paper") == told


def test_plurals_of_their_own() -> None:
    """A plural that is not made with an s is named."""
    assert [amount(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


@pytest.mark.parametrize(("words", "told"), [("", ""), ("a", "a"), ("abc", "a, b, c"), ("abcd", "a, b, c and 1 more")])
def test_first_of_many(words: str, told: str) -> None:
    """Up to the number all are named, beyond it the first ones with the number of the others."""
    assert first_of(words, 3) == told


KNOWN = ("reading", "readings", "record", "source")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("readng", ("reading", "readings")),
        ("readings", ("readings", "reading")),
        ("soruce", ("source",)),
        ("zebra", ()),
        ("", ()),
    ],
)
def test_near_words(word: str, near: tuple[str, ...]) -> None:
    """Known words that are like one enough come nearest first, and none when there is no such."""
    assert near_words(word, KNOWN) == near


def test_how_many_words_and_how_like() -> None:
    """There are at most as many words as wanted, and the bound of likeness belongs to those that are like enough."""
    assert near_words("readng", KNOWN, most=1) == ("reading",)
    assert near_words("ab", ["ac"], likeness=0.5) == ("ac",)
    assert near_words("ab", ["ac"], likeness=0.51) == ()


def test_questions() -> None:
    """A question names all words, in quotes if wanted; without words there is none."""
    assert did_you_mean(("a", "b")) == "Did you mean a, b?"
    assert did_you_mean(("a",), quoted=True) == 'Did you mean "a"?'
    assert did_you_mean(()) == ""
