"""Ranges and pairs in words, both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.errors import WrongUse
from lvkb.views.question_words import RANGES, Asked, AskedSetup, asked_of, question_of, range_of, range_text
from lvkb.views.ranking import Range
from lvkb.views.workspace import workspace
from tests.invented import PLAIN, paper, reading, results, variant

numbers = st.decimals(min_value=0, max_value=10_000, places=3, allow_nan=False)


@given(st.sampled_from(RANGES), numbers, numbers, st.sampled_from(("both", "least", "most")))
def test_a_range_comes_back(name: str, one: Decimal, two: Decimal, sides: str) -> None:
    """What is written of a range is read as the same range."""
    least, most = sorted((one, two))
    limit = Range(least if sides != "most" else None, most if sides != "least" else None)
    assert range_of(name, range_text(name, limit)) == limit


@given(st.sampled_from(RANGES), st.text(max_size=30))
def test_any_text_is_a_range_or_refused(name: str, text: str) -> None:
    """A text is read as a range with a bound, or refused in one printable line."""
    said, limit = "", None
    try:
        limit = range_of(name, text)
    except WrongUse as error:
        said = str(error)
    assert said.isprintable()
    assert bool(said) is (limit is None)
    assert limit != Range()


@pytest.mark.parametrize(
    ("name", "text", "limit"),
    [
        ("params", "6", Range(most=Decimal(6))),
        ("top1", "75.5", Range(least=Decimal("75.5"))),
        ("top1", "-80", Range(most=Decimal(80))),
        ("gmacs", " .5-2 ", Range(Decimal(".5"), Decimal(2))),
        ("year", "2023", Range(least=Decimal(2023))),
        ("ms", "2-", Range(least=Decimal(2))),
    ],
)
def test_ranges(name: str, text: str, limit: Range) -> None:
    """A single number is the most of what costs, and the least of what is wanted."""
    assert range_of(name, text) == limit


def test_pairs() -> None:
    """Pairs of key and value ask the same as the options."""
    pairs = ("params=2-6", " device = Galaxy S24", "resolution=any", "timm=yes", "commercial=no", "unknown=1")
    assert asked_of(pairs) == Asked(
        ranges={"params": "2-6"},
        setup=AskedSetup(resolution="any"),
        device="Galaxy S24",
        timm=True,
        unknown=True,
    )


def test_many_known_words_are_told_by_the_first() -> None:
    """Where too many words are known to tell all, the first stand in quotes: none is a word too."""
    rows = [reading(top1=80, **PLAIN | {"pretrain": f"data-{nr}"}) for nr in range(12)]
    space = workspace(results(paper("a", *(variant(f"A{nr}", row) for nr, row in enumerate(rows)))))
    with pytest.raises(WrongUse) as error:
        question_of(Asked(setup=AskedSetup(pretrain="qq")), space)
    shown = '"none", "data-0", "data-1", "data-2", "data-3" and 9 more'
    assert str(error.value) == f'--pretrain "qq" is not known. There are {shown}.'
