"""Figures as tables for readers show them: accuracy with at most two decimals, cost with three digits, and their marks.

The digits of the source stand in the evidence beside them and in the data files.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from lvkb.records import Latency, Throughput
from lvkb.results import Figure
from lvkb.subject.devices import UNSTATED

COUNTED_MARK = "*"
"""Stands behind a figure that lvkb counted, since nobody reports one."""

DIFFERS_MARK = "≠"
"""Stands behind a figure that the authors' own sources tell differently."""

UNKNOWN_MARK = "\N{EN DASH}"
"""Stands where nobody says."""


def accuracy(value: Decimal) -> str:
    """Gives an accuracy in per cent with at most two decimals, `84.36` for 84.357421875; fewer stay as they are."""
    return _at_most(value, -2)


def cost(value: Decimal) -> str:
    """Gives parameters, multiply-adds or a time with three digits: `5.58`, `22.1`, `304`; fewer stay as they are."""
    return _at_most(value, min(value.adjusted() - 2, 0))


def _at_most(value: Decimal, last: int) -> str:
    """Gives a number without digits beyond a power of ten."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # a number of a record is finite
    return f"{value.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP) if exponent < last else value:f}"


def shown_accuracy(figure: Figure | None) -> str:
    """Gives an accuracy of a result with its marks; a dash for None."""
    return UNKNOWN_MARK if figure is None else accuracy(figure.value) + _mark(figure)


def shown_cost(figure: Figure | None) -> str:
    """Gives a cost of a result with its marks; a dash for None."""
    return UNKNOWN_MARK if figure is None else cost(figure.value) + _mark(figure)


def _mark(figure: Figure) -> str:
    differs = DIFFERS_MARK if figure.differs else ""
    return differs or (COUNTED_MARK if figure.origin == "counted" else "")


def shown_speed(speed: Throughput | Latency | None) -> str:
    """Gives a speed with its device: `0.9 ms, iPhone 12` or `1157/s, V100`; a dash for None."""
    if speed is None:
        return UNKNOWN_MARK
    value = f"{cost(speed.ms)} ms" if isinstance(speed, Latency) else f"{cost(speed.images_per_s)}/s"
    return f"{value}, {speed.device}" if speed.device != UNSTATED else f"{value}, device unstated"
