"""What earlier look-ups gave: kept between runs, so that nobody is asked twice and no link dies of one bad day."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lvkb.cache import UNUSABLE, CacheFile, cache_folder
from lvkb.links.link_status import LinkStatus, Outcome, Reason

DAY_S = 86_400.0
CONFIRMED_AFTER_S = DAY_S
"""A link is dead when it was found dead twice, at least this many seconds apart."""
LONG_UNKNOWN_S = 30 * DAY_S
"""A link that nobody could verify for this many seconds needs the eyes of a person."""

_VERSION = 2
_LONGEST_WAIT_S = 30.0  # for other runs that write
_HOUR_S = 3_600.0
_LONGEST_UNKNOWN_S = 14 * DAY_S
_KEPT_S = {LinkStatus.OK: 14 * DAY_S, LinkStatus.WARN: 7 * DAY_S, LinkStatus.MOVED: 7 * DAY_S, LinkStatus.BLOCKED: 0.0}
"""What counts for how long, a day otherwise. What one run may not ask, the next may be allowed to."""
_ARXIV_KEPT_S = 7 * DAY_S
_SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class LookupState:
    """What is known of one target.

    Attributes:
        outcome: The last definite outcome; an unknown one only when there never was another.
        checked_at: When it was seen, in seconds since 1970.
        expires_at: When to ask again.
        first_bad_at: When it was first found dead without having answered since; None when it is not dead.
        failure: The last look-up when that gave nothing definite; None when it did.
        failing_since: When the first of the present row of such look-ups was; None without one.
        failures: How many there were in this row.
    """

    outcome: Outcome
    checked_at: float
    expires_at: float
    first_bad_at: float | None = None
    failure: Outcome | None = None
    failing_since: float | None = None
    failures: int = 0

    @property
    def current(self) -> Outcome:
        """What to say of the target today: a failed look-up shows, with the facts of the last good one."""
        return replace(self.failure, facts=self.outcome.facts) if self.failure else self.outcome

    @property
    def confirmed_dead(self) -> bool:
        """Whether it was found dead twice, a day apart."""
        return self.first_bad_at is not None and self.checked_at - self.first_bad_at >= CONFIRMED_AFTER_S


def state_after(before: LookupState | None, key: str, outcome: Outcome, now: float, spread: float) -> LookupState:
    """Gives what is known after a look-up.

    Args:
        before: What was known, or None.
        key: Name of the target.
        outcome: What the look-up gave.
        now: The time, in seconds since 1970.
        spread: Between -1 and 1; moves the expiry by up to a fifth, so that entries do not expire all at once.
    """
    if outcome.status is LinkStatus.UNKNOWN:
        count = before.failures + 1 if before else 1
        since = before.failing_since if before and before.failing_since is not None else now
        kept = min(_HOUR_S * 2 ** min(count - 1, 20), _LONGEST_UNKNOWN_S) * (1 + _SPREAD * spread)
        if before is None or before.outcome.status is LinkStatus.UNKNOWN:
            return LookupState(outcome, now, now + kept, None, outcome, since, count)
        return replace(before, expires_at=now + kept, failure=outcome, failing_since=since, failures=count)
    first_bad = None
    if outcome.status is LinkStatus.DEAD:
        first_bad = before.first_bad_at if before and before.first_bad_at is not None else now
        spread = abs(spread)  # the second look must come a full day after the first
    kept = _KEPT_S.get(outcome.status, DAY_S)
    if key.startswith("arxiv:"):
        kept = min(kept, _ARXIV_KEPT_S)
    return LookupState(outcome, now, now + kept * (1 + _SPREAD * spread), first_bad)


class LookupCache:
    """Look-ups by target, in one file that several processes may use at once.

    Every failure of the disk or the file is taken as "nothing known"; the run goes on without a cache then.
    """

    def __init__(
        self,
        file: Path | None = None,
        clock: Callable[[], float] = time.time,
        spread: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311 - spreads load, hides nothing
    ) -> None:
        self._file = CacheFile(file or cache_folder() / "links.sqlite", version=_VERSION, wait_s=_LONGEST_WAIT_S)
        self.clock = clock
        self._spread = spread

    def fresh(self, keys: Iterable[str]) -> dict[str, LookupState]:
        """Gives what is known of those targets that need not be asked again yet."""
        now = self.clock()
        return {key: state for key, state in _decoded(self._file.get(keys)) if state.expires_at > now}

    def note(self, outcomes: Mapping[str, Outcome]) -> dict[str, LookupState]:
        """Stores what look-ups gave, all or nothing, and gives what is known of their targets now."""
        now = self.clock()
        try:
            with self._file.entries() as entries:
                known = self._after(dict(_decoded(entries.get(outcomes))), outcomes, now)
                entries.put({key: json.dumps(asdict(state), ensure_ascii=False) for key, state in known.items()})
        except UNUSABLE:
            return self._after({}, outcomes, now)
        return known

    def _after(
        self, before: Mapping[str, LookupState], outcomes: Mapping[str, Outcome], now: float
    ) -> dict[str, LookupState]:
        return {key: state_after(before.get(key), key, item, now, self._spread()) for key, item in outcomes.items()}


def _decoded(entries: Mapping[str, str]) -> Iterator[tuple[str, LookupState]]:
    for key, entry in entries.items():
        if (state := _decode(entry)) is not None:
            yield key, state


def _decode(entry: str) -> LookupState | None:
    """Gives a stored entry, or None when it is not sound."""
    try:
        data = json.loads(entry)
        return LookupState(**{**data, "outcome": _outcome(data["outcome"]), "failure": _outcome(data["failure"])})
    except (ValueError, TypeError, KeyError):
        return None


def _outcome(data: dict[str, object] | None) -> Outcome | None:
    if not data:
        return None
    known = {"status": LinkStatus(str(data["status"])), "reason": Reason(str(data["reason"]))}
    return Outcome(**{**data, **known})  # type: ignore[arg-type]
