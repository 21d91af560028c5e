"""What a run will ask, worked out before anybody is asked: which targets, how many requests, how long."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lvkb.links.checkers import arxiv, cvf, doi, github, openreview, web
from lvkb.links.checkers.checker import Checker
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LookupCache, LookupState
from lvkb.links.stated_versions import is_beyond
from lvkb.links.targets import Target
from lvkb.registers import Register
from lvkb.wording import amount

_ALL = (arxiv, github, doi, openreview, cvf, web)

CHECKERS: Mapping[Register, Checker] = {module.CHECKER.register: module.CHECKER for module in _ALL}
"""The checkers by register; all run at the same time."""


@dataclass(frozen=True)
class Plan:
    """What a run will do.

    Attributes:
        targets: Everything to look up.
        known: What is remembered of them and still fresh, and those that are skipped.
        calls: Number of requests by register for the rest, if all goes well.
        seconds: How long that takes at least: the slowest service's time.
    """

    targets: tuple[Target, ...]
    known: Mapping[str, LookupState] = field(repr=False)
    calls: Mapping[Register, int]
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
        what = ", ".join(amount(number, f"{register.label} call") for register, number in self.calls.items())
        about = f"; about {_duration(self.seconds)}" if what else ""
        links = f"{amount(places, 'link')} to {amount(len(self.targets), 'target')}"
        return f"{links}: {known}{what or 'nothing to ask'}{about}"


_SKIPPED = LookupState(Outcome(LinkStatus.SKIPPED, Reason.EXCLUDED), 0.0, 0.0)


def _is_excluded(target: Target, exclude: Collection[str]) -> bool:
    return any(text in use.url for text in exclude for use in target.uses)


def _is_outdated(target: Target, seen: LookupState) -> bool:
    return any(is_beyond(use, seen.current) for use in target.uses)


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

    A paper that had fewer versions than a link names when it was asked may have got that one since: it is asked again.

    Args:
        targets: What links lead to, each once.
        limits: How services are asked.
        lookup_cache: What earlier runs found out.
        refresh: Ask everything again.
        exclude: Links that contain one of these texts are skipped.
    """
    wanted = tuple(targets)
    skipped = {target.key: _SKIPPED for target in wanted if _is_excluded(target, exclude)}
    fresh = {} if refresh else lookup_cache.fresh(target.key for target in wanted)
    outdated = {target.key for target in wanted if target.key in fresh and _is_outdated(target, fresh[target.key])}
    known = {**{key: seen for key, seen in fresh.items() if key not in outdated}, **skipped}
    todo = by_register(target for target in wanted if target.key not in known)
    calls = {register: CHECKERS[register].calls(part, limits) for register, part in todo.items()}
    seconds = max((count * CHECKERS[register].gap_s(limits) for register, count in calls.items()), default=0.0)
    return Plan(wanted, known, calls, seconds)


def by_register(targets: Iterable[Target]) -> dict[Register, list[Target]]:
    """Gives the targets of each register, in their order."""
    parts: dict[Register, list[Target]] = {}
    for target in targets:
        parts.setdefault(target.register, []).append(target)
    return parts
