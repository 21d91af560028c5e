"""The chart of how far counted figures lie from the reported ones, in per cent: places in a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import copysign, log10
from typing import NamedTuple

from lvkb.results.judge import TOLERANCE
from lvkb.results.verdicts import Judgement, Quantity
from lvkb.subject.agreement import Verdict
from lvkb.views.axes import Axis, Tick, log_axis
from lvkb.views.counted_models import Correction

WIDTH, HEIGHT = 400, 240
"""Size of the drawing's area for points, in its own units."""

FITTING = (Verdict.AGREES, Verdict.FUSED_ONLY)
"""Verdicts of figures that fit."""

_MARKS = (-90, -50, -10, -2, 0, 2, 10, 50, 100, 500)
"""Percentages that may stand beside the chart."""

_TOLERATED = TOLERANCE * 100


class Point(NamedTuple):
    """A judged figure as a point: its place from left and top, and the figure."""

    x: float
    y: float
    told: Correction

    @property
    def verdict(self) -> Verdict:
        """The verdict on the figure, which gives the point its shape."""
        return self.told.judgement.verdict


class AuditChart(NamedTuple):
    """A chart; percentages near zero lie farther apart than large ones.

    Attributes:
        points: The points, those that fit first, so that the others lie above them.
        across: Marks of the axis of reported figures.
        up: Marks of the axis of percentages, places from the top.
        band: Top and height of the band of 2 % to each side, within which every figure fits.
        fitting: Number of points that fit.
    """

    points: tuple[Point, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    band: tuple[float, float]
    fitting: int


def audit_chart(judged: Iterable[Correction], quantity: Quantity) -> AuditChart | None:
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
    across = log_axis((item.judgement.reported for item in found.values()), WIDTH)
    percentages = [_percent(item.judgement) for item in found.values()]
    upward = _axis([*percentages, -2 * _TOLERATED, 2 * _TOLERATED])
    points = sorted((_point(across, upward, item) for item in found.values()), key=_order)
    top, bottom = _from_top(upward, _TOLERATED), _from_top(upward, -_TOLERATED)
    return AuditChart(
        points=tuple(points),
        across=across.ticks(7),
        up=tuple(_ticks(upward)),
        band=(top, round(bottom - top, 1)),
        fitting=sum(point.verdict in FITTING for point in points),
    )


def _percent(item: Judgement) -> Decimal:
    """Gives by how many per cent the counted figure lies above the reported one."""
    return (item.ratio - 1) * 100


def _stretched(percent: Decimal | int) -> float:
    """Gives the logarithm of a percentage to each side of zero, where a per cent more or less is much."""
    return copysign(log10(1 + abs(float(percent))), percent)


def _axis(percentages: Iterable[Decimal]) -> Axis:
    values = [_stretched(percent) for percent in percentages]
    margin = 0.05 * (max(values) - min(values))
    return Axis(min(values) - margin, max(values) + margin, HEIGHT)


def _from_top(axis: Axis, percent: Decimal | int) -> float:
    return round(HEIGHT - axis.place(_stretched(percent)), 1)


def _ticks(axis: Axis) -> Iterable[Tick]:
    """Gives the marks that lie on the axis, with their signs."""
    inside = (mark for mark in _MARKS if axis.low <= _stretched(mark) <= axis.high)
    return (Tick(_from_top(axis, mark), f"{mark:+d}" if mark else "0") for mark in inside)


def _point(across: Axis, upward: Axis, told: Correction) -> Point:
    item = told.judgement
    return Point(across.place(item.reported), _from_top(upward, _percent(item)), told)


def _order(point: Point) -> tuple[bool, str, str, Decimal]:
    """Puts those that fit first, so that the others lie above them."""
    told = point.told
    return point.verdict not in FITTING, told.paper.id, told.variant.name, told.judgement.reported
