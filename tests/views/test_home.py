"""What the home page shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views.home import Home, home
from lvkb.views.sections import paper_lines
from lvkb.views.workspace import workspace
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, variant

SMALL: dict[str, Any] = PLAIN | {"top1": 78, "params_m": 5, "compute_g": "0.8", "compute_unit": "macs"}


def page(*papers: Paper) -> Home:
    """Gives the home page of some papers."""
    found = results(*papers)
    return home(found, workspace(found), paper_lines(found))


def small(identity: str, **values: Any) -> Paper:
    """Gives a paper with a small model, but for the values given."""
    return paper(identity, variant(f"{identity.upper()}-S", reading(**SMALL | values)))


def test_the_first_question_is_answered() -> None:
    """The three most accurate models of different papers within 6 M and 1 GMAC, on the edge included, best first."""
    rows = [variant("A-S", reading(**SMALL | {"top1": 80})), variant("A-M", reading(**SMALL | {"top1": 81}))]
    found = page(
        paper("a", *rows),
        small("b", top1=79, params_m=6, compute_g=1),
        small("c", top1=77),
        small("d", top1=76),
        small("e", top1=90, params_m="6.01"),
        small("f", top1=90, compute_g="1.01"),
        small("g", top1=90, distilled="soft"),
    )
    assert [result.variant.name for result in found.best] == ["A-M", "B-S", "C-S"]
    assert (found.params_m, found.gmacs, found.models, found.hidden) == (Decimal(6), Decimal(1), 5, 0)


@pytest.mark.parametrize(
    ("values", "has_other"),
    [({}, False), ({"timm": MODEL}, False), ({"distilled": "soft", "timm": MODEL}, True)],
    ids=["told of none", "told of this", "told of another"],
)
def test_the_best_that_runs(values: dict[str, Any], has_other: bool) -> None:
    """Of the answers the first is named that timm has, with what was counted, and whose weights these are."""
    told = [reading(**SMALL), *([reading(at="T2", **SMALL | {"top1": 79} | values)] if values else [])]
    found = results(small("a", top1=80), paper("b", variant("B-S", *told, timm=MODEL)), counts=counts(model_count()))
    runs = home(found, workspace(found), paper_lines(found)).runs
    assert runs
    assert (runs.result.variant.name, runs.model.model, runs.has_other_weights) == ("B-S", MODEL, has_other)


@pytest.mark.parametrize("weights", [True, False])
def test_nothing_runs_without_weights(*, weights: bool) -> None:
    """A model that timm has without weights is no answer to whoever wants to run one."""
    rows = paper("b", variant("B-S", reading(**SMALL), timm=MODEL))
    found = results(rows, counts=counts(model_count(weights=weights)))
    assert (home(found, workspace(found), paper_lines(found)).runs is not None) == weights


def test_what_is_hidden_is_counted() -> None:
    """A model whose cost nobody tells is no answer, and is counted."""
    found = page(small("a"), small("b", top1=90, compute_g=None, compute_unit=None))
    assert ([result.paper.id for result in found.best], found.models, found.hidden) == (["a"], 1, 1)


def test_budgets_with_a_model() -> None:
    """A budget of parameters has its best light model; one without any is left out."""
    found = page(small("a"), small("b", top1=83, params_m=20, compute_g=4))
    assert [(str(pick.budget_m), pick.best[0].variant.name) for pick in found.budgets] == [
        ("6", "A-S"),
        ("12", "A-S"),
        ("30", "B-S"),
    ]


def test_newest_papers() -> None:
    """Papers that were added last go first, of one day the youngest; six at most."""
    days = {"a": ("2026-01-02", 2021), "b": ("2026-01-03", 2020), "c": ("2026-01-02", 2024)}
    papers = [paper(key, added=day, published={"year": year}) for key, (day, year) in days.items()]
    others = [paper(key, added="2025-01-01") for key in "defgh"]
    found = page(*others, *papers)
    assert [line.id for line in found.newest] == ["b", "c", "a", "d", "e", "f"]
    assert found.updated == date(2026, 1, 3)


def test_devices_with_the_most_speeds() -> None:
    """Devices are named once, those with the most results first; an unstated one is none."""
    speeds = ["iPhone 12", "V100", "V100 16GB", "unstated", "unstated", "unstated"]
    rows = [
        variant(f"A-{number}", reading(**SMALL, latency={"ms": number + 1, "device": device}))
        for number, device in enumerate(speeds)
    ]
    assert page(paper("a", *rows)).devices == ("V100", "iPhone 12")


def test_nothing_there() -> None:
    """A catalogue without papers has a home page too."""
    found = page()
    assert (found.best, found.runs, found.budgets, found.newest, found.devices, found.updated) == (
        (),
        None,
        (),
        (),
        (),
        None,
    )
