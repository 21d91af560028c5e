"""A chart of accuracy against cost with the front: places in a drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lvkb.results import Figure, Result
from lvkb.subject.setups import Setup
from lvkb.views.axes import Axis, Tick, linear_axis, log_axis
from lvkb.views.label_places import Label, Spot, place_labels
from lvkb.views.palette import Palette
from lvkb.views.ranking import Cost, Entry, entry_of, front
from lvkb.views.setup_fronts import ALL_COSTS, COSTS, CostName, SpeedName, once

NO_PALETTE = Palette()


class Size(NamedTuple):
    """Size of the area for points, in units of the drawing, and how many marks its axes may have."""

    width: int
    height: int
    marks: int


SMALL = Size(300, 200, 5)
WIDE = Size(640, 340, 8)
FULL = Size(900, 400, 10)
"""As wide as a page on a desktop."""


class Point(NamedTuple):
    """A point of a chart.

    Attributes:
        x: Place from the left.
        y: Place from the top.
        result: Its result.
        is_front: Whether it lies on the front.
        is_lit: Whether the chart is about it.
        label: Its label, where there is room for one.
        colour: The colour of its family.
    """

    x: float
    y: float
    result: Result
    is_front: bool
    is_lit: bool
    label: Label | None
    colour: str

    @property
    def is_distilled(self) -> bool:
        """Whether it was trained with a teacher."""
        return self.result.setup.distilled == "yes"


class Dust(NamedTuple):
    """Points of one colour that are neither on the front nor lit: their places alone."""

    colour: str
    is_distilled: bool
    places: tuple[tuple[float, float], ...]


class FrontChart(NamedTuple):
    """A chart.

    Attributes:
        size: Size of the area for points.
        cost: What the axis from left to right tells.
        device: Device that speeds are of; empty for a chart of another cost.
        setup: The setup that all results are of.
        across: Marks of that axis.
        up: Marks of the axis of accuracy, places from the top.
        front: The points on the front, by rising cost.
        lit: Points that the chart is about.
        dust: All other points.
        number: How many results are shown.
        legend: The colours of its points with the titles of families, in the order of the taxonomy.
    """

    size: Size
    cost: CostName | SpeedName
    device: str
    setup: Setup
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    front: tuple[Point, ...]
    lit: tuple[Point, ...]
    dust: tuple[Dust, ...]
    number: int
    legend: tuple[tuple[str, str], ...]

    @property
    def end(self) -> int:
        """Place from the left at which the line of the front ends: on the side of what costs more."""
        return 0 if self.cost == "ips" else self.size.width

    @property
    def beside(self) -> tuple[Point, ...]:
        """The points that the chart is about and that are not on the front."""
        return tuple(point for point in self.lit if not point.is_front)

    @property
    def marked(self) -> tuple[Point, ...]:
        """All points but dust, those that the chart is about last, so that they lie above the others."""
        return (*(point for point in self.front if not point.is_lit), *self.lit)


def front_chart(
    results: Iterable[Result],
    cost: CostName = "gmacs",
    *,
    size: Size = WIDE,
    lit: str = "",
    palette: Palette = NO_PALETTE,
) -> FrontChart | None:
    """Gives the chart of results of one setup; None when no cost of any is known.

    A model stands once, with its highest accuracy, but for the paper that is lit, of which every result is shown.

    Args:
        results: Results with an accuracy.
        cost: What they cost.
        size: Size of the chart.
        lit: Id of the paper that the chart is about.
        palette: The colours of families.
    """
    found = {entry_of(item): item for item in results if item.top1 and figure_of(item, cost)}
    if not found:
        return None
    own = [entry for entry, item in found.items() if item.paper.id == lit]
    others = once((entry for entry, item in found.items() if item.paper.id != lit), COSTS[cost])
    shown = {entry: found[entry] for entry in (*own, *others)}
    return entry_chart(shown, cost, size=size, lit=frozenset(own), palette=palette)


def entry_chart(
    shown: Mapping[Entry, Result],
    cost: CostName | SpeedName,
    *,
    device: str = "",
    size: Size = WIDE,
    lit: Collection[Entry] = (),
    palette: Palette = NO_PALETTE,
) -> FrontChart:
    """Gives the chart of entries of one setup, at least one, whose cost is known.

    Args:
        shown: The results by their entries.
        cost: What they cost.
        device: Device that speeds are of.
        size: Size of the chart.
        lit: Entries that the chart is about.
        palette: The colours of families.
    """
    spent = ALL_COSTS[cost]
    drawing = _Drawing(tuple(shown), spent, size)
    best = front(shown, spent)
    marked = [*(entry for entry in shown if entry in lit), *(entry for entry in reversed(best) if entry not in lit)]
    labels = drawing.labels({entry: shown[entry].variant.name for entry in marked})
    points = {
        entry: Point(
            *drawing.place(entry),
            shown[entry],
            entry in best,
            entry in lit,
            labels.get(entry),
            palette.of_paper(shown[entry].paper),
        )
        for entry in marked
    }
    return FrontChart(
        size=size,
        cost=cost,
        device=device,
        setup=next(iter(shown.values())).setup,
        across=drawing.across.ticks(size.marks),
        up=tuple(tick._replace(at=round(size.height - tick.at, 1)) for tick in drawing.upward.ticks(size.marks)),
        front=tuple(points[entry] for entry in best),
        lit=tuple(point for entry, point in points.items() if entry in lit),
        dust=_dust([entry for entry in shown if entry not in points], shown, drawing, palette),
        number=len(shown),
        legend=palette.legend({palette.of_paper(item.paper) for item in shown.values()}),
    )


class _Drawing:
    """The two axes of a chart."""

    def __init__(self, entries: Sequence[Entry], cost: Cost, size: Size) -> None:
        self._cost, self._size = cost, size
        costs = [abs(value) for entry in entries if (value := self._cost(entry)) is not None]
        self.across: Axis = log_axis(costs, size.width)
        self.upward: Axis = linear_axis((entry.top1 for entry in entries), size.height)

    def place(self, entry: Entry) -> tuple[float, float]:
        """Gives the place of an entry from left and top."""
        cost = self._cost(entry)
        assert cost is not None
        return self.across.place(abs(cost)), round(self._size.height - self.upward.place(entry.top1), 1)

    def labels(self, names: Mapping[Entry, str]) -> dict[Entry, Label]:
        """Gives the labels of entries by their names, the most important first, as far as there is room."""
        spots = {entry: Spot(*self.place(entry), name) for entry, name in names.items()}
        placed = place_labels(tuple(spots.values()), self._size.width, self._size.height)
        return {entry: placed[spot] for entry, spot in spots.items() if spot in placed}


def _dust(
    entries: Sequence[Entry], found: Mapping[Entry, Result], drawing: _Drawing, palette: Palette
) -> tuple[Dust, ...]:
    groups: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for entry in entries:
        result = found[entry]
        look = palette.of_paper(result.paper), result.setup.distilled == "yes"
        groups.setdefault(look, []).append(drawing.place(entry))
    return tuple(Dust(colour, taught, tuple(places)) for (colour, taught), places in sorted(groups.items()))


def figure_of(result: Result, cost: CostName) -> Figure | None:
    """Gives what a result costs; None when nobody tells it."""
    return result.gmacs if cost == "gmacs" else result.params_m
