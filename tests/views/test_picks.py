"""The best results under a budget."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views.picks import picks
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, variant

FAIR: dict[str, Any] = PLAIN | {"top1": 80, "params_m": 5, "compute_g": 1, "compute_unit": "macs"}


def fair(identity: str, *, name: str | None = None, **values: Any) -> Paper:
    """Gives a paper with one result that may be a pick, but for the values given."""
    return paper(identity, variant(name or f"{identity.upper()}-S", reading(**FAIR | values)))


def picked(*papers: Paper, count: int | None = None, **values: Any) -> dict[str, list[str]]:
    """Gives the variants that are picked, by budget."""
    given = results(*papers, **values).results
    found = picks(given) if count is None else picks(given, count)
    return {str(pick.budget_m): [result.variant.name for result in pick.best] for pick in found}


def is_picked(one: Paper, **values: Any) -> bool:
    """Tells whether a paper with one result is picked at all."""
    return any(picked(one, **values).values())


@pytest.mark.parametrize(
    ("params", "budgets"),
    [
        ("3", ["3", "6", "12", "30"]),
        ("3.00", ["3", "6", "12", "30"]),
        ("3.01", ["6", "12", "30"]),
        ("6", ["6", "12", "30"]),
        ("6.01", ["12", "30"]),
        ("12", ["12", "30"]),
        ("12.1", ["30"]),
        ("30", ["30"]),
        ("30.1", []),
    ],
)
def test_a_budget_holds_on_its_very_edge(params: str, budgets: list[str]) -> None:
    """A model stands in each budget that its parameters do not exceed, and in the order of the budgets."""
    found = picked(fair("a", params_m=params))
    assert list(found) == ["3", "6", "12", "30"]
    assert [budget for budget, names in found.items() if names] == budgets


@pytest.mark.parametrize(
    ("values", "picks_it"),
    [
        ({}, True),
        ({"exactness": "rounded"}, True),
        ({"exactness": "plot"}, False),
        ({"status": "disputed", "reason": "Two tables differ."}, False),
        ({"kind": "quoted"}, False),
        ({"kind": "measured"}, False),
        ({"base": "DeiT-S"}, False),
        ({"setting": {"tokens": 98}}, True),
        ({"resolution": 209}, True),
        ({"resolution": 208}, False),
        ({"resolution": 240}, True),
        ({"resolution": 241}, False),
        ({"resolution": None}, False),
        ({"pretrain": "imagenet-21k"}, False),
        ({"pretrain": None}, False),
        ({"distilled": "hard"}, False),
        ({"distilled": None}, False),
        ({"evaluation": "knn"}, False),
        ({"dataset": "imagenet-v2"}, False),
        ({"params_m": None}, False),
        ({"compute_g": None, "compute_unit": None}, False),
        ({"compute_g": 6}, True),
        ({"compute_g": "6.1"}, False),
        ({"top1": None, "top5": 95}, False),
    ],
)
def test_only_fair_results_are_picked(values: dict[str, Any], picks_it: bool) -> None:
    """A pick is a sound accuracy of a lightweight model of known size and compute, in the plain setup."""
    assert is_picked(fair("a", **values)) is picks_it


def test_adjacent_papers_are_not_picked() -> None:
    """A paper of adjacent scope is in no budget, whatever it reports."""
    assert not is_picked(paper("a", variant("A-S", reading(**FAIR)), scope="adjacent"))


def test_counted_figures_stand_in() -> None:
    """Where nobody reports parameters or compute, those counted on the model are held against the budget."""
    bare = {**FAIR, "params_m": None, "compute_g": None, "compute_unit": None}
    one = paper("a", variant("A-S", reading(**bare), timm=MODEL))
    assert picked(one, counts=counts(model_count(params=5_578_632))) == {
        "3": [],
        "6": ["A-S"],
        "12": ["A-S"],
        "30": ["A-S"],
    }
    assert not is_picked(one, counts=counts(model_count(sizes=((224, 18_600_000_000),))))
    assert not is_picked(one)


def test_the_highest_accuracy_goes_first() -> None:
    """Leaders stand by falling accuracy as numbers, whatever their order in the catalogue or their digits."""
    papers = (fair("a", top1="79.9"), fair("b", top1="80.05"), fair("c", top1="9.9"), fair("d", top1="80.1"))
    assert picked(*papers)["6"] == ["D-S", "B-S", "A-S"]


def test_a_budget_has_as_many_papers_as_asked_for() -> None:
    """The three best papers stand in a budget, or as many as are asked for."""
    papers = [fair(name) for name in "abcde"]
    assert [len(picked(*papers)["6"]), len(picked(*papers, count=2)["6"]), len(picked(*papers, count=9)["6"])] == [
        3,
        2,
        5,
    ]


def test_of_equals_the_smaller_model_goes_first() -> None:
    """Equal accuracies stand by compute, then by parameters, then by paper."""
    papers = (
        fair("a", params_m="5.9"),
        fair("b", params_m="5.10"),
        fair("c", params_m="5.1"),
        fair("d", params_m="4"),
        fair("e", params_m="6", compute_g="0.9"),
    )
    assert picked(*papers, count=5)["6"] == ["E-S", "D-S", "B-S", "C-S", "A-S"]


def test_a_paper_stands_once_in_a_budget() -> None:
    """A paper is shown with its best result of each budget, and leaves room for others."""
    sizes = (("S", 70, 2), ("M", 75, 5), ("B", 80, 11), ("B+", 79, 11))
    rows = [variant(f"A-{n}", reading(**FAIR | {"top1": top1, "params_m": m})) for n, top1, m in sizes]
    assert picked(paper("a", *rows), fair("b", top1=60), count=2) == {
        "3": ["A-S"],
        "6": ["A-M", "B-S"],
        "12": ["A-B", "B-S"],
        "30": ["A-B", "B-S"],
    }
