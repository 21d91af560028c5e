"""What badges say of papers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views.badges import Badge, badges, is_confirmed
from tests.invented import PLAIN, paper, reading, results, variant

CONFIRMED = {"by": "https://forum.example/t/7", "date": "2026-11-25"}
SOURCES: dict[str, Any] = {
    "paper": {"arxiv": "2101.00001v1"},
    "zoo": {"url": "https://zoo.example/", "read": "2026-01-01"},
}


def confirmed(*sources: str, **values: Any) -> Paper:
    """Gives a paper with readings of two sources, some of which an author confirms."""
    told = {key: source | ({"confirmed": CONFIRMED} if key in sources else {}) for key, source in SOURCES.items()}
    return paper("a", variant("S", reading(top1=70), reading(source="zoo", top1=71)), sources=told, **values)


@pytest.mark.parametrize(
    ("one", "is_all"),
    [
        (confirmed(), False),
        (confirmed("paper"), False),
        (confirmed("paper", "zoo"), True),
        (confirmed(confirmed=CONFIRMED), True),
        (paper("a"), False),
    ],
    ids=["neither", "one source", "both sources", "record", "no reading"],
)
def test_all_figures_are_confirmed(one: Paper, is_all: bool) -> None:
    """A paper is confirmed when its record is, or every source that has readings."""
    assert is_confirmed(one) == is_all


def test_standing_on_the_front() -> None:
    """Of models on the front the smallest budget counts; beyond all, or without parameters, there is none."""
    models = (("a", "S", "5.6"), ("a", "B", 20), ("b", "L", 31), ("c", "X", None), ("d", "E", "6.0"))
    found = [
        paper(name, variant(model, reading(**PLAIN, top1=80, **({"params_m": size} if size else {}))))
        for name, model, size in models[1:]
    ]
    small = paper("a", *(variant(model, reading(**PLAIN, top1=80, params_m=size)) for _, model, size in models[:2]))
    derived = results(small, *found[1:])
    assert badges(derived, derived.results) == {
        "a": Badge(is_confirmed=False, front_m=Decimal(6), results=2),
        "b": Badge(is_confirmed=False, front_m=None, results=1),
        "c": Badge(is_confirmed=False, front_m=None, results=1),
        "d": Badge(is_confirmed=False, front_m=Decimal(6), results=1),
    }


def test_a_paper_without_results_has_no_badge() -> None:
    """There is nothing that a badge could say of it."""
    assert badges(results(paper("a")), ()) == {}
