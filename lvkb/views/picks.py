"""The best models under a budget, of one setup."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lvkb.results import Result
from lvkb.subject.light import BUDGETS_M, LIGHT_GMACS
from lvkb.views.ranking import Entry, Limits, Range, candidates, within


class Pick(NamedTuple):
    """The leaders of one budget.

    Attributes:
        budget_m: Most parameters, in millions.
        best: The results with the highest accuracies, best first.
    """

    budget_m: Decimal
    best: tuple[Result, ...]


def picks(results: Iterable[Result], count: int = 3) -> tuple[Pick, ...]:
    """Gives for each parameter budget the core papers with the highest accuracy in one setup.

    They are ranked in the commonest setup: trained on ImageNet-1K alone, no distillation, tested at 224 pixels or so.
    Parameters and compute must be known, and a paper stands once in a budget, with its best model.

    Args:
        results: Results of the catalogue.
        count: Most papers in a budget.
    """
    found = candidates(result for result in results if result.paper.scope == "core")
    return tuple(Pick(budget, tuple(found[entry] for entry in leaders(found, budget, count))) for budget in BUDGETS_M)


def leaders(entries: Iterable[Entry], budget_m: Decimal, count: int = 3) -> tuple[Entry, ...]:
    """Gives the best entries of one setup under a budget, one a paper.

    Args:
        entries: The candidates, all of core papers.
        budget_m: Most parameters, in millions.
        count: Most entries.
    """
    rows, _ = within(entries, Limits(gmacs=Range(most=LIGHT_GMACS), params=Range(most=budget_m)))
    best: dict[str, Entry] = {}
    for entry in rows:
        best.setdefault(entry.model.partition("/")[0], entry)
    return tuple(best.values())[:count]


def one_a_paper(ranked: Iterable[Result], count: int) -> tuple[Result, ...]:
    """Gives the first results of ranked ones, one a paper."""
    best: dict[str, Result] = {}
    for result in ranked:
        best.setdefault(result.paper.id, result)
    return tuple(best.values())[:count]
