"""The table of results on a paper's page: its columns, and which of them a paper needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from lvkb.records import Latency, Throughput
from lvkb.results import Figure, Result
from lvkb.results.protocol import Protocol
from lvkb.subject.metrics import PARAMS, TOP1, TOP5

Speeds = tuple[Throughput | Latency, ...]

ResultCell = int | Figure | Protocol | Speeds | None


class ResultColumn(NamedTuple):
    """A column.

    Attributes:
        title: Its heading.
        holds: What its cells are: accuracies and costs are written in different ways.
        cell: Gives the cell of a result; None where nobody says.
    """

    title: str
    holds: Literal["accuracy", "cost", "number", "text"]
    cell: Callable[[Result], ResultCell]

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.holds != "text"


def speeds(result: Result) -> Speeds:
    """Gives what the readings of a result tell of speed, each once."""
    told = (speed for item in result.readings for speed in (item.reading.throughput, item.reading.latency) if speed)
    return tuple(dict.fromkeys(told))


RESULT_COLUMNS = (
    ResultColumn(TOP1.heading, "accuracy", lambda result: result.top1),
    ResultColumn(TOP5.heading, "accuracy", lambda result: result.top5),
    ResultColumn("Pixels", "number", lambda result: result.protocol.resolution),
    ResultColumn(PARAMS.heading, "cost", lambda result: result.params_m),
    ResultColumn("GMACs", "cost", lambda result: result.gmacs),
    ResultColumn("Recipe", "text", lambda result: result.protocol),
    ResultColumn("Speed", "text", lambda result: speeds(result) or None),
)
"""The columns in order: numbers first, then the protocol that they were reached under."""


def used_columns(results: Iterable[Result]) -> tuple[ResultColumn, ...]:
    """Gives the columns in which at least one result says something."""
    shown = tuple(results)
    return tuple(column for column in RESULT_COLUMNS if any(column.cell(result) is not None for result in shown))
