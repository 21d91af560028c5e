"""The front of each setup: the models of which no other one is both cheaper and more accurate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from lvkb.results import Result, Results
from lvkb.subject.setups import UNKNOWN, Setup
from lvkb.views.ranking import NO_LIMITS, Cost, Entry, entry_of, front, within

CostName = Literal["gmacs", "params"]
SpeedName = Literal["ms", "ips"]

COSTS: Mapping[CostName, Cost] = {"gmacs": lambda entry: entry.gmacs, "params": lambda entry: entry.params}
"""What models cost, by name."""

SPEEDS: Mapping[SpeedName, Cost] = {
    "ms": lambda entry: entry.ms,
    "ips": lambda entry: None if entry.ips is None else -entry.ips,
}
"""Speeds on one device as costs: of images per second more is better, so that their negative is the cost."""

ALL_COSTS: Mapping[CostName | SpeedName, Cost] = dict((*COSTS.items(), *SPEEDS.items()))


class SetupFronts(NamedTuple):
    """The fronts of one setup.

    Attributes:
        setup: The setup.
        models: How many models may be ranked in it.
        fronts: For each cost the results on its front, by rising cost.
    """

    setup: Setup
    models: int
    fronts: Mapping[CostName, tuple[Result, ...]]


def setup_fronts(results: Results) -> Iterator[SetupFronts]:
    """Gives the fronts of every setup of which all is known, the setup with the most models first."""
    known = [(setup, field) for setup, field in fields(results).items() if UNKNOWN not in setup]
    for setup, field in sorted(known, key=lambda item: (-_models(item[1]), str(item[0]))):
        found = {name: tuple(field[entry] for entry in model_front(field, cost)) for name, cost in COSTS.items()}
        yield SetupFronts(setup, _models(field), found)


def model_front(entries: Iterable[Entry], cost: Cost) -> tuple[Entry, ...]:
    """Gives the front of models, each with its highest accuracy among the entries whose cost is known.

    Args:
        entries: The entries.
        cost: What they cost.
    """
    return front(once(entries, cost), cost)


def once(entries: Iterable[Entry], cost: Cost) -> tuple[Entry, ...]:
    """Gives the entry with the highest accuracy of each model, of those whose cost is known."""
    kept, _ = within((entry for entry in entries if cost(entry) is not None), NO_LIMITS)
    return kept


def fields(results: Results) -> Mapping[Setup, Mapping[Entry, Result]]:
    """Gives the results of core papers' own models that may be ranked, by setup."""
    found: dict[Setup, dict[Entry, Result]] = {}
    for result in results.results:
        if result.is_comparable and result.paper.scope == "core" and not result.is_method_applied:
            found.setdefault(result.setup, {}).setdefault(entry_of(result), result)
    return found


def _models(field: Mapping[Entry, Result]) -> int:
    return len({entry.model for entry in field})
