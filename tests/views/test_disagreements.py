"""Where the authors' own sources disagree."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Reading
from lvkb.views.disagreements import disagreements
from tests.invented import merged, reading


def told(*readings: Reading) -> list[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """Gives the disagreements among readings of one variant: variant, metric, and values with their places."""
    found = disagreements(merged(*readings))
    return [
        (item.result.variant.name, item.metric.key, tuple((str(v), source, at) for v, source, at in item.told))
        for item in found
    ]


def test_sources_that_differ_are_told() -> None:
    """Paper and repository with different accuracy under one protocol are a disagreement with both places."""
    assert told(reading(top1="78.3"), reading(source="zoo", at="row 2", top1="78.1")) == [
        ("A-S", "top1", (("78.3", "paper", "Table 1"), ("78.1", "zoo", "row 2")))
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"source": "paper", "top1": 79},
        {"top1": 79, "resolution": 384},
        {"top1": 79, "kind": "quoted"},
        {"top1": 79, "exactness": "plot"},
        {"params_m": "5.6"},
    ],
)
def test_no_disagreement(other: dict[str, object]) -> None:
    """Rows of one source, other protocols, quotes, plots and other quantities do not contradict each other."""
    assert told(reading(top1="78.3", resolution=224), reading(**{"source": "zoo", "at": "row 2", **other})) == []


def zoo(**values: Any) -> Reading:
    """Gives a reading of the repository."""
    return reading(**{"source": "zoo", "at": "row 2", **values})


MACS, FLOPS = {"compute_unit": "macs"}, {"compute_unit": "flops"}


@pytest.mark.parametrize(
    ("one", "two", "metric"),
    [
        ({"top1": "78.3"}, {"top1": "78.4"}, "top1"),
        ({"params_m": "5.6"}, {"params_m": "5.8"}, "params_m"),
        ({"compute_g": "1.1", **MACS}, {"compute_g": "1.3", **MACS}, "compute_g"),
        ({"compute_g": "1.1", **MACS}, {"compute_g": "2.2", **FLOPS}, ""),
        ({"compute_g": "1.1", **MACS}, {"compute_g": "2.2", "compute_unit": "unstated"}, ""),
        ({"compute_g": "2.1", **FLOPS}, {"compute_g": "2.2", **FLOPS}, "compute_g"),
        ({"top5": "94.0"}, {"top5": "95.0"}, ""),
        ({"top1": "78.3"}, {"top1": "78.34"}, ""),
        ({"top1": "78.3"}, {"top1": "78.35"}, ""),
        ({"top1": "78.3"}, {"top1": "78.36"}, "top1"),
        ({"top1": "78"}, {"top1": "78.5"}, ""),
        ({"top1": "78"}, {"top1": "78.6"}, "top1"),
        ({"top1": "78.3"}, {"top1": "79.0", "exactness": "rounded"}, ""),
        ({"top1": "78.3"}, {"top1": "79.0", "status": "disputed", "reason": "r"}, ""),
        ({"top1": "78.3"}, {"top1": "79.0", "kind": "measured"}, ""),
    ],
)
def test_what_counts_as_a_disagreement(one: dict[str, Any], two: dict[str, Any], metric: str) -> None:
    """Accuracy, parameters and compute in one unit disagree when no rounding makes them one, and both are exact."""
    for first, second in ((one, two), (two, one)):
        assert [key for _, key, _ in told(reading(**first), zoo(**second))] == ([metric] if metric else [])


def test_each_unit_for_itself() -> None:
    """Compute that disagrees under one name of its unit is told with the readings of that name alone."""
    rows = (
        reading(compute_g="1.1", **MACS),
        zoo(compute_g="1.2", **MACS),
        reading(source="blog", compute_g="2.2", **FLOPS),
    )
    assert told(*rows) == [("A-S", "compute_g", (("1.1", "paper", "Table 1"), ("1.2", "zoo", "row 2")))]


def test_a_source_with_two_values_says_neither() -> None:
    """A source that tells several numbers for one result is no side of a disagreement; the others are."""
    rows = (reading(params_m="5.6"), reading(params_m="5.9", at="Table 2"), zoo(params_m="5.3"))
    assert told(*rows) == []
    third = reading(source="blog", at="T", params_m="5.0")
    assert told(*rows, third) == [("A-S", "params_m", (("5.3", "zoo", "row 2"), ("5.0", "blog", "T")))]


def test_a_source_that_repeats_itself_is_one_side() -> None:
    """The same number in two tables of one source is told once, with its first place."""
    rows = (reading(params_m="5.6"), reading(params_m="5.6", at="Table 2"), zoo(params_m="5.3"))
    assert told(*rows) == [("A-S", "params_m", (("5.6", "paper", "Table 1"), ("5.3", "zoo", "row 2")))]


def test_metrics_in_their_order() -> None:
    """A result that disagrees in several metrics is told of each: accuracy, parameters, compute."""
    one, two = {"top1": 78, "params_m": 5, "compute_g": 1}, {"top1": 80, "params_m": 7, "compute_g": 3}
    found = told(reading(**one, **MACS), zoo(**two, **MACS))
    assert [metric for _, metric, _ in found] == ["top1", "params_m", "compute_g"]
