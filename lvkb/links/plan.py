"""What a run will ask, worked out before anybody is asked: which targets, how many requests, how long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lvkb.links.checkers import arxiv, cvf, doi, github, openreview, web
from lvkb.links.context import Batch, Context
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LookupCache, LookupState
from lvkb.links.targets import Route, Target


class Checker(NamedTuple):
    """One service's way to look targets up.

    Attributes:
        check: Looks targets up and gives outcomes as they become known.
        calls: Number of requests that a clean run makes for these targets.
        seconds: Seconds that those take at least, given their number and the limits.
    """

    check: Callable[[Sequence[Target], Context], Iterator[Batch]]
    calls: Callable[[Sequence[Target], Limits], int]
    seconds: Callable[[int, Limits], float]


CHECKERS: Mapping[Route, Checker] = {
    "arxiv": Checker(arxiv.check, arxiv.calls, lambda calls, limits: calls * limits.arxiv_gap_s),
    "github": Checker(github.check, github.calls, lambda calls, limits: calls * limits.github_gap_s),
    "doi": Checker(doi.check, doi.calls, lambda calls, limits: calls * limits.host_gap_s),
    "openreview": Checker(openreview.check, openreview.calls, lambda calls, limits: calls * limits.host_gap_s),
    "cvf": Checker(cvf.check, cvf.calls, lambda calls, limits: calls * limits.host_gap_s),
    "web": Checker(web.check, web.calls, lambda calls, limits: calls * limits.host_gap_s / 4),
}
"""The checkers by route; all run at the same time."""


@dataclass(frozen=True)
class Plan:
    """What a run will do.

    Attributes:
        targets: Everything to look up.
        known: What is remembered of them and still fresh, and those that are skipped.
        calls: Number of requests by route for the rest, if all goes well.
        seconds: How long that takes at least: the slowest service's time.
    """

    targets: tuple[Target, ...]
    known: Mapping[str, LookupState] = field(repr=False)
    calls: Mapping[Route, int]
    seconds: float

    @property
    def remembered(self) -> int:
        """Number of targets that earlier runs looked up."""
        return sum(seen is not _SKIPPED for seen in self.known.values())

    @property
    def summary(self) -> str:
        """The line before the start: how many links, how many calls to whom, about how long."""
        places = sum(len(target.uses) for target in self.targets)
        skipped = len(self.known) - self.remembered
        known = f"{skipped} skipped, " if skipped else ""
        known += f"{self.remembered} known from earlier runs, " if self.remembered else ""
        what = ", ".join(_count(number, f"{_NAMES[route]} call") for route, number in self.calls.items())
        about = f"; about {_duration(self.seconds)}" if what else ""
        links = f"{_count(places, 'link')} to {_count(len(self.targets), 'target')}"
        return f"{links}: {known}{what or 'nothing to ask'}{about}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_SKIPPED = LookupState(Outcome(LinkStatus.SKIPPED, Reason.EXCLUDED), 0.0, 0.0)


def _is_excluded(target: Target, exclude: Collection[str]) -> bool:
    return any(text in use.url for text in exclude for use in target.uses)


_NAMES: Mapping[Route, str] = {
    "arxiv": "arXiv",
    "github": "GitHub",
    "doi": "DOI",
    "openreview": "OpenReview",
    "cvf": "CVF",
    "web": "web",
}


def _duration(seconds: float) -> str:
    return f"{max(seconds, 1):.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def plan(
    targets: Iterable[Target],
    limits: Limits,
    lookup_cache: LookupCache,
    *,
    refresh: bool = False,
    exclude: Collection[str] = (),
) -> Plan:
    """Works out what is to be asked.

    Args:
        targets: What links lead to, each once.
        limits: How services are asked.
        lookup_cache: What earlier runs found out.
        refresh: Ask everything again.
        exclude: Links that contain one of these texts are skipped.
    """
    wanted = tuple(targets)
    skipped = {target.key: _SKIPPED for target in wanted if _is_excluded(target, exclude)}
    known = {**({} if refresh else lookup_cache.fresh(target.key for target in wanted)), **skipped}
    todo = by_route(target for target in wanted if target.key not in known)
    calls = {route: CHECKERS[route].calls(part, limits) for route, part in todo.items()}
    seconds = max((CHECKERS[route].seconds(count, limits) for route, count in calls.items()), default=0.0)
    return Plan(wanted, known, calls, seconds)


def by_route(targets: Iterable[Target]) -> dict[Route, list[Target]]:
    """Gives the targets of each service, in their order."""
    parts: dict[Route, list[Target]] = {}
    for target in targets:
        parts.setdefault(target.route, []).append(target)
    return parts
