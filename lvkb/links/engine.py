"""Look-ups of many targets at once: each service in a thread of its own, what is known already not asked again."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from lvkb.links import arxiv, cvf, doi, github, openreview, web
from lvkb.links.asking import Asking, Batch
from lvkb.links.identity import judge, needs_first_version
from lvkb.links.memory import Memory, Seen
from lvkb.links.services import Manners
from lvkb.links.targets import Route, Target, Use
from lvkb.links.verdicts import Outcome, Verdict

Say: TypeAlias = Callable[[str], None]


class Checker(NamedTuple):
    """One service's way to look targets up.

    Attributes:
        check: Looks targets up and gives outcomes as they become known.
        calls: Number of requests that a clean run makes for these targets.
        seconds: Seconds that those take at least, given their number and the manners.
    """

    check: Callable[[Sequence[Target], Asking], Iterator[Batch]]
    calls: Callable[[Sequence[Target], Manners], int]
    seconds: Callable[[int, Manners], float]


CHECKERS: Mapping[Route, Checker] = {
    "arxiv": Checker(arxiv.check, arxiv.calls, lambda calls, manners: calls * manners.arxiv_gap_s),
    "github": Checker(github.check, github.calls, lambda calls, manners: calls * manners.github_gap_s),
    "doi": Checker(doi.check, doi.calls, lambda calls, manners: calls * manners.host_gap_s),
    "openreview": Checker(openreview.check, openreview.calls, lambda calls, manners: calls * manners.host_gap_s),
    "cvf": Checker(cvf.check, cvf.calls, lambda calls, manners: calls * manners.host_gap_s),
    "web": Checker(web.check, web.calls, lambda calls, manners: calls * manners.host_gap_s / 4),
}
"""The checkers by route; all run at the same time."""


class Judged(NamedTuple):
    """What is said of one place.

    Attributes:
        target: What it leads to.
        use: The place.
        outcome: Verdict on this very use: the same id may be right in one record and wrong in another.
        seen: What is known of the target.
    """

    target: Target
    use: Use
    outcome: Outcome
    seen: Seen


@dataclass(frozen=True)
class Result:
    """A run.

    Attributes:
        judged: A verdict for each place, in the order of targets and uses.
        asked: Targets that were asked in this run, by route.
        remembered: Number of targets that were known already.
    """

    judged: tuple[Judged, ...]
    asked: Mapping[Route, int]
    remembered: int

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of places by verdict, in the order of verdicts."""
        counted = Counter(item.outcome.verdict for item in self.judged)
        return {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}

    @property
    def verified_nothing(self) -> bool:
        """Whether more than half of the targets are unknown, so that the run as a whole says nothing."""
        states = {item.target.key: item.seen.current.verdict for item in self.judged}
        unknown = sum(1 for verdict in states.values() if verdict is Verdict.UNKNOWN)
        return unknown * 2 > len(states)


@dataclass(frozen=True)
class Plan:
    """What a run will do.

    Attributes:
        targets: Everything to look up.
        known: What is remembered of them and still fresh.
        calls: Number of requests by route for the rest, if all goes well.
        seconds: How long that takes at least: the slowest service's time.
    """

    targets: tuple[Target, ...]
    known: Mapping[str, Seen] = field(repr=False)
    calls: Mapping[Route, int]
    seconds: float

    @property
    def summary(self) -> str:
        """The line before the start: how many links, how many calls to whom, about how long."""
        places = sum(len(target.uses) for target in self.targets)
        parts = [f"{count} {_NAMES[route]} {'call' if count == 1 else 'calls'}" for route, count in self.calls.items()]
        known = f"{len(self.known)} known from earlier runs, " if self.known else ""
        what = ", ".join(parts) or "nothing to ask"
        about = f"; about {_duration(self.seconds)}" if parts else ""
        return f"{places} links to {len(self.targets)} targets: {known}{what}{about}"


_SKIPPED = Seen(Outcome(Verdict.SKIPPED, "excluded"), 0.0, 0.0)


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
    manners: Manners,
    memory: Memory,
    *,
    refresh: bool = False,
    exclude: Collection[str] = (),
) -> Plan:
    """Works out what is to be asked.

    Args:
        targets: What links lead to, each once.
        manners: How services are asked.
        memory: What earlier runs found out.
        refresh: Ask everything again.
        exclude: Links that contain one of these texts are skipped.
    """
    wanted = tuple(targets)
    skipped = {target.key: _SKIPPED for target in wanted if _is_excluded(target, exclude)}
    known = {**({} if refresh else memory.fresh(target.key for target in wanted)), **skipped}
    todo = _by_route(target for target in wanted if target.key not in known)
    calls = {route: CHECKERS[route].calls(part, manners) for route, part in todo.items()}
    seconds = max((CHECKERS[route].seconds(count, manners) for route, count in calls.items()), default=0.0)
    return Plan(wanted, known, calls, seconds)


def look_up(planned: Plan, asking: Asking, memory: Memory, say: Say = lambda _: None) -> Result:
    """Asks the services for all that is not known, and judges every place.

    What a service answers is stored as soon as it is known, so a run that is stopped loses nothing. A paper whose
    title does not fit is asked once more for its first version before anything is said against it.

    Args:
        planned: What to look up.
        asking: Client, addresses, manners.
        memory: Where answers are kept.
        say: Told the progress.
    """
    todo = [target for target in planned.targets if target.key not in planned.known]
    seen = {**planned.known, **_ask(todo, asking, memory, say)}
    first = _first_versions(planned.targets, seen, asking, memory, say)
    judged = tuple(
        Judged(target, use, _judge(target, use, seen[target.key], first), seen[target.key])
        for target in planned.targets
        for use in target.uses
    )
    asked = {route: len(part) for route, part in _by_route(todo).items()}
    return Result(judged, asked, len(planned.known))


def _judge(target: Target, use: Use, seen: Seen, first: Mapping[str, Seen]) -> Outcome:
    version = first.get(_first_version(target).key)
    return judge(use, seen.current, version.current if version else None)


def _first_version(target: Target) -> Target:
    return replace(target, id=f"{target.id}v1", uses=())


def _first_versions(
    targets: Sequence[Target], seen: Mapping[str, Seen], asking: Asking, memory: Memory, say: Say
) -> dict[str, Seen]:
    doubtful = [target for target in targets if target.route == "arxiv" and _doubted(target, seen[target.key])]
    wanted = [_first_version(target) for target in doubtful]
    known = memory.fresh(target.key for target in wanted)
    return {**known, **_ask([target for target in wanted if target.key not in known], asking, memory, say)}


def _doubted(target: Target, seen: Seen) -> bool:
    return any(needs_first_version(use, seen.current) for use in target.uses)


def _by_route(targets: Iterable[Target]) -> dict[Route, list[Target]]:
    parts: dict[Route, list[Target]] = {}
    for target in targets:
        parts.setdefault(target.route, []).append(target)
    return parts


def _ask(targets: Sequence[Target], asking: Asking, memory: Memory, say: Say) -> dict[str, Seen]:
    """Runs the checkers side by side; this thread alone writes to the memory."""
    ready: queue.SimpleQueue[Batch | BaseException | None] = queue.SimpleQueue()
    parts = _by_route(targets)
    for route, part in parts.items():
        work = (CHECKERS[route].check, part, asking, ready)
        threading.Thread(target=_run, args=work, name=f"links-{route}", daemon=True).start()
    found: dict[str, Seen] = {}
    nameless: dict[str, Outcome] = {}
    online = False
    running = len(parts)
    while running:
        item = ready.get()
        if isinstance(item, BaseException):
            raise item
        if item is None:
            running -= 1
            continue
        outcomes = {target.key: outcome for target, outcome in item}
        missing = {key: outcome for key, outcome in outcomes.items() if outcome.reason == _NO_SUCH_HOST}
        known = {key: outcome for key, outcome in outcomes.items() if key not in missing}
        online = online or any(outcome.verdict in _ANSWERED for outcome in known.values())
        nameless |= missing
        found |= memory.note(known)
        say(f"Asking about links: {len(found) + len(nameless)} of {len(targets)}")
    return found | memory.note(nameless if online else dict.fromkeys(nameless, _OFFLINE))


_NO_SUCH_HOST = "nxdomain"
_ANSWERED = frozenset({Verdict.OK, Verdict.MOVED, Verdict.WARN, Verdict.DEAD})
_OFFLINE = Outcome(Verdict.UNKNOWN, "servfail", "No host was found in this run, so this says nothing about this one.")
"""What a missing host is worth when nobody answered at all: without a network, every name is unknown."""


def _run(
    check: Callable[[Sequence[Target], Asking], Iterator[Batch]],
    targets: Sequence[Target],
    asking: Asking,
    ready: queue.SimpleQueue[Batch | BaseException | None],
) -> None:
    left = {target.key: target for target in targets}
    try:
        for batch in check(targets, asking):
            for target, _ in batch:
                left.pop(target.key, None)
            ready.put(batch)
        if left:
            nothing = Outcome(Verdict.UNKNOWN, "no-answer", "nothing was said of it")
            ready.put([(target, nothing) for target in left.values()])
        ready.put(None)
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
        ready.put(error)
