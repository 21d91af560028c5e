"""What is remembered between runs: texts by key, in SQLite files; deleting them changes nothing but time.

They live in the user's own cache folder, never in the repository: a pull request cannot bring entries of its own.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

UNUSABLE = (sqlite3.Error, OSError)
"""What a cache file raises that cannot be used, for whatever cause."""

_MAX_ENTRIES = 60_000
_BATCH = 500


def cache_folder() -> Path:
    """Gives the folder of all caches: `LVKB_CACHE`, else `lvkb` where the system keeps a user's caches.

    That is `XDG_CACHE_HOME` or `~/.cache` on Linux, `~/Library/Caches` on macOS, and the local data of applications on
    Windows.
    """
    if given := os.environ.get("LVKB_CACHE"):
        return Path(given)
    import platformdirs

    with suppress(RuntimeError):  # a user without a home, which earlier versions write as ~
        folder = platformdirs.user_cache_path("lvkb", appauthor=False)
        if folder.is_absolute():
            return folder
    return Path(os.devnull) / "lvkb"  # no folder can be made there, so nothing is stored


def digest(*parts: bytes) -> str:
    """Gives one key for several byte strings; no other split of the same bytes has it."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big"))
        sha.update(part)
    return sha.hexdigest()


@cache
def code_digest() -> bytes:
    """Gives the key of lvkb's own code, so that no entry outlives the code that made it."""
    package = Path(__file__).parent
    stats = ((file, file.stat()) for file in sorted(package.rglob("*.py")))
    lines = (f"{file.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}" for file, stat in stats)
    return digest("\n".join(lines).encode()).encode()


class Entries:
    """The entries of a cache file while nobody else may write to it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Gives the stored values of those keys that are there."""
        wanted, found = list(keys), dict[str, str]()
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self._connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", batch)
            found.update((key, value) for key, value in rows if isinstance(value, str))
        return found

    def put(self, entries: Mapping[str, str]) -> None:
        """Stores values."""
        self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", entries.items())

    def forget_all_but(self, newest: int) -> None:
        """Forgets the oldest entries when there are too many."""
        self._connection.execute("DELETE FROM entries WHERE rowid <= (SELECT max(rowid) FROM entries) - ?", (newest,))

    def put_at_once(self, entries: Mapping[str, str]) -> None:
        """Stores values before the block ends; nothing else can be done with the entries then."""
        try:
            self.put(entries)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._connection.rollback()
            raise


class CacheFile:
    """Texts by key in one SQLite file that several processes may use at once.

    A file of another version is emptied, and one that is no database is deleted, so that the next run can make it anew;
    a busy or full disk is let be.

    Args:
        file: The file; its folder is made when something is written.
        version: Version of what the entries hold.
        wait_s: Longest wait for other processes, in seconds.
    """

    def __init__(self, file: Path, *, version: int = 1, wait_s: float = 2.0) -> None:
        self._file = file
        self._version = version
        self._wait_s = wait_s

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Gives the stored values of those keys that are there; nothing when the file cannot be used."""
        try:
            if not self._file.is_file():
                return {}
            with self._connected() as connection:
                return Entries(connection).get(keys) if self._is_current(connection) else {}
        except UNUSABLE:
            return {}

    @contextmanager
    def entries(self) -> Iterator[Entries]:
        """Gives the entries, to read and to write; other processes wait until the block ends, and see all or nothing.

        Raises:
            sqlite3.Error: The file cannot be used.
            OSError: Its folder cannot be made.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not self._is_current(connection):
                self._empty(connection)
            connection.execute("CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
            yield Entries(connection)
            if connection.in_transaction:
                connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=self._wait_s, isolation_level=None)) as connection:
                yield connection
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._file.unlink()
            raise

    def _is_current(self, connection: sqlite3.Connection) -> bool:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == self._version)

    def _empty(self, connection: sqlite3.Connection) -> None:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        ).fetchall()
        for (name,) in tables:
            connection.execute('DROP TABLE "{}"'.format(name.replace('"', '""')))
        connection.execute(f"PRAGMA user_version = {self._version}")


class Store:
    """Text values by key, the newest of them.

    Every failure of the disk or the file is taken as "not stored": a cache never fails a run.

    Args:
        name: What it holds; the name of its file.
        wait_s: Longest wait for other processes, in seconds.
        most: Most entries; the oldest are forgotten.
    """

    def __init__(self, name: str, *, wait_s: float = 2.0, most: int = _MAX_ENTRIES) -> None:
        self._file = CacheFile(cache_folder() / f"{name}.sqlite", wait_s=wait_s)
        self._most = most

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Gives the stored values of those keys that are there."""
        return self._file.get(keys)

    def put(self, entries: Mapping[str, str]) -> None:
        """Stores values, and forgets the oldest when there are too many."""
        with suppress(*UNUSABLE), self._file.entries() as stored:
            stored.put(entries)
            stored.forget_all_but(self._most)
