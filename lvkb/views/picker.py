"""An answer to a question for models: those within a budget, ranked; what the best beats and the next step costs.

It looks at the rows of the workspace by the rules of `ranking`, so that page and command line give one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.measured import ModelCount, Timing
from lvkb.records import Latency, Paper, Throughput
from lvkb.results import Result
from lvkb.subject.devices import device_name
from lvkb.subject.licences import Commercial, commercial_use
from lvkb.views.ranking import FIRST, NO_LIMITS, Conditions, Entry, Limits, Ranking, dominated, entry_of, is_candidate
from lvkb.views.ranking import ranking as ranked
from lvkb.views.workspace import ResultRow, Workspace


class Question(NamedTuple):
    """What is asked for.

    Attributes:
        limits: Ranges of values, and whether weights must allow commercial use.
        conditions: The setup.
        device: Device that speeds are of, as the workspace names it; empty for none.
        topic: Node of the taxonomy that papers must stand in; empty for any.
        in_timm: Whether timm must have the weights.
        core: Whether only papers of the core scope are looked at.
        unknown: Whether models pass whose values nobody tells.
    """

    limits: Limits = NO_LIMITS
    conditions: Conditions = FIRST
    device: str = ""
    topic: str = ""
    in_timm: bool = False
    core: bool = True
    unknown: bool = False


class TimeOnDevice(NamedTuple):
    """A speed: milliseconds or images per second, of the authors or of Qualcomm AI Hub.

    Attributes:
        device: Device, by the name by which readers find it.
        told: What tells it.
    """

    device: str
    told: Throughput | Latency | Timing

    @property
    def ms(self) -> Decimal | None:
        """Milliseconds; None for a throughput."""
        return None if isinstance(self.told, Throughput) else Decimal(self.told.ms)

    @property
    def ips(self) -> Decimal | None:
        """Images per second; None for a time."""
        return self.told.images_per_s if isinstance(self.told, Throughput) else None


class Choice(NamedTuple):
    """A result that may be chosen.

    Attributes:
        result: The result.
        timm: timm name of its weights; empty when timm has none.
        license: Their licence; empty when nobody says.
        own: What was counted on them, from which a snippet is made; None when nothing was.
        has_other_weights: Whether timm's weights are told to be of another setup.
        speeds: Its speeds on the device that was asked for, the authors' own first; on any device where none was.
        device: This device; empty where none was.
        place: Its place among all results of its paper.
    """

    result: Result
    timm: str
    license: str
    own: ModelCount | None
    has_other_weights: bool
    speeds: tuple[TimeOnDevice, ...]
    device: str
    place: int

    @property
    def paper(self) -> Paper:
        """Its paper."""
        return self.result.paper

    @property
    def entry(self) -> Entry:
        """The values by which it is ranked; speeds compare on one device alone."""
        speeds = self.speeds if self.device else ()
        return entry_of(self.result)._replace(
            ms=min((speed.ms for speed in speeds if speed.ms is not None), default=None),
            ips=max((speed.ips for speed in speeds if speed.ips is not None), default=None),
            commercial=_allows(self.license),
        )


class Answer(NamedTuple):
    """What a question comes to.

    Attributes:
        question: The question.
        ranking: Bands, the cheapest of the best band, the next step, and how many are hidden.
        choices: The candidates by their entries, those outside the limits included.
        beaten: How many of the models in the ranking the best one dominates.
        beaten_by_cheapest: How many the cheapest one does.
    """

    question: Question
    ranking: Ranking
    choices: Mapping[Entry, Choice]
    beaten: int
    beaten_by_cheapest: int

    @property
    def best(self) -> Entry | None:
        """The most accurate model; None when no model is left."""
        return next(iter(self.ranking.rows), None)


def pick(rows: Workspace, question: Question) -> Answer:
    """Answers a question.

    Args:
        rows: The workspace of the catalogue.
        question: What is asked for.
    """
    choices: dict[Entry, Choice] = {}
    for choice in choices_of(rows, question):
        choices.setdefault(choice.entry, choice)
    found = ranked(choices, question.limits, unknown=question.unknown)
    beaten = (len(dominated(one, found.rows)) if one else 0 for one in (next(iter(found.rows), None), found.cheapest))
    return Answer(question, found, choices, *beaten)


def choices_of(rows: Workspace, question: Question) -> Iterator[Choice]:
    """Gives the results of the setup, scope and topic asked for, and with weights in timm if that is asked for."""
    choose = chooser(rows, question.device)
    for item in rows.results:
        paper = item.result.paper
        if (
            is_candidate(item.result, question.conditions)
            and (paper.scope == "core" or not question.core)
            and (not question.topic or paper.stands_in(question.topic))
        ):
            choice = choose(item)
            if choice.timm or not question.in_timm:
                yield choice


def chooser(rows: Workspace, device: str = "") -> Callable[[ResultRow], Choice]:
    """Gives a function that makes a choice of a result of the workspace.

    Args:
        rows: The workspace.
        device: Device that speeds are of; any named one by default.
    """
    timings: dict[int, list[TimeOnDevice]] = {}
    for row in rows.timings:
        if device in ("", row.timing.device):
            timings.setdefault(row.model, []).append(TimeOnDevice(row.timing.device, row.timing))

    def choose(item: ResultRow) -> Choice:
        weights = item if item.timm else rows.models[item.model]
        own = (TimeOnDevice(device_name(speed.device), speed) for speed in item.speeds)
        shown = (speed for speed in own if speed.device and device in ("", speed.device))
        speeds = (*shown, *timings.get(item.model, ()))
        return Choice(
            result=item.result,
            timm=weights.timm,
            license=weights.license,
            own=weights.own,
            has_other_weights=item.has_other_weights,
            speeds=speeds,
            device=device,
            place=item.place,
        )

    return choose


def _allows(licence: str) -> bool | None:
    use = commercial_use(licence)
    return None if use is None else use is Commercial.YES
