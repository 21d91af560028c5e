"""A chart of reported against counted figures: positions in a drawing, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple

from lvkb.results.verdicts import Judgement, Quantity, counted_in
from lvkb.subject.agreement import Verdict
from lvkb.views.models_page import Correction

SIDE = 400
"""Side of the drawing's area for points, in its own units."""


FITTING = (Verdict.AGREES, Verdict.FUSED_ONLY)
"""Verdicts of figures that lie on the diagonal."""


class Point(NamedTuple):
    """A judged figure as a point: its place from left and top, and the figure."""

    x: float
    y: float
    told: Correction

    @property
    def verdict(self) -> Verdict:
        """The verdict on the figure, which gives the point its shape."""
        return self.told.judgement.verdict


class Tick(NamedTuple):
    """A mark on both axes: place from the low end, and number."""

    at: float
    label: str


class Scatter(NamedTuple):
    """A chart; both axes have one scale, so that equal figures lie on the diagonal.

    Attributes:
        points: The points, those that fit first, so that the others lie above them.
        ticks: Marks of both axes.
        fitting: Number of points that fit.
    """

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    fitting: int


def scatter(judged: Iterable[Correction], quantity: Quantity) -> Scatter | None:
    """Gives the chart of one quantity; None when nothing of it was counted.

    A figure of a variant that is reported several times is one point.
    """
    found = {
        (item.paper.id, item.variant.name, item.judgement.reported, item.judgement.verdict): item
        for item in judged
        if item.judgement.quantity == quantity and item.judgement.counted
    }
    if not found:
        return None
    figures = [log10(value) for item in found.values() for value in _both(item.judgement)]
    axis = _Axis(min(figures), max(figures))
    points = sorted((_point(axis, item) for item in found.values()), key=_order)
    return Scatter(tuple(points), axis.ticks(), sum(point.verdict in FITTING for point in points))


def _both(item: Judgement) -> tuple[Decimal, Decimal]:
    """Gives the reported and the counted figure, in the unit of the reported one."""
    return item.reported, counted_in(item.quantity, item.counted)


def _order(point: Point) -> tuple[bool, str, str, Decimal]:
    """Puts those that fit first, so that the others lie above them."""
    told = point.told
    return point.verdict not in FITTING, told.paper.id, told.variant.name, told.judgement.reported


class _Axis:
    """A logarithmic axis that is somewhat longer than what lies on it."""

    def __init__(self, least: float, most: float) -> None:
        self._low, self._high = least - 0.05, most + 0.05

    def place(self, value: Decimal | float) -> float:
        """Gives the place of a figure from the low end on, in units of the drawing."""
        return round((log10(value) - self._low) / (self._high - self._low) * SIDE, 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Gives the marks 1, 2, 5, 10, ... that lie on the axis."""
        powers = range(floor(self._low), ceil(self._high))
        marks = (step * 10.0**power for power in powers for step in (1, 2, 5))
        return tuple(Tick(self.place(mark), f"{mark:g}") for mark in marks if self._low <= log10(mark) <= self._high)


def _point(axis: _Axis, told: Correction) -> Point:
    reported, counted = _both(told.judgement)
    return Point(x=axis.place(reported), y=round(SIDE - axis.place(counted), 1), told=told)
