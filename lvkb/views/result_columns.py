"""The table of results on a paper's page: its columns, and which of them a paper needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lvkb.records import Latency, Setting, Throughput
from lvkb.results import Figure, Result
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.metrics import PARAMS, TOP1, TOP5
from lvkb.subject.setups import SUPERVISED


@dataclass(frozen=True, slots=True)
class Applied:
    """What a method is applied to, and under which setting."""

    base: str | None
    setting: Setting | None


Speeds = tuple[Throughput | Latency, ...]

ResultCell = str | int | Figure | tuple[str, ...] | Applied | Speeds | None

FORMS = {"train": "as trained", "deploy": "fused for inference"}
"""What the forms of a re-parameterised network are called."""


class ResultColumn(NamedTuple):
    """A column.

    Attributes:
        title: Its heading.
        holds: What its cells are: accuracies and costs are written in different ways.
        cell: Gives the cell of a result; None where nobody says.
        usual: What need not be said: a column that holds nothing else is left out.
    """

    title: str
    holds: Literal["accuracy", "cost", "number", "text"]
    cell: Callable[[Result], ResultCell]
    usual: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.holds != "text"


def speeds(result: Result) -> Speeds:
    """Gives what the readings of a result tell of speed, each once."""
    told = (speed for item in result.readings for speed in (item.reading.throughput, item.reading.latency) if speed)
    return tuple(dict.fromkeys(told))


def applied(result: Result) -> Applied | None:
    """Gives what the method of a result is applied to; None for a model of its own."""
    protocol = result.protocol
    return Applied(protocol.base, protocol.setting) if protocol.base or protocol.setting else None


RESULT_COLUMNS = (
    ResultColumn(TOP1.heading, "accuracy", lambda result: result.top1),
    ResultColumn(TOP5.heading, "accuracy", lambda result: result.top5),
    ResultColumn("Pixels", "number", lambda result: result.protocol.resolution),
    ResultColumn(PARAMS.heading, "cost", lambda result: result.params_m),
    ResultColumn("GMACs", "cost", lambda result: result.gmacs),
    ResultColumn("Epochs", "number", lambda result: result.protocol.epochs),
    ResultColumn("Pre-training", "text", lambda result: result.protocol.pretrain),
    ResultColumn("Distilled", "text", lambda result: result.protocol.distilled),
    ResultColumn("Teacher", "text", lambda result: result.protocol.teacher or None),
    ResultColumn("Form", "text", lambda result: FORMS.get(result.protocol.form or "")),
    ResultColumn("Applied to", "text", applied),
    ResultColumn("Speed", "text", lambda result: speeds(result) or None),
    ResultColumn("Evaluation", "text", lambda result: result.protocol.evaluation, SUPERVISED),
    ResultColumn("Data set", "text", lambda result: result.protocol.dataset, DEFAULT_DATASET),
)
"""The columns in order: numbers first."""


def used_columns(results: Iterable[Result]) -> tuple[ResultColumn, ...]:
    """Gives the columns in which at least one result says something that is not the usual."""
    shown = tuple(results)
    return tuple(
        column for column in RESULT_COLUMNS if any(column.cell(result) not in (None, column.usual) for result in shown)
    )
