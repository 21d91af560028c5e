"""The store behind repeated runs: it may forget, but never fail or lie."""

from __future__ import annotations

import importlib
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from lvkb import cache
from lvkb.cache import CacheFile, Entries, Store, cache_folder, code_digest, digest


def test_values_are_kept() -> None:
    """What was put is given back, and nothing else."""
    Store("t").put({"a": "1", "b": "2"})
    Store("t").put({"b": "3"})
    assert Store("t").get(["a", "b", "c"]) == {"a": "1", "b": "3"}
    assert Store("other").get(["a"]) == {}


def test_many_keys() -> None:
    """More keys than one statement takes are found."""
    entries = {f"k{number}": f"v{number}" for number in range(2_500)}
    Store("t").put(entries)
    assert Store("t").get(entries) == entries


def test_the_oldest_are_forgotten() -> None:
    """A full store drops what was put first."""
    for name in ("a", "b", "c", "a", "d"):
        Store("t", most=3).put({name: name})
    assert sorted(Store("t").get("abcd")) == ["a", "c", "d"]


def test_broken_store_is_replaced(own_cache: Path) -> None:
    """A file that is no database is empty to a reader, and the write after next succeeds."""
    (own_cache / "t.sqlite").write_bytes(b"nonsense" * 1_000)
    assert Store("t").get(["a"]) == {}
    Store("t").put({"a": "1"})
    Store("t").put({"a": "1"})
    assert Store("t").get(["a"]) == {"a": "1"}


def test_busy_store_is_let_be(own_cache: Path) -> None:
    """A store that another run is writing to is not waited for long, and not deleted."""
    Store("t").put({"a": "1"})
    other = sqlite3.connect(own_cache / "t.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    Store("t", wait_s=0).put({"a": "2"})
    assert Store("t", wait_s=0).get(["a"]) == {}
    other.execute("ROLLBACK")
    other.close()
    assert Store("t").get(["a"]) == {"a": "1"}


def test_foreign_tables_and_values_are_nothing(own_cache: Path) -> None:
    """A database with other columns, and values that are no text, count as not stored."""
    connection = sqlite3.connect(own_cache / "t.sqlite")
    connection.execute("CREATE TABLE entries (key TEXT, value BLOB)")
    connection.executemany("INSERT INTO entries VALUES (?, ?)", [("a", b"\x00"), ("b", None), ("c", "3")])
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    assert Store("t").get(["a", "b", "c"]) == {"c": "3"}


def test_another_version_is_emptied(own_cache: Path) -> None:
    """What another version wrote is not read, and is gone after the next write, whatever its tables were."""
    file = own_cache / "t.sqlite"
    old = CacheFile(file, version=1)
    with old.entries() as entries:
        entries.put({"a": "1"})
    connection = sqlite3.connect(file)
    connection.execute('CREATE TABLE "odd ""name""" (x)')
    connection.close()
    new = CacheFile(file, version=2)
    assert new.get(["a"]) == {}
    with new.entries() as entries:
        assert entries.get(["a"]) == {}
        entries.put({"b": "2"})
    assert (old.get(["a", "b"]), new.get(["a", "b"])) == ({}, {"b": "2"})
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("entries",)]
    connection.close()


def test_all_or_nothing(own_cache: Path) -> None:
    """A block that fails leaves the entries as they were, but for what was put at once."""
    file = CacheFile(own_cache / "t.sqlite")
    for put, kept in ((Entries.put, {}), (Entries.put_at_once, {"a": "1"})):
        with suppress(ValueError), file.entries() as entries:
            put(entries, {"a": "1"})
            raise ValueError
        assert file.get(["a"]) == kept


def test_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is the one asked for, else the user's."""
    monkeypatch.setenv("LVKB_CACHE", "/a/b")
    assert cache_folder() == Path("/a/b")
    monkeypatch.delenv("LVKB_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    assert cache_folder() == Path("/c/lvkb")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert cache_folder() == Path("/home/someone/.cache/lvkb")


@pytest.mark.parametrize(
    ("system", "wanted"),
    [
        ("unix.Unix", "/home/someone/.cache/lvkb"),
        ("macos.MacOS", "/home/someone/Library/Caches/lvkb"),
    ],
)
def test_folder_of_each_system(monkeypatch: pytest.MonkeyPatch, system: str, wanted: str) -> None:
    """Each system keeps caches in a folder of its own."""
    monkeypatch.delenv("LVKB_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/someone")
    module, _, name = system.partition(".")
    kind = getattr(importlib.import_module(f"platformdirs.{module}"), name)
    monkeypatch.setattr("platformdirs.PlatformDirs", kind)
    assert cache_folder() == Path(wanted)


def test_user_without_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home nothing is stored, and nothing fails."""
    monkeypatch.delenv("LVKB_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    with monkeypatch.context() as patch:
        patch.setattr("os.path.expanduser", lambda path: path)
        Store("t").put({"a": "1"})
        assert Store("t").get(["a"]) == {}
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/lvkb"))
    assert cache_folder() == Path("/dev/null/lvkb")


def test_digest_tells_splits_apart() -> None:
    """The same bytes in other parts have another key."""
    keys = {digest(*parts) for parts in ((b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"abc", b""), (b"", b"abc"))}
    assert len(keys) == 5
    assert digest(b"ab", b"c") == digest(b"ab", b"c")


def test_code_digest_changes_with_the_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A changed module of lvkb gives another key, a file beside the code does not."""
    (tmp_path / "sub").mkdir()
    module = tmp_path / "sub/b.py"
    module.write_text("x = 1")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    before = code_digest.__wrapped__()
    (tmp_path / "notes.txt").write_text("x")
    assert code_digest.__wrapped__() == before
    module.write_text("x = 12")
    assert code_digest.__wrapped__() != before
