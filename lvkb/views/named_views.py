"""Views that have a name and files: accuracy against each cost, in every setup of which enough is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lvkb.subject.setups import UNKNOWN, Setup
from lvkb.views.front import FrontChart, entry_chart
from lvkb.views.palette import Palette
from lvkb.views.picker import Choice, chooser
from lvkb.views.ranking import Entry
from lvkb.views.setup_fronts import ALL_COSTS, COSTS, SPEEDS, CostName, SpeedName, once
from lvkb.views.workspace import ResultRow, Workspace

ENOUGH = 10
"""So many models make a view of their own; the page of models shows smaller ones too."""

Choices = Mapping[Entry, Choice]


class NamedView(NamedTuple):
    """A chart and the rows behind it: every model of a setup whose cost is known, with its highest accuracy.

    Attributes:
        path: Its address below the folder of views, without an ending: `imagenet-1k-no-distillation-224/gmacs`.
        chart: The chart.
        rows: The results that it shows, from left to right.
        front: Those on the front, in the same order.
    """

    path: str
    chart: FrontChart
    rows: tuple[Choice, ...]
    front: tuple[Choice, ...]

    @property
    def setup(self) -> Setup:
        """The setup of all rows."""
        return self.chart.setup

    @property
    def cost(self) -> CostName | SpeedName:
        """What the results cost."""
        return self.chart.cost

    @property
    def device(self) -> str:
        """Device that speeds are of; empty for other costs."""
        return self.chart.device


def named_views(space: Workspace, palette: Palette) -> Iterator[NamedView]:
    """Gives the views, the setup with the most models first; in each, costs before speeds on devices.

    Args:
        space: The workspace of the catalogue.
        palette: The colours of families.
    """
    setups = sorted(_fields(space).items(), key=lambda item: (-_models(item[1]), str(item[0])))
    taken: set[str] = set()
    for setup, rows in setups:
        folder = slug(str(setup))
        if _models(rows) < ENOUGH or folder in taken:
            continue
        taken.add(folder)
        choices = _choices(space, rows)
        for cost in COSTS:
            yield from _view(f"{folder}/{cost}", choices, cost, palette)
        for device in _devices(choices):
            timed = _choices(space, rows, device)
            for speed in SPEEDS:
                yield from _view(f"{folder}/{speed}-{slug(device)}", timed, speed, palette, device)


def slug(words: str) -> str:
    """Gives words as a part of an address: lower case letters and digits, with single hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _fields(space: Workspace) -> Mapping[Setup, list[ResultRow]]:
    """Gives the results that fronts are made of, by their setup, as far as all of it is known."""
    found: dict[Setup, list[ResultRow]] = {}
    for row in space.results:
        result = row.result
        is_ranked = result.is_comparable and result.paper.scope == "core" and not result.is_method_applied
        if is_ranked and UNKNOWN not in result.setup:
            found.setdefault(result.setup, []).append(row)
    return found


def _devices(choices: Choices) -> Iterator[str]:
    """Gives the devices on which speeds of enough models are known, in the order in which they are met."""
    found: dict[str, set[str]] = {}
    for entry, choice in choices.items():
        for speed in choice.speeds:
            found.setdefault(speed.device, set()).add(entry.model)
    return (device for device, models in found.items() if len(models) >= ENOUGH)


def _choices(space: Workspace, rows: list[ResultRow], device: str = "") -> Choices:
    choose = chooser(space, device)
    found: dict[Entry, Choice] = {}
    for row in rows:
        choice = choose(row)
        found.setdefault(choice.entry, choice)
    return found


def _view(
    path: str, choices: Choices, cost: CostName | SpeedName, palette: Palette, device: str = ""
) -> Iterator[NamedView]:
    """Gives one view, or none where too few costs are known."""
    spent = ALL_COSTS[cost]
    known = [(abs(value), entry) for entry in once(choices, spent) if (value := spent(entry)) is not None]
    if len(known) < ENOUGH:
        return
    ordered = [entry for _, entry in sorted(known, key=lambda item: (item[0], -item[1].top1, item[1].model))]
    chart = entry_chart({entry: choices[entry].result for entry in ordered}, cost, device=device, palette=palette)
    on_front = {id(point.result) for point in chart.front}
    rows = tuple(choices[entry] for entry in ordered)
    yield NamedView(path, chart, rows, tuple(row for row in rows if id(row.result) in on_front))


def _models(rows: list[ResultRow]) -> int:
    return len({row.model for row in rows})
