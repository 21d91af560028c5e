"""Axes of charts: values to places in a drawing, and the marks beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple

Value = Decimal | float | int


class Tick(NamedTuple):
    """A mark on an axis: its place from the low end, and its number."""

    at: float
    label: str


class Axis(NamedTuple):
    """An axis from its low end to its high one.

    Attributes:
        low: Value at the low end; its logarithm on a logarithmic axis.
        high: Value at the high end, likewise.
        length: Length in units of the drawing.
        is_log: Whether equal steps are equal factors.
    """

    low: float
    high: float
    length: int
    is_log: bool = False

    def place(self, value: Value) -> float:
        """Gives the place of a value from the low end on, in units of the drawing."""
        there = log10(value) if self.is_log else float(value)
        return round((there - self.low) / (self.high - self.low) * self.length, 1)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Gives the marks at round numbers that lie on the axis, at most so many."""
        values = next(inside for inside in map(self._inside, self._tries(most)) if len(inside) <= most)
        return tuple(Tick(self.place(value), f"{value:g}") for value in values)

    def _inside(self, values: Iterable[float]) -> list[float]:
        low, high = (10**self.low, 10**self.high) if self.is_log else (self.low, self.high)
        return [value for value in values if low <= value <= high]

    def _tries(self, most: int) -> Iterator[list[float]]:
        """Gives round numbers on the axis, close together at first, then farther and farther apart."""
        return self._powers() if self.is_log else self._multiples(most)

    def _powers(self) -> Iterator[list[float]]:
        powers = range(floor(self.low), ceil(self.high) + 1)
        for steps in ((1, 2, 5), (1, 3), (1,)):
            yield [step * 10.0**power for power in powers for step in steps]
        for apart in range(2, len(powers) + 2):
            yield [10.0**power for power in powers if power % apart == 0]

    def _multiples(self, most: int) -> Iterator[list[float]]:
        least = floor(log10((self.high - self.low) / most))
        for power in range(least, least + 3):
            for step in (1, 2, 5):
                width = step * 10.0**power
                first, last = ceil(self.low / width), floor(self.high / width)
                yield [round(number * width, 10) for number in range(first, last + 1)]


def linear_axis(values: Iterable[Value], length: int) -> Axis:
    """Gives an axis a little longer than the values on it."""
    return _axis([float(value) for value in values], length, least=1.0)


def log_axis(values: Iterable[Value], length: int) -> Axis:
    """Gives a logarithmic axis a little longer than the values on it, which are above zero."""
    return _axis([log10(value) for value in values], length, least=0.3)._replace(is_log=True)


def _axis(values: list[float], length: int, least: float) -> Axis:
    low, high = min(values), max(values)
    margin = max((high - low) * 0.05, (least - (high - low)) / 2)
    return Axis(low - margin, high + margin, length)
