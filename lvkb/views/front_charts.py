"""Which models the charts of the home page, of topics and of papers show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lvkb.records import Paper
from lvkb.results import Result, Results
from lvkb.subject.setups import UNKNOWN, Setup
from lvkb.views.front import FULL, SMALL, WIDE, FrontChart, Size, figure_of, front_chart
from lvkb.views.palette import palette_of
from lvkb.views.ranking import FIRST, Entry
from lvkb.views.setup_fronts import COSTS, CostName, fields, model_front

_NEAR = 3
"""A paper's chart shows the front from this share of its least cost up to this many times its greatest one."""


class FrontCharts:
    """The charts of one catalogue; what several of them need is worked out once."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._palette = palette_of(results.catalog)
        self._fronts: dict[tuple[Setup, CostName], tuple[Entry, ...]] = {}

    def first(self, size: Size = WIDE) -> FrontChart | None:
        """Gives lightweight core models in the setup that readers meet first; None when there are none."""
        results = [item for setup, items in self._field.items() if FIRST.hold(setup) for item in items.values()]
        return front_chart((item for item in results if item.is_light), size=size, palette=self._palette)

    def topic(self, path: str, size: Size = FULL) -> FrontChart | None:
        """Gives the lightweight models of a topic's papers, in the setup that most of them share."""
        results = (item for paper in self._results.catalog.below(path) for item in self._results.merged[paper.id])
        light = [item for item in results if _is_shown(item, "gmacs") and item.is_light]
        models = {(item.setup, item.variant.name, item.paper.id) for item in light}
        setup = next((setup for setup, _ in Counter(setup for setup, *_ in sorted(models)).most_common(1)), None)
        return front_chart((item for item in light if item.setup == setup), size=size, palette=self._palette)

    def paper(self, paper: Paper, size: Size = SMALL) -> FrontChart | None:
        """Gives a paper's results in the setup that readers meet first, else in its commonest one, beside the front.

        GMACs are what they cost, or parameters where no GMACs are known; None when neither are.
        """
        for cost in ("gmacs", "params"):
            results = [item for item in self._results.merged[paper.id] if _is_shown(item, cost)]
            setup = _commonest(results)
            if setup:
                own = [item for item in results if item.setup == setup]
                shown = [*self._near(own, setup, cost), *own]
                return front_chart(shown, cost, size=size, lit=paper.id, palette=self._palette)
        return None

    @cached_property
    def _field(self) -> Mapping[Setup, Mapping[Entry, Result]]:
        return fields(self._results)

    def _near(self, own: Sequence[Result], setup: Setup, cost: CostName) -> list[Result]:
        """Gives the front of a setup, as far as it costs about as much as a paper's results."""
        field = self._field.get(setup, {})
        if (setup, cost) not in self._fronts:
            self._fronts[setup, cost] = model_front(field, COSTS[cost])
        spent = [figure.value for item in own if (figure := figure_of(item, cost))]
        least, most = min(spent) / _NEAR, max(spent) * _NEAR
        known = ((entry, COSTS[cost](entry)) for entry in self._fronts[setup, cost])
        return [field[entry] for entry, value in known if value is not None and least <= value <= most]


def _is_shown(result: Result, cost: CostName) -> bool:
    return result.is_comparable and UNKNOWN not in result.setup and figure_of(result, cost) is not None


def _commonest(results: Iterable[Result]) -> Setup | None:
    """Gives the setup that readers meet first if any result is of it, else the one that most are of, the first such."""
    setups = Counter(result.setup for result in results)
    first = next((setup for setup in setups if FIRST.hold(setup)), None)
    return first or next((setup for setup, _ in setups.most_common(1)), None)
