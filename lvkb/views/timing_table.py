"""The tables of times on devices on a paper's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.measured import Timing, Timings
from lvkb.results.timed import Timed


class TimingLine(NamedTuple):
    """One run.

    Attributes:
        variant: Name of the variant.
        url: Address of the file with its times.
        timing: The run.
    """

    variant: str
    url: str
    timing: Timing


class TimingTable(NamedTuple):
    """Times of a paper's models.

    Attributes:
        version: Version of AI Hub Models.
        commit: Commit that was read.
        best: The fastest run of each variant and device in each precision, by variant, then by time.
        others: All other runs.
    """

    version: str
    commit: str
    best: tuple[TimingLine, ...]
    others: tuple[TimingLine, ...]


def timing_table(timings: Timings | None, found: Sequence[Timed]) -> TimingTable | None:
    """Gives the times of a paper's models, or None when there are none.

    Args:
        timings: The times as they were taken over.
        found: The variants of the paper that were timed.
    """
    if timings is None or not found:
        return None
    lines = sorted((line for item in found for line in _lines(item)), key=_order)
    best = _fastest(lines)
    chosen = {line.timing.job for line in best}
    others = tuple(line for line in lines if line.timing.job not in chosen)
    return TimingTable(timings.version, timings.commit, best, others)


def _lines(item: Timed) -> Iterable[TimingLine]:
    return (TimingLine(item.variant.name, item.url, timing) for timing in item.model.timings)


def _order(line: TimingLine) -> tuple[str, str, Decimal, str, str]:
    timing = line.timing
    return line.variant, timing.precision, Decimal(timing.ms), timing.device, timing.runtime


def _fastest(lines: Iterable[TimingLine]) -> tuple[TimingLine, ...]:
    """Gives the first line of each variant, precision and device."""
    first: dict[tuple[str, str, str], TimingLine] = {}
    for line in lines:
        first.setdefault((line.variant, line.timing.precision, line.timing.device), line)
    return tuple(first.values())
