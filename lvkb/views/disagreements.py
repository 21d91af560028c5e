"""Where the authors' own sources disagree: results whose readings tell different numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from lvkb.results import Result
from lvkb.results.rounding import all_agree
from lvkb.subject.metrics import COMPUTE, PARAMS, TOP1, Metric

COMPARED = (TOP1, PARAMS, COMPUTE)
"""Metrics that sources are compared in."""


class Told(NamedTuple):
    """What one source tells: the number, the key of the source and the place in it."""

    value: Decimal
    source: str
    at: str


class Disagreement(NamedTuple):
    """Several values of one metric.

    Attributes:
        result: The result.
        metric: The metric.
        told: The values with source and place, in the order of the record.
    """

    result: Result
    metric: Metric
    told: tuple[Told, ...]


def disagreements(results: Iterable[Result]) -> Iterator[Disagreement]:
    """Gives every metric of a result that the authors' own sources tell differently.

    Values that one number rounds to are no disagreement: 4.53 and 4.5 agree, 4.53 and 4.6 do not. Neither are several
    numbers in one source, nor compute under two names of its unit.
    """
    for result in results:
        for metric in COMPARED:
            for told in _by_unit(result, metric):
                if not all_agree(item.value for item in told):
                    yield Disagreement(result, metric, told)


def _by_unit(result: Result, metric: Metric) -> Iterator[tuple[Told, ...]]:
    """Gives what each source tells in one unit; a source that tells several numbers is left out."""
    units: dict[str | None, dict[str, list[Told]]] = {}
    for item in result.readings:
        reading, value = item.reading, metric.of(item.reading)
        if value is not None and item.is_sound and reading.exactness == "exact":
            sources = units.setdefault(reading.compute_unit if metric is COMPUTE else None, {})
            sources.setdefault(reading.source, []).append(Told(value, reading.source, reading.at))
    for sources in units.values():
        yield tuple(told[0] for told in sources.values() if len({item.value for item in told}) == 1)
