"""The chart on cards: which results are in it, where they stand, and the line over them."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views.card_chart import CardChart, card_chart
from tests.invented import PLAIN, paper, reading, results, variant

IN_IT: dict[str, Any] = PLAIN | {"top1": 76, "compute_g": 1, "compute_unit": "macs"}
MIDDLE = (0.5, 0.5)
"""Where 76 % and 1 GMACs stand between 66 and 86 % and between 0.1 and 10."""


def one(identity: str = "a", scope: str = "core", **values: Any) -> Paper:
    """Gives a paper with one result that is in the chart, but for the values given."""
    return paper(identity, variant(f"{identity.upper()}-S", reading(**IN_IT | values)), scope=scope)


def chart(*papers: Paper) -> CardChart:
    """Gives the chart of some papers."""
    return card_chart(results(*papers).results)


def test_place_of_a_result() -> None:
    """A result stands by the logarithm of its compute and by its accuracy, and belongs to its paper."""
    assert chart(one()) == ((MIDDLE,), ((0.5, 0.0), MIDDLE, (1.0, 0.5)), {"a": (MIDDLE,)})


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"compute_g": "0.1"}, (0.0, 0.5)),
        ({"compute_g": "10"}, (1.0, 0.5)),
        ({"top1": 66}, (0.5, 0.0)),
        ({"top1": 86}, (0.5, 1.0)),
        ({"compute_g": "0.099"}, None),
        ({"compute_g": "10.1"}, None),
        ({"top1": "65.9"}, None),
        ({"top1": "86.1"}, None),
        ({"compute_g": None, "compute_unit": None}, None),
        ({"top1": None, "top5": 90}, None),
        ({"scope": "adjacent"}, None),
        ({"resolution": 384}, None),
        ({"pretrain": "imagenet-21k"}, None),
        ({"distilled": "hard"}, None),
        ({"base": "=DeiT-S"}, None),
        ({"kind": "quoted"}, None),
        ({"exactness": "plot"}, None),
    ],
    ids=repr,
)
def test_what_is_in_the_chart(values: dict[str, Any], place: tuple[float, float] | None) -> None:
    """The authors' own results of core models in the plain setup are in it, up to the edges and on them."""
    told = {key: value for key, value in (IN_IT | values).items() if value is not None}
    scope = told.pop("scope", "core")
    found = chart(paper("a", variant("A-S", reading(**told)), scope=scope))
    assert found.dots == ((place,) if place else ())
    assert (found.of_paper.get("a"), bool(found.front)) == ((place,) if place else None, place is not None)


def test_front_goes_over_the_best() -> None:
    """The line goes up where a result is better than all cheaper ones, of equally cheap ones over the best, and on."""
    costs = {"a": ("0.1", 70), "b": ("1", 69), "c": ("1", 76), "d": ("1", 74), "e": ("10", 76)}
    found = chart(*(one(name, compute_g=cost, top1=top1) for name, (cost, top1) in costs.items()))
    assert found.front == ((0.0, 0.0), (0.0, 0.2), (0.5, 0.2), (0.5, 0.5), (1.0, 0.5))
    assert len(found.dots) == 5


def test_equal_results_are_one_dot() -> None:
    """Results at one place are drawn once, and belong to each of their papers."""
    found = chart(one("a"), one("b"))
    assert (found.dots, dict(found.of_paper)) == ((MIDDLE,), {"a": (MIDDLE,), "b": (MIDDLE,)})


def test_nothing() -> None:
    """Without results there is no dot and no line."""
    assert chart() == ((), (), {})
