"""The table of readings on a paper's page: its columns, and which of them a paper needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lvkb.records import Latency, Reading, Setting, Throughput
from lvkb.results import JudgedReading
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.metrics import PARAMS, TOP1, TOP5
from lvkb.subject.setups import SUPERVISED


@dataclass(frozen=True, slots=True)
class Compute:
    """Compute in 10^9 with the unit as the source names it."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a method is applied to, and under which setting."""

    base: str | None
    setting: Setting | None


@dataclass(frozen=True, slots=True)
class Speeds:
    """The speeds of one reading."""

    throughput: Throughput | None
    latency: Latency | None


ReadingCell = str | int | Decimal | tuple[str, ...] | Compute | Applied | Speeds | None


class ReadingColumn(NamedTuple):
    """A column.

    Attributes:
        title: Its heading.
        is_number: Whether its cells are numbers.
        cell: Gives the cell of a reading; None where the source says nothing.
        usual: What need not be said: a column that holds nothing else is left out.
    """

    title: str
    is_number: bool
    cell: Callable[[Reading], ReadingCell]
    usual: str | None = None


def _compute(reading: Reading) -> Compute | None:
    if reading.compute_g is None or reading.compute_unit is None:
        return None
    return Compute(reading.compute_g, reading.compute_unit)


def _applied(reading: Reading) -> Applied | None:
    return Applied(reading.base, reading.setting) if reading.base or reading.setting else None


def _speeds(reading: Reading) -> Speeds | None:
    return Speeds(reading.throughput, reading.latency) if reading.throughput or reading.latency else None


READING_COLUMNS = (
    ReadingColumn(TOP1.heading, True, TOP1.of),
    ReadingColumn(TOP5.heading, True, TOP5.of),
    ReadingColumn("Pixels", True, lambda reading: reading.resolution),
    ReadingColumn(PARAMS.heading, True, PARAMS.of),
    ReadingColumn("Compute", True, _compute),
    ReadingColumn("Epochs", True, lambda reading: reading.epochs),
    ReadingColumn("Pre-training", False, lambda reading: reading.pretrain),
    ReadingColumn("Distilled", False, lambda reading: reading.distilled),
    ReadingColumn("Teacher", False, lambda reading: reading.teacher or None),
    ReadingColumn("Form", False, lambda reading: reading.form),
    ReadingColumn("Base and setting", False, _applied),
    ReadingColumn("Speed", False, _speeds),
    ReadingColumn("Evaluation", False, lambda reading: reading.evaluation, SUPERVISED),
    ReadingColumn("Data set", False, lambda reading: reading.dataset, DEFAULT_DATASET),
)
"""The columns in order: numbers first."""


def used_columns(readings: Iterable[JudgedReading]) -> tuple[ReadingColumn, ...]:
    """Gives the columns in which at least one reading says something that is not the usual."""
    shown = [item.reading for item in readings]
    return tuple(
        column
        for column in READING_COLUMNS
        if any(column.cell(reading) not in (None, column.usual) for reading in shown)
    )
