"""The rules by which models are chosen, on both sides of each bound."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import sqrt
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.views.ranking import (
    ANY,
    Conditions,
    Entry,
    Limits,
    Range,
    Step,
    bands,
    candidates,
    dominated,
    front,
    next_step,
    ranking,
    ties,
    within,
)
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, variant


def entry(model: str, top1: Any, gmacs: Any = None, params: Any = None, year: int = 2021) -> Entry:
    """Gives an entry; numbers may be written as texts."""
    cost = [None if value is None else Decimal(str(value)) for value in (gmacs, params)]
    return Entry(model, Decimal(str(top1)), cost[0], cost[1], year)


def names(entries: Any) -> str:
    """Gives the models of some entries in a line."""
    return " ".join(item.model for item in entries)


def span(least: str | None = None, most: str | None = None) -> Range:
    """Gives a range."""
    return Range(Decimal(least) if least else None, Decimal(most) if most else None)


accuracies = st.decimals(min_value=1, max_value=100, places=2, allow_nan=False)
costs = st.none() | st.decimals(min_value="0.01", max_value=30, places=2, allow_nan=False)
allowed = st.none() | st.booleans()
entry_ = st.builds(
    Entry, st.sampled_from("abcdefgh"), accuracies, costs, costs, st.just(2021), costs, st.just(None), allowed
)
entries_ = st.lists(entry_, max_size=25)
ranges = st.builds(Range, costs, costs)
limits_ = st.builds(
    Limits, st.just(ANY), ranges, ranges, st.just(ANY), st.just(ANY) | ranges, st.just(ANY), st.booleans()
)


# Which results may be ranked


def told(**values: Any) -> dict[str, Any]:
    """Gives the values of a reading in the first setup."""
    return PLAIN | {"top1": 80, "params_m": 5, "compute_g": 1, "compute_unit": "macs"} | values


@pytest.mark.parametrize(
    ("values", "conditions", "on", "is_candidate"),
    [
        ({}, Conditions(), None, True),
        ({"exactness": "rounded"}, Conditions(), None, True),
        ({"exactness": "plot"}, Conditions(), None, False),
        ({"status": "disputed", "reason": "r"}, Conditions(), None, False),
        ({"kind": "quoted"}, Conditions(), None, False),
        ({"dataset": "imagenet-v2"}, Conditions(), None, False),
        ({"dataset": "imagenet-v2"}, Conditions(None, None, None, None), None, False),
        ({"top1": None, "top5": 94}, Conditions(), None, False),
        ({"pretrain": "imagenet-21k"}, Conditions(), None, False),
        ({"pretrain": "imagenet-21k"}, Conditions(data="imagenet-21k"), None, True),
        ({"pretrain": "imagenet-21k"}, Conditions(data=None), None, True),
        ({"pretrain": None}, Conditions(), None, False),
        ({"distilled": "soft"}, Conditions(), None, False),
        ({"distilled": "soft"}, Conditions(distilled="yes"), None, True),
        ({"distilled": None}, Conditions(), None, False),
        ({"distilled": None}, Conditions(distilled=None), None, True),
        ({"resolution": 208}, Conditions(), None, False),
        ({"resolution": 209}, Conditions(), None, True),
        ({"resolution": 240}, Conditions(), None, True),
        ({"resolution": 241}, Conditions(), None, False),
        ({"resolution": 256}, Conditions(resolution="256"), None, True),
        ({"evaluation": "knn"}, Conditions(), None, False),
        ({"evaluation": "knn"}, Conditions(evaluation="knn"), None, True),
        ({"base": "deit/DeiT-S"}, Conditions(), None, False),
        ({"base": "deit/DeiT-S"}, Conditions(), "deit/DeiT-S", True),
        ({"base": "deit/DeiT-B"}, Conditions(), "deit/DeiT-S", False),
        ({}, Conditions(), "deit/DeiT-S", False),
    ],
)
def test_candidates(values: dict[str, Any], conditions: Conditions, on: str | None, is_candidate: bool) -> None:
    """Sound accuracies on ImageNet-1K under the conditions are candidates; methods only for the model asked for."""
    found = candidates(results(paper("a", variant("A-S", reading(**told(**values))))).results, conditions, on)
    assert bool(found) is is_candidate


def test_an_entry_has_the_figures_of_its_result() -> None:
    """An entry tells model, accuracy, cost and year; counted costs stand in where nobody reports any."""
    bare = variant("A-S", reading(top1="78.30", **PLAIN), timm=MODEL)
    plain = variant("A-B", reading(**told(top1="79.0", compute_g="1.50")))
    unknown = variant("A-L", reading(top1=80, **PLAIN))
    given_ = results(paper("a", bare, plain, unknown, published={"year": 2024}), counts=counts(model_count()))
    found = candidates(given_.results)
    assert list(found) == [
        Entry("a/A-S", Decimal("78.30"), Decimal("1.102"), Decimal("5.578632"), 2024),
        Entry("a/A-B", Decimal("79.0"), Decimal("1.50"), Decimal(5), 2024),
        Entry("a/A-L", Decimal(80), None, None, 2024),
    ]
    assert list(found.values()) == list(given_.results)


# Limits


@pytest.mark.parametrize(
    ("limit", "value", "holds"),
    [
        (ANY, "5", True),
        (ANY, None, True),
        (span(most="6"), "6", True),
        (span(most="6"), "6.00", True),
        (span(most="6"), "6.01", False),
        (span(most="6"), None, None),
        (span(least="2"), "2", True),
        (span(least="2"), "1.99", False),
        (span("2", "6"), "1.99", False),
        (span("2", "6"), "2.01", True),
        (span("2", "6"), "5.99", True),
        (span("2", "6"), "6.01", False),
        (span("2", "6"), None, None),
    ],
)
def test_a_range_holds_on_its_very_edge(limit: Range, value: str | None, holds: bool | None) -> None:
    """Bounds belong to their range; of an unknown value nobody can say whether it lies inside."""
    assert limit.holds(Decimal(value) if value else None) is holds


@pytest.mark.parametrize(
    ("limits", "shown", "hidden", "with_unknown"),
    [
        (Limits(), "big light odd small", 0, "big light odd small"),
        (Limits(gmacs=span(most="1")), "light small", 1, "light odd small"),
        (Limits(params=span(most="6")), "odd small", 1, "light odd small"),
        (Limits(gmacs=span(most="1"), params=span(most="6")), "small", 2, "light odd small"),
        (Limits(gmacs=span(most="1"), params=span(most="3")), "", 1, "light"),
        (Limits(top1=span(least="80")), "big light", 0, "big light"),
        (Limits(year=span(least="2022")), "small", 0, "small"),
        (Limits(year=span(least="2023")), "", 0, ""),
    ],
)
def test_limits(limits: Limits, shown: str, hidden: int, with_unknown: str) -> None:
    """A value that is not known drops a model, which is counted if nothing else drops it, or passes when asked to."""
    entries = (
        entry("big", 82, 4, 20),
        entry("light", 81, "0.9"),
        entry("odd", 79, None, 5),
        entry("small", 75, 1, 6, year=2022),
    )
    kept, left_out = within(entries, limits)
    assert (names(kept), left_out) == (shown, hidden)
    kept, left_out = within(entries, limits, unknown=True)
    assert (names(kept), left_out) == (with_unknown, 0)


def test_one_entry_a_model() -> None:
    """A model stands with its highest accuracy, of equals with the least compute, then the fewest parameters."""
    entries = [
        entry("a", 80, 2, 5),
        entry("a", 80, 1, 6),
        entry("a", 80, 1, "5.5"),
        entry("a", 80, None, 1),
        entry("a", 79, "0.1", 1),
        entry("b", 80, None, None),
    ]
    assert within(entries, Limits())[0] == (entries[2], entries[5])
    assert within(entries[::-1], Limits())[0] == (entries[2], entries[5])


def test_limits_come_before_the_choice_of_an_entry() -> None:
    """A model that keeps the limits at one image size alone is shown at that one, and is not hidden."""
    small, large, vague = entry("a", 78, 1, 5), entry("a", 80, 4, 5), entry("a", 81, None, 5)
    assert within([large, vague, small], Limits(gmacs=span(most="2"))) == ((small,), 0)


# Ties and bands


@pytest.mark.parametrize(
    ("one", "ties_with", "differs_from"),
    [
        ("10", "9.632", "9.631"),
        ("50", "49.381", "49.380"),
        ("72.2", "71.643", "71.642"),
        ("80", "79.502", "79.501"),
        ("95", "94.727", "94.726"),
        ("99.9", "99.857", "99.856"),
        ("100", "99.993", "99.992"),
    ],
)
def test_ties_of_50000_images(one: str, ties_with: str, differs_from: str) -> None:
    """About half a point at 80 %, more in the middle, less at the ends; the order of the two does not matter."""
    first, near, far = Decimal(one), Decimal(ties_with), Decimal(differs_from)
    assert (ties(first, near), ties(near, first)) == (True, True)
    assert (ties(first, far), ties(far, first)) == (False, False)


@given(accuracies, accuracies)
def test_a_tie_is_the_bound_of_the_formula(one: Decimal, two: Decimal) -> None:
    """The bound is 1.96 standard errors of the difference of two shares of 50,000 images."""
    a, b = float(one) / 100, float(two) / 100
    distance, bound = abs(a - b), 1.96 * sqrt((a * (1 - a) + b * (1 - b)) / 50_000)
    if abs(distance - bound) > 1e-12:
        assert ties(one, two) == (distance < bound)


def test_bands() -> None:
    """A band ends where an accuracy differs from the first of the band, though it may tie with the one before it."""
    rows = [
        entry(name, top1) for name, top1 in (("a", 80), ("b", "79.7"), ("c", "79.502"), ("d", "79.501"), ("e", "78.9"))
    ]
    assert [names(band) for band in bands(rows)] == ["a b c", "d", "e"]
    assert bands([]) == ()


@given(entries_)
def test_bands_keep_the_order(entries: list[Entry]) -> None:
    """Bands part the rows and keep their order; all of a band tie with its first, which ties with no first before."""
    rows, _ = within(entries, Limits())
    parted = bands(rows)
    assert [item for band in parted for item in band] == list(rows)
    assert all(ties(band[0].top1, item.top1) for band in parted for item in band)
    assert not any(ties(before[0].top1, after[0].top1) for before, after in pairwise(parted))


# The cheapest, what is dominated, the next step


@pytest.mark.parametrize(
    ("entries", "cheapest"),
    [
        ([entry("best", 80, 1, 5), entry("tie", "79.502", "0.9", 6)], "tie"),
        ([entry("best", 80, 1, 5), entry("no tie", "79.501", "0.9", 6)], "best"),
        ([entry("best", 80, 1, 5), entry("equal", "79.9", 1, "4.9")], "equal"),
        ([entry("best", 80, 1, 5), entry("equal", "79.9", 1, 5)], "best"),
        ([entry("best", 80, None, 5), entry("known", "79.9", 9, 9)], "known"),
        ([entry("best", 80, 1, None), entry("known", "79.9", 1, 9)], "known"),
        ([entry("best", 80), entry("less", "79.9")], "best"),
    ],
)
def test_cheapest_within_the_tie(entries: list[Entry], cheapest: str) -> None:
    """Least compute, then fewest parameters, then highest accuracy; what is not known goes last."""
    found = ranking(entries).cheapest
    assert found is not None
    assert found.model == cheapest


@pytest.mark.parametrize(
    ("other", "is_dominated"),
    [
        (entry("x", 80, 1, 5), False),
        (entry("x", "79.9", 1, 5), True),
        (entry("x", 80, "1.1", 5), True),
        (entry("x", 80, 1, "5.1"), True),
        (entry("x", "80.1", 2, 9), False),
        (entry("x", 70, "0.9", 9), False),
        (entry("x", 70, 2, "4.9"), False),
        (entry("x", 70, None, 9), False),
        (entry("x", 70, 2, None), False),
    ],
)
def test_dominated(other: Entry, is_dominated: bool) -> None:
    """An entry dominates those that are better in nothing and worse in something, all costs being known."""
    one = entry("one", 80, 1, 5)
    assert (dominated(one, [one, other]) == (other,)) is is_dominated
    assert dominated(other, [one]) == ()


def test_nobody_is_dominated_by_an_unknown_cost() -> None:
    """An entry of unknown cost dominates nothing."""
    other = entry("x", 70, 2, 9)
    assert [dominated(one, [other]) for one in (entry("a", 80, None, 5), entry("a", 80, 1, None))] == [(), ()]


def test_next_step() -> None:
    """The cheapest that is better beyond the tie; its gain and what it costs more, as far as both are known."""
    best = entry("best", "79.501", 1, 5)
    tied, dear, near = entry("tied", "79.9", "1.1", 5), entry("dear", 84, 9, 50), entry("near", 80, "1.5", "4.5")
    assert next_step(best, [best, tied, dear]) == Step(dear, Decimal("4.499"), Decimal(8), Decimal(45))
    assert next_step(best, [best, tied, dear, near]) == Step(near, Decimal("0.499"), Decimal("0.5"), Decimal("-0.5"))
    assert next_step(best, [best, tied]) is None
    vague = entry("vague", 85)
    assert next_step(best, [vague]) == Step(vague, Decimal("5.499"), None, None)


def test_a_whole_ranking() -> None:
    """Bands of what keeps the limits, the hidden ones, the cheapest of the first band, and what more would cost."""
    rows = (
        entry("a", 80, "1.0", 6),
        entry("b", "79.8", "0.6", 5),
        entry("c", "78.0", "0.5", 4),
        entry("d", "79.0"),
        entry("e", "81.0", 2, 12),
        entry("f", "82.0", "1.9", 30),
    )
    found = ranking(rows, Limits(gmacs=span(most="1"), top1=span(most="81.5")))
    assert [names(band) for band in found.bands] == ["a b", "c"]
    assert names(found.rows) == "a b c"
    assert (found.hidden, found.cheapest) == (1, rows[1])
    assert found.step == Step(rows[4], Decimal("1.0"), Decimal("1.0"), Decimal(6))
    assert [names(band) for band in ranking(rows, Limits(gmacs=span(most="1")), unknown=True).bands] == [
        "a b",
        "d",
        "c",
    ]
    assert ranking(rows, Limits(gmacs=span(most="0.1"))) == ((), 1, None, None)


@given(entries_, limits_)
def test_every_ranking(entries: list[Entry], limits: Limits) -> None:
    """Each model stands at most once, within the limits; nothing in reach of them beats the best; the step does."""
    found = ranking(entries, limits)
    models = [item.model for item in found.rows]
    assert len(models) == len(set(models))
    assert all(limits.hold(item) for item in found.rows)
    assert all(item.top1 <= found.rows[0].top1 for item in entries if limits.hold(item))
    assert found.hidden == len({item.model for item in entries if limits.hold(item) is None} - set(models))
    if found.step:
        assert found.step.entry.top1 > found.rows[0].top1
        assert not limits.hold(found.step.entry)
    if found.rows:
        assert found.cheapest in found.bands[0]


@given(st.lists(entry_, max_size=25, unique_by=lambda item: item[:4]), limits_, st.randoms(use_true_random=False))
def test_order_of_entries_does_not_matter(entries: list[Entry], limits: Limits, chance: Random) -> None:
    """The same entries in another order give the same ranking; of those of equal figures the first one counts."""
    shuffled = chance.sample(entries, len(entries))
    assert ranking(shuffled, limits) == ranking(entries, limits)


# The front


def test_front() -> None:
    """By rising cost each is more accurate than all before; equals are on it together, unknown costs are not."""
    rows = [
        entry("dear", 80, 3),
        entry("twin", 79, 1),
        entry("cheap", 70, "0.5"),
        entry("equal", 79, 1),
        entry("worse", "78.9", 1),
        entry("late", 79, 2),
        entry("vague", 90),
    ]
    assert names(front(rows, lambda item: item.gmacs)) == "cheap equal twin dear"
    assert front(rows, lambda item: item.params) == ()


@given(entries_)
def test_nothing_beats_the_front(entries: list[Entry]) -> None:
    """No entry of known cost is cheaper and as accurate, or as cheap and more accurate, than one on the front."""
    known = [item for item in entries if item.params is not None]
    found = front(entries, lambda item: item.params)
    assert bool(found) is bool(known)
    beaten = [
        item
        for item in found
        for other in known
        if other.params is not None
        and item.params is not None
        and (other.params <= item.params and other.top1 >= item.top1)
        and (other.params, other.top1) != (item.params, item.top1)
    ]
    assert beaten == []
