"""A small content-keyed store on disk that makes repeated runs fast; deleting it changes nothing but time.

It lives in the user's own cache folder, never in the repository: a pull request cannot bring entries of its own.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

_MAX_ENTRIES = 60_000
_BATCH = 500


def cache_folder() -> Path:
    """Gives the folder of all caches: `LVKB_CACHE`, else `lvkb` in the user's cache folder."""
    if given := os.environ.get("LVKB_CACHE"):
        return Path(given)
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "lvkb"
    try:
        return Path.home() / ".cache" / "lvkb"
    except RuntimeError:  # the user has no home: no folder can be made below the null device, so nothing is stored
        return Path(os.devnull) / "lvkb"


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


class Store:
    """Text values by key in one SQLite file.

    Every failure of the disk or the file is taken as "not stored": a cache never fails a run.
    """

    def __init__(self, name: str) -> None:
        self._file = cache_folder() / f"{name}.sqlite"

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Gives the stored values of those keys that are there."""
        wanted = list(keys)
        found: dict[str, str] = {}
        try:
            if not self._file.is_file():
                return found
            with closing(self._open()) as connection:
                for start in range(0, len(wanted), _BATCH):
                    batch = wanted[start : start + _BATCH]
                    marks = ",".join("?" * len(batch))
                    rows = connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", batch)
                    found.update((key, value) for key, value in rows if isinstance(value, str))
        except (sqlite3.Error, OSError):
            return {}
        return found

    def put(self, entries: Mapping[str, str]) -> None:
        """Stores values, and forgets the oldest when there are too many."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as connection, connection:
                connection.execute("CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT)")
                connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", entries.items())
                connection.execute(
                    "DELETE FROM entries WHERE rowid <= (SELECT max(rowid) FROM entries) - ?", (_MAX_ENTRIES,)
                )
        except (sqlite3.Error, OSError) as error:
            self._drop_if_broken(error)

    def _drop_if_broken(self, error: Exception) -> None:
        """Deletes a file that is no database, so that the next run can make one; a busy or full disk is let be."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self._file.unlink()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=2)
