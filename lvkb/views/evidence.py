"""What stands behind each number of a paper: the readings of its results, and those that a cost was taken over from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.results import Figure, JudgedReading, Result


class Evidence(NamedTuple):
    """A reading behind a result.

    Attributes:
        item: The reading.
        costs: Whether it is of another recipe of the model, and tells no more than the cost.
    """

    item: JudgedReading
    costs: bool


def evidence(result: Result) -> tuple[Evidence, ...]:
    """Gives the readings behind a result: its own, then those that tell a cost that no own one does."""
    own = {id(item) for item in result.readings}
    others = {id(item): item for item in _told(result.params_m, result.gmacs) if id(item) not in own}
    return (
        *(Evidence(item, costs=False) for item in result.readings),
        *(Evidence(item, costs=True) for item in others.values()),
    )


def _told(*figures: Figure | None) -> Iterator[JudgedReading]:
    return (item for figure in figures if figure for item in figure.told)
