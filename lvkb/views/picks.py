"""The best results under a budget, of one setup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from lvkb.results import Result
from lvkb.subject.light import BUDGETS_M


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

    The setup is the commonest: trained on ImageNet-1K alone, no distillation, tested at 224 pixels or so. Only
    lightweight models with known parameters count, and no methods that are applied to another model. A paper stands
    once in a budget, with its best result.

    Args:
        results: Results of the catalogue.
        count: Most papers in a budget.
    """
    fair = sorted(filter(is_fair, results), key=_order)
    return tuple(Pick(budget, tuple(_leaders(fair, budget, count))) for budget in BUDGETS_M)


def is_fair(result: Result) -> bool:
    """Tells whether a result may be a pick of some budget."""
    return (
        result.paper.scope == "core"
        and result.is_comparable
        and result.is_light
        and result.params_m is not None
        and result.setup.is_plain_224
        and not result.is_method_applied
    )


def _order(result: Result) -> tuple[Decimal, Decimal, str]:
    """Orders by falling accuracy; of equals the smaller model goes first."""
    assert result.top1  # a fair result has both
    return -result.top1.value, _params(result), result.variant.name


def _params(result: Result) -> Decimal:
    assert result.params_m
    return result.params_m.value


def _leaders(fair: Iterable[Result], budget: Decimal, count: int) -> Iterator[Result]:
    shown: set[str] = set()
    for result in fair:
        if len(shown) == count:
            return
        if _params(result) <= budget and result.paper.id not in shown:
            shown.add(result.paper.id)
            yield result
