"""Look-ups of many targets at once: each service in a thread of its own, what is known already not asked again."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from lvkb.links import plan
from lvkb.links.context import Batch, Context
from lvkb.links.identity import judge, needs_first_version
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LookupCache, LookupState
from lvkb.links.plan import Plan, by_register
from lvkb.links.stated_versions import missing_versions, version_of
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV, Register

Say: TypeAlias = Callable[[str], None]


class CheckedLink(NamedTuple):
    """What is said of one place.

    Attributes:
        target: What it leads to.
        use: The place.
        outcome: What is said of this very use: the same id may be right in one record and wrong in another.
        seen: What is known of the target.
    """

    target: Target
    use: Use
    outcome: Outcome
    seen: LookupState


@dataclass(frozen=True)
class Run:
    """A run.

    Attributes:
        links: What is said of each place, in the order of targets and uses.
        asked: Targets that were asked in this run, by register.
        remembered: Number of targets that were known already.
    """

    links: tuple[CheckedLink, ...]
    asked: Mapping[Register, int]
    remembered: int

    @property
    def counts(self) -> dict[LinkStatus, int]:
        """Number of places by status, in the order of statuses."""
        counted = Counter(item.outcome.status for item in self.links)
        return {link_status: counted[link_status] for link_status in LinkStatus if counted[link_status]}

    @property
    def verified_nothing(self) -> bool:
        """Whether more than half of the targets are unknown, so that the run as a whole says nothing."""
        states = {item.target.key: item.seen.current.status for item in self.links}
        wanted = [link_status for link_status in states.values() if link_status is not LinkStatus.SKIPPED]
        return wanted.count(LinkStatus.UNKNOWN) * 2 > len(wanted)


def look_up(planned: Plan, context: Context, lookup_cache: LookupCache, say: Say = lambda _: None) -> Run:
    """Asks the services for all that is not known, and judges every place.

    What a service answers is stored as soon as it is known, so a run that is stopped loses nothing. A paper whose
    title does not fit is asked once more for its first version before anything is said against it.

    Args:
        planned: What to look up.
        context: Client, endpoints, limits.
        lookup_cache: Where answers are kept.
        say: Told the progress.
    """
    todo = [target for target in planned.targets if target.key not in planned.known]
    seen = {**planned.known, **_ask(todo, context, lookup_cache, say)}
    first = _first_versions(planned.targets, seen, context, lookup_cache, say)
    missing = lookup_cache.note(missing_versions(planned.targets, seen))
    judged = tuple(
        _judged(target, use, seen[target.key], first, missing) for target in planned.targets for use in target.uses
    )
    asked = {register: len(part) for register, part in by_register(todo).items()}
    return Run(judged, asked, planned.remembered)


def _judged(
    target: Target, use: Use, seen: LookupState, first: Mapping[str, LookupState], missing: Mapping[str, LookupState]
) -> CheckedLink:
    version = first.get(_first_version(target).key)
    outcome = judge(use, seen.current, version.current if version else None)
    gone = missing.get(version_of(target, use.version).key) if use.version else None
    if gone and outcome.status is not LinkStatus.MISMATCH:
        return CheckedLink(target, use, gone.outcome, gone)
    return CheckedLink(target, use, outcome, seen)


def _first_version(target: Target) -> Target:
    return version_of(target, "v1")


def _first_versions(
    targets: Sequence[Target], seen: Mapping[str, LookupState], context: Context, lookup_cache: LookupCache, say: Say
) -> dict[str, LookupState]:
    doubtful = [target for target in targets if target.register is ARXIV and _doubted(target, seen[target.key])]
    wanted = [_first_version(target) for target in doubtful]
    known = lookup_cache.fresh(target.key for target in wanted)
    return {**known, **_ask([target for target in wanted if target.key not in known], context, lookup_cache, say)}


def _doubted(target: Target, seen: LookupState) -> bool:
    return any(needs_first_version(use, seen.current) for use in target.uses)


def _ask(targets: Sequence[Target], context: Context, lookup_cache: LookupCache, say: Say) -> dict[str, LookupState]:
    """Runs the checkers side by side; this thread alone writes to the cache."""
    ready: queue.SimpleQueue[Batch | BaseException | None] = queue.SimpleQueue()
    parts = by_register(targets)
    for register, part in parts.items():
        work = (plan.CHECKERS[register].check, part, context, ready)
        threading.Thread(target=_run, args=work, name=f"links-{register.key}", daemon=True).start()
    found: dict[str, LookupState] = {}
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
        missing = {key: outcome for key, outcome in outcomes.items() if outcome.reason is Reason.NO_SUCH_HOST}
        known = {key: outcome for key, outcome in outcomes.items() if key not in missing}
        online = online or any(outcome.status in _ANSWERED for outcome in known.values())
        nameless |= missing
        found |= lookup_cache.note(known)
        say(f"Asking about links: {len(found) + len(nameless)} of {len(targets)}")
    return found | lookup_cache.note(nameless if online else dict.fromkeys(nameless, _OFFLINE))


_ANSWERED = frozenset({LinkStatus.OK, LinkStatus.MOVED, LinkStatus.WARN, LinkStatus.DEAD})
_OFFLINE = Outcome(
    LinkStatus.UNKNOWN, Reason.NAME_SERVICE, "No host was found in this run, so this says nothing about this one."
)
"""What a missing host is worth when nobody answered at all: without a network, every name is unknown."""


def _run(
    check: Callable[[Sequence[Target], Context], Iterator[Batch]],
    targets: Sequence[Target],
    context: Context,
    ready: queue.SimpleQueue[Batch | BaseException | None],
) -> None:
    left = {target.key: target for target in targets}
    try:
        for batch in check(targets, context):
            for target, _ in batch:
                left.pop(target.key, None)
            ready.put(batch)
        if left:
            nothing = Outcome(LinkStatus.UNKNOWN, Reason.NO_ANSWER, "nothing was said of it")
            ready.put([(target, nothing) for target in left.values()])
        ready.put(None)
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
        ready.put(error)
