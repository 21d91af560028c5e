"""A chart of reported against counted figures: positions in a drawing, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple

from lvkb.records import Paper, Variant
from lvkb.results.agreement import Verdict
from lvkb.results.verdicts import UNITS, Judgement, Quantity, explain, in_unit

SIDE = 400
"""Side of the drawing's area for points, in its own units."""


FITTING = (Verdict.MATCH, Verdict.DEPLOY)
"""Verdicts of figures that lie on the diagonal."""


class Point(NamedTuple):
    """A figure as a point: place from left and top, verdict, paper, and what it says."""

    x: float
    y: float
    verdict: Verdict
    paper: str
    title: str


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


def scatter(judged: Iterable[tuple[Paper, Variant, Judgement]], quantity: Quantity) -> Scatter | None:
    """Gives the chart of one quantity; None when nothing of it was counted.

    A figure of a variant that is reported several times is one point.
    """
    told = {
        (paper.id, variant.name, item.reported, item.verdict): (paper, variant, item)
        for paper, variant, item in judged
        if item.quantity == quantity and item.counted
    }
    if not told:
        return None
    figures = [log10(value) for _, _, item in told.values() for value in (item.reported, item.ratio * item.reported)]
    axis = _Axis(min(figures), max(figures))
    points = [_point(axis, *values) for values in told.values()]
    points.sort(key=lambda point: (point.verdict not in FITTING, point.paper, point.title))
    return Scatter(tuple(points), axis.ticks(), sum(point.verdict in FITTING for point in points))


class _Axis:
    """A logarithmic axis that is somewhat longer than what lies on it."""

    def __init__(self, least: float, most: float) -> None:
        self._low, self._high = least - 0.05, most + 0.05

    def place(self, value: Decimal | float) -> float:
        """Gives the place of a figure from the low end on, in units of the drawing."""
        return round((log10(value) - self._low) / (self._high - self._low) * SIDE, 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Gives the marks 1, 2, 5, 10, ... that lie on the axis."""
        powers = range(floor(self._low), ceil(self._high) + 1)
        marks = (step * 10.0**power for power in powers for step in (1, 2, 5))
        return tuple(Tick(self.place(mark), f"{mark:g}") for mark in marks if self._low <= log10(mark) <= self._high)


def _point(axis: _Axis, paper: Paper, variant: Variant, item: Judgement) -> Point:
    counted = Decimal(item.counted) / UNITS[item.quantity]
    unit = "M" if item.quantity == "params" else "G"
    told = f"{variant.name}: {item.reported:f} {unit} reported, {in_unit(item.quantity, item.counted)} {unit} counted"
    note = explain(item)
    return Point(
        x=axis.place(item.reported),
        y=round(SIDE - axis.place(counted), 1),
        verdict=item.verdict,
        paper=paper.id,
        title=f"{told}, {note}" if note else told,
    )
