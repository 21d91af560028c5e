"""Fronts held against another program's; it stands here since the mutants' environment has no such program."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import numpy as np
from paretoset import paretoset

from lvkb.views.ranking import Entry, Limits, Range, dominated, front, within


def tenths(chance: Random, least: int, most: int) -> Decimal:
    """Gives a random number of tenths, few enough that many are equal."""
    return Decimal(chance.randint(least, most)) / 10


def test_fronts_are_those_of_paretoset() -> None:
    """Under 200 random budgets the front is the one that another program finds."""
    chance = Random(11)  # noqa: S311
    rows = [
        Entry(str(number), tenths(chance, 700, 850), tenths(chance, 1, 60), tenths(chance, 10, 300))
        for number in range(300)
    ]
    for _ in range(200):
        limits = Limits(gmacs=Range(most=tenths(chance, 2, 60)), params=Range(most=tenths(chance, 10, 300)))
        kept, _hidden = within(rows, limits)
        points = np.array([[float(item.gmacs or 0), float(item.top1)] for item in kept]).reshape(-1, 2)
        mask = paretoset(points, sense=["min", "max"], distinct=False, use_numba=False) if kept else []
        theirs = {item.model for item, is_on in zip(kept, mask, strict=True) if is_on}
        assert {item.model for item in front(kept, lambda item: item.gmacs)} == theirs


def test_what_is_dominated_is_off_the_front_of_paretoset() -> None:
    """Under 200 random budgets the front of accuracy and both costs is all that nothing dominates."""
    chance = Random(12)  # noqa: S311
    rows = [
        Entry(str(number), tenths(chance, 700, 850), tenths(chance, 1, 60), tenths(chance, 10, 300))
        for number in range(100)
    ]
    for _ in range(200):
        limits = Limits(gmacs=Range(most=tenths(chance, 2, 60)), params=Range(most=tenths(chance, 10, 300)))
        kept, _hidden = within(rows, limits)
        points = np.array([[float(item.gmacs or 0), float(item.params or 0), float(item.top1)] for item in kept])
        sense = ["min", "min", "max"]
        mask = paretoset(points.reshape(-1, 3), sense=sense, distinct=False, use_numba=False) if kept else []
        theirs = {item.model for item, is_on in zip(kept, mask, strict=True) if is_on}
        beaten = {other.model for item in kept for other in dominated(item, kept)}
        assert {item.model for item in kept} - beaten == theirs
