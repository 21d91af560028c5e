"""The models of the setup that readers meet first, in bands: what the page of models shows without its script."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.records import Latency, Throughput
from lvkb.results import Result, Results
from lvkb.views.ranking import candidates, ranking
from lvkb.views.result_columns import speeds

FIRST_ROWS = 50
"""Rows that are in the page itself, and that every reader carries; its script and the data files have all."""


class Standing(NamedTuple):
    """A row: a result, and the first speed that its readings tell."""

    result: Result
    speed: Throughput | Latency | None


class Band(NamedTuple):
    """Models whose accuracies tie with the first of them.

    Attributes:
        first: Rank of the best.
        last: Rank of the last.
        rows: As many of them as the page has room for.
    """

    first: int
    last: int
    rows: tuple[Standing, ...]


class Standings(NamedTuple):
    """The first rows, band by band.

    Attributes:
        bands: The bands, the best first.
        shown: How many models they show.
        total: How many models there are.
        cheapest: The cheapest model of the first band; None without any model.
    """

    bands: tuple[Band, ...]
    shown: int
    total: int
    cheapest: Result | None


def standings(results: Results, most: int = FIRST_ROWS) -> Standings:
    """Gives the models of core papers in the first setup, the best first.

    Args:
        results: What is derived from the catalogue.
        most: Most rows.
    """
    found = candidates(result for result in results.results if result.paper.scope == "core")
    ranked = ranking(found)
    bands: list[Band] = []
    before = 0
    for band in ranked.bands:
        rows = (Standing(found[entry], next(iter(speeds(found[entry])), None)) for entry in band[: most - before])
        bands.append(Band(before + 1, before + len(band), tuple(rows)))
        before += len(band)
        if before >= most:
            break
    return Standings(
        bands=tuple(bands),
        shown=min(most, before),
        total=len(ranked.rows),
        cheapest=found[ranked.cheapest] if ranked.cheapest else None,
    )
