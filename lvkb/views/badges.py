"""What the badge of a paper says: whether its figures are confirmed, and how it stands among small models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.records import Paper
from lvkb.results import Result, Results
from lvkb.subject.light import BUDGETS_M


class Badge(NamedTuple):
    """The facts of a badge.

    Attributes:
        is_confirmed: Whether an author confirms all figures, or those of every source that has readings.
        front_m: Least budget of parameters, in millions, that a model of it on the front keeps; None without one.
        results: Number of results.
    """

    is_confirmed: bool
    front_m: Decimal | None
    results: int


def badges(results: Results, front: Iterable[Result]) -> Mapping[str, Badge]:
    """Gives the badges of a catalogue, by paper; a paper without results has none.

    Args:
        results: What is derived from the catalogue.
        front: The front of accuracy against compute among lightweight models, as the home page draws it.
    """
    budgets: dict[str, Decimal] = {}
    for result in front:
        budget = _budget(result)
        if budget is not None:
            paper = result.paper.id
            budgets[paper] = min(budget, budgets.get(paper, budget))
    return {
        paper.id: Badge(is_confirmed(paper), budgets.get(paper.id), len(results.merged[paper.id]))
        for paper in results.catalog.papers.values()
        if results.merged[paper.id]
    }


def is_confirmed(paper: Paper) -> bool:
    """Tells whether an author confirms all readings of a paper: the record says so, or each source that has any."""
    used = {reading.source for _, reading in paper.readings()}
    return paper.confirmed is not None or (
        bool(used) and all(key in paper.sources and paper.sources[key].confirmed for key in used)
    )


def _budget(result: Result) -> Decimal | None:
    """Gives the least budget that a model keeps; None where nobody tells its parameters."""
    params = result.params_m.value if result.params_m else None
    return next((budget for budget in BUDGETS_M if params is not None and params <= budget), None)
