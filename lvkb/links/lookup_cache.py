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
from lvkb.links.link_status import Outcome, Verdict

DAY_S = 86_400.0
CONFIRMED_AFTER_S = DAY_S
"""A link is dead when it was found dead twice, at least this many seconds apart."""
LONG_UNKNOWN_S = 30 * DAY_S
"""A link that nobody could verify for this many seconds needs the eyes of a person."""

_VERSION = 1
_BATCH = 500
_HOUR_S = 3_600.0
_LONGEST_UNKNOWN_S = 14 * DAY_S
_KEPT_S = {Verdict.OK: 14 * DAY_S, Verdict.WARN: 7 * DAY_S, Verdict.MOVED: 7 * DAY_S, Verdict.BLOCKED: 0.0}
"""What counts for how long, a day otherwise. What one run may not ask, the next may be allowed to."""
_ARXIV_KEPT_S = 7 * DAY_S
_SPREAD = 0.2
_COLUMNS = "key TEXT PRIMARY KEY, entry TEXT NOT NULL"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one target.

    Attributes:
        outcome: The last definite outcome; an unknown one only when there never was another.
        checked_at: When it was seen, in seconds since 1970.
        expires_at: When to ask again.
        first_bad_at: When it was first found dead without having answered since; None when it is not dead.
        trouble: The last look-up when that gave nothing definite; None when it did.
        trouble_since: When the first of the present row of such look-ups was; None without one.
        troubles: How many there were in this row.
    """

    outcome: Outcome
    checked_at: float
    expires_at: float
    first_bad_at: float | None = None
    trouble: Outcome | None = None
    trouble_since: float | None = None
    troubles: int = 0

    @property
    def current(self) -> Outcome:
        """What to say of the target today: a failed look-up shows, with the facts of the last good one."""
        return replace(self.trouble, facts=self.outcome.facts) if self.trouble else self.outcome

    @property
    def confirmed_dead(self) -> bool:
        """Whether it was found dead twice, a day apart."""
        return self.first_bad_at is not None and self.checked_at - self.first_bad_at >= CONFIRMED_AFTER_S


def seen_after(before: Seen | None, key: str, outcome: Outcome, now: float, spread: float) -> Seen:
    """Gives what is known after a look-up.

    Args:
        before: What was known, or None.
        key: Name of the target.
        outcome: What the look-up gave.
        now: The time, in seconds since 1970.
        spread: Between -1 and 1; moves the expiry by up to a fifth, so that entries do not expire all at once.
    """
    if outcome.verdict is Verdict.UNKNOWN:
        count = before.troubles + 1 if before else 1
        since = before.trouble_since if before and before.trouble_since is not None else now
        kept = min(_HOUR_S * 2 ** min(count - 1, 20), _LONGEST_UNKNOWN_S) * (1 + _SPREAD * spread)
        if before is None or before.outcome.verdict is Verdict.UNKNOWN:
            return Seen(outcome, now, now + kept, None, outcome, since, count)
        return replace(before, expires_at=now + kept, trouble=outcome, trouble_since=since, troubles=count)
    first_bad = None
    if outcome.verdict is Verdict.DEAD:
        first_bad = before.first_bad_at if before and before.first_bad_at is not None else now
        spread = abs(spread)  # the second look must come a full day after the first
    kept = _KEPT_S.get(outcome.verdict, DAY_S)
    if key.startswith("arxiv:"):
        kept = min(kept, _ARXIV_KEPT_S)
    return Seen(outcome, now, now + kept * (1 + _SPREAD * spread), first_bad)


class Memory:
    """Look-ups by target, in one SQLite file that several processes may use at once.

    Every failure of the disk or the file is taken as "nothing known"; the run goes on without memory then.
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

    def fresh(self, keys: Iterable[str]) -> dict[str, Seen]:
        """Gives what is known of those targets that need not be asked again yet."""
        now = self.clock()
        return {key: seen for key, seen in self._get(keys).items() if seen.expires_at > now}

    def note(self, outcomes: Mapping[str, Outcome]) -> dict[str, Seen]:
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

    def _after(self, before: Mapping[str, Seen], outcomes: Mapping[str, Outcome], now: float) -> dict[str, Seen]:
        return {key: seen_after(before.get(key), key, item, now, self._spread()) for key, item in outcomes.items()}

    def _get(self, keys: Iterable[str]) -> dict[str, Seen]:
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


def _read(connection: sqlite3.Connection, keys: list[str]) -> Iterator[tuple[str, Seen]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        for key, entry in connection.execute(f"SELECT key, entry FROM lookups WHERE key IN ({marks})", batch):
            seen = _decode(entry)
            if seen is not None:
                yield key, seen


def _decode(entry: object) -> Seen | None:
    """Gives a stored entry, or None when it is not sound."""
    try:
        data = json.loads(str(entry))
        return Seen(**{**data, "outcome": _outcome(data["outcome"]), "trouble": _outcome(data["trouble"])})
    except (ValueError, TypeError, KeyError):
        return None


def _outcome(data: dict[str, object] | None) -> Outcome | None:
    return Outcome(**{**data, "verdict": Verdict(str(data["verdict"]))}) if data else None  # type: ignore[arg-type]
