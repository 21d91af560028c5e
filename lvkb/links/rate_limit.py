"""The gap between two requests to one host, kept by all processes of a user together."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvkb.cache import cache_folder
from lvkb.registers import slug

_LONGEST_WAIT_S = 3600.0


class RateLimit:
    """Lets requests to a host start one after another, with a gap from start to start.

    The time of the last start stands in a small SQLite file per host. Its lock is held until the request is done, so
    that two processes never ask at the same time; a process that is killed lets go of it. A folder that cannot be
    written costs only that: the gap is kept within the process.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder or cache_folder()
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    @contextmanager
    def slot(self, host: str, gap_s: float) -> Iterator[None]:
        """Waits until a request to `host` may start, and keeps all others waiting until the block ends.

        Args:
            host: Name of the service; one request to it is under way at a time.
            gap_s: Seconds from start to start.
        """
        with self._locked(host) as connection:
            last = max(self._last.get(host, 0.0), _last_start(connection))
            wait = min(last + gap_s - self._clock(), gap_s)  # a time stamp from the future must not stop the run
            if wait > 0:
                self._sleep(wait)
            self._last[host] = self._clock()
            try:
                yield
            finally:
                _note_start(connection, self._last[host])

    @contextmanager
    def _locked(self, host: str) -> Iterator[sqlite3.Connection | None]:
        connection = self._open(host)
        try:
            yield connection
        finally:
            if connection is not None:
                connection.close()

    def _open(self, host: str) -> sqlite3.Connection | None:
        connection = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"rate-limit-{slug(host)}.sqlite"
            connection = sqlite3.connect(file, timeout=_LONGEST_WAIT_S, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS starts (id INTEGER PRIMARY KEY, at REAL)")
        except (OSError, sqlite3.Error):
            if connection is not None:
                connection.close()
            return None
        return connection


def _last_start(connection: sqlite3.Connection | None) -> float:
    """Gives when the last request started, in seconds since 1970; 0 when the file does not tell."""
    if connection is None:
        return 0.0
    try:
        row = connection.execute("SELECT at FROM starts WHERE id = 1").fetchone()
        return float(row[0]) if row else 0.0
    except (sqlite3.Error, TypeError, ValueError):
        return 0.0


def _note_start(connection: sqlite3.Connection | None, moment: float) -> None:
    """Notes when a request started; on a disk that is full the process alone knows."""
    if connection is not None:
        with suppress(sqlite3.Error):
            connection.execute("INSERT OR REPLACE INTO starts VALUES (1, ?)", (moment,))
            connection.execute("COMMIT")
