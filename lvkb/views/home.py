"""What the home page shows: an answer to the first question, what is new, and the devices that one may ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lvkb.measured import ModelCount
from lvkb.records import Paper
from lvkb.results import Result, Results
from lvkb.subject.devices import device_name
from lvkb.views.picks import Pick, one_a_paper, picks
from lvkb.views.ranking import Limits, Range, candidates, within
from lvkb.views.sections import PaperLine
from lvkb.views.workspace import Workspace

PARAMS_M = Decimal(6)
"""Most parameters of the first question, in millions."""

GMACS = Decimal(1)
"""Most multiply-adds of the first question, in 10^9."""

_BEST = 3
_NEWEST = 6
_DEVICES = 12


class Runnable(NamedTuple):
    """The best result whose model timm has, so that it can be run at once.

    Attributes:
        result: The result.
        model: What was counted on the weights that timm has of it.
        has_other_weights: Whether these are told to be of a result in another setup.
    """

    result: Result
    model: ModelCount
    has_other_weights: bool


class Home(NamedTuple):
    """The home page.

    Attributes:
        params_m: Most parameters of the first question, in millions.
        gmacs: Most multiply-adds of it, in 10^9.
        best: The best results within them in the first setup, of different papers.
        runs: The best of them all that runs in timm; None where none does.
        budgets: For each budget of parameters the best result of all lightweight ones.
        models: Models within them.
        hidden: Models that are left out only because nobody tells their cost.
        newest: The newest papers: added last, then youngest.
        devices: The devices with the most speeds.
        updated: Day of the newest record; None without any.
    """

    params_m: Decimal
    gmacs: Decimal
    best: tuple[Result, ...]
    runs: Runnable | None
    budgets: tuple[Pick, ...]
    models: int
    hidden: int
    newest: tuple[PaperLine, ...]
    devices: tuple[str, ...]
    updated: date | None


def home(results: Results, workspace: Workspace, lines: Mapping[str, PaperLine]) -> Home:
    """Gives what the home page shows.

    Args:
        results: The results of the catalogue.
        workspace: The rows of the workspace.
        lines: Papers as lines, by id.
    """
    found = candidates(result for result in results.results if result.paper.scope == "core")
    limits = Limits(params=Range(most=PARAMS_M), gmacs=Range(most=GMACS))
    rows, hidden = within(found, limits)
    newest = sorted(results.catalog.papers.values(), key=_age)[:_NEWEST]
    return Home(
        params_m=PARAMS_M,
        gmacs=GMACS,
        best=one_a_paper((found[entry] for entry in rows), _BEST),
        runs=_runnable((found[entry] for entry in rows), workspace),
        budgets=tuple(pick for pick in picks(results.results, 1) if pick.best),
        models=len(rows),
        hidden=hidden,
        newest=tuple(lines[paper.id] for paper in newest),
        devices=_devices(workspace),
        updated=workspace.updated,
    )


def _runnable(ranked: Iterable[Result], workspace: Workspace) -> Runnable | None:
    """Gives the first of some results for which timm has weights that were counted on."""
    places = {id(row.result): row for row in workspace.results}
    for row in (places[id(result)] for result in ranked):
        count = row.own if row.timm else workspace.models[row.model].own
        if count and count.weights:
            return Runnable(row.result, count, row.has_other_weights)
    return None


def _devices(workspace: Workspace) -> tuple[str, ...]:
    """Gives the devices that most results have a speed on."""
    named = (device_name(speed.device) for row in workspace.results for speed in row.speeds)
    return tuple(device for device, _ in Counter(filter(None, named)).most_common(_DEVICES))


def _age(paper: Paper) -> tuple[int, int, str]:
    """Orders papers, the newest first."""
    return -paper.added.toordinal(), -paper.published.year, paper.id
