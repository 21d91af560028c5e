"""What earlier look-ups gave: kept between runs, so that nobody is asked twice and no link dies of one bad day."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lvkb.cache import cache_folder
from lvkb.links.link_status import LinkStatus, Outcome, Reason

DAY_S = 86_400.0
CONFIRMED_AFTER_S = DAY_S
"""A link is dead when it was found dead twice, at least this many seconds apart."""
LONG_UNKNOWN_S = 30 * DAY_S
"""A link that nobody could verify for this many seconds needs the eyes of a person."""

_VERSION = 2
_BATCH = 500
_HOUR_S = 3_600.0
_LONGEST_UNKNOWN_S = 14 * DAY_S
_KEPT_S = {LinkStatus.OK: 14 * DAY_S, LinkStatus.WARN: 7 * DAY_S, LinkStatus.MOVED: 7 * DAY_S, LinkStatus.BLOCKED: 0.0}
"""What counts for how long, a day otherwise. What one run may not ask, the next may be allowed to."""
_ARXIV_KEPT_S = 7 * DAY_S
_SPREAD = 0.2
_COLUMNS = "key TEXT PRIMARY KEY, entry TEXT NOT NULL"


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
    """Look-ups by target, in one SQLite file that several processes may use at once.

    Every failure of the disk or the file is taken as "nothing known"; the run goes on without a cache then.
    """

    def __init__(
        self,
        file: Path | None = None,
        clock: Callable[[], float] = time.time,
        spread: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311 - spreads load, hides nothing
    ) -> None:
        self._file = file or cache_folder() / "links.sqlite"
        self.clock = clock
        self._spread = spread

    def fresh(self, keys: Iterable[str]) -> dict[str, LookupState]:
        """Gives what is known of those targets that need not be asked again yet."""
        now = self.clock()
        return {key: seen for key, seen in self._get(keys).items() if seen.expires_at > now}

    def note(self, outcomes: Mapping[str, Outcome]) -> dict[str, LookupState]:
        """Stores what look-ups gave, all or nothing, and gives what is known of their targets now."""
        now = self.clock()
        try:
            with self._transaction() as connection:
                before = dict(_read(connection, list(outcomes)))
                known = self._after(before, outcomes, now)
                rows = [(key, json.dumps(asdict(seen), ensure_ascii=False)) for key, seen in known.items()]
                connection.executemany("INSERT OR REPLACE INTO lookups VALUES (?, ?)", rows)
                return known
        except (sqlite3.Error, OSError) as error:
            self._drop_if_broken(error)
            return self._after({}, outcomes, now)

    def _after(
        self, before: Mapping[str, LookupState], outcomes: Mapping[str, Outcome], now: float
    ) -> dict[str, LookupState]:
        return {key: state_after(before.get(key), key, item, now, self._spread()) for key, item in outcomes.items()}

    def _get(self, keys: Iterable[str]) -> dict[str, LookupState]:
        try:
            if not self._file.is_file():
                return {}
            with self._transaction() as connection:
                return dict(_read(connection, list(keys)))
        except (sqlite3.Error, OSError) as error:
            self._drop_if_broken(error)
            return {}

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            _make_table(connection)
            yield connection
            connection.execute("COMMIT")

    def _drop_if_broken(self, error: Exception) -> None:
        """Deletes a file that is no database, so that the next batch can make one; a busy or full disk is let be."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self._file.unlink()


def _make_table(connection: sqlite3.Connection) -> None:
    """Makes the table; that of another version of lvkb is dropped with all it holds."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        connection.execute("DROP TABLE IF EXISTS lookups")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute(f"CREATE TABLE IF NOT EXISTS lookups ({_COLUMNS})")


def _read(connection: sqlite3.Connection, keys: list[str]) -> Iterator[tuple[str, LookupState]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        for key, entry in connection.execute(f"SELECT key, entry FROM lookups WHERE key IN ({marks})", batch):
            seen = _decode(entry)
            if seen is not None:
                yield key, seen


def _decode(entry: object) -> LookupState | None:
    """Gives a stored entry, or None when it is not sound."""
    try:
        data = json.loads(str(entry))
        return LookupState(**{**data, "outcome": _outcome(data["outcome"]), "failure": _outcome(data["failure"])})
    except (ValueError, TypeError, KeyError):
        return None


def _outcome(data: dict[str, object] | None) -> Outcome | None:
    if not data:
        return None
    known = {"status": LinkStatus(str(data["status"])), "reason": Reason(str(data["reason"]))}
    return Outcome(**{**data, **known})  # type: ignore[arg-type]
