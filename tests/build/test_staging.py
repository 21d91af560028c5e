"""Files replaced as one, and only those that differ."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lvkb.build import BuildError, write_files
from lvkb.build.staging import move_into, staged, write_fresh
from lvkb.exports.hashed_text import HashedText
from tests.build.toy import files_in

LONG_AGO = 1_000_000_000


def test_new_files_are_written(tmp_path: Path) -> None:
    """Text goes to disk as UTF-8 with its line ends, bytes as they are, folders are made, with modes as usual here."""
    files: dict[str, str | bytes] = {"a.md": "é\r\n", "b/c/d.bin": b"\x00\xff"}
    replaced = write_files(tmp_path, files)
    assert replaced == ("a.md", "b/c/d.bin")
    assert files_in(tmp_path) == {"a.md": "é\r\n".encode(), "b/c/d.bin": b"\x00\xff"}
    (tmp_path / "usual").touch()
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_mode_is_kept(tmp_path: Path) -> None:
    """A file that only some may read stays so when its content changes."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)
    write_files(tmp_path, {"a": "new"})
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_equal_files_are_left_alone(tmp_path: Path) -> None:
    """A file that has its content already keeps its time and its inode, and is not said to be replaced."""
    (tmp_path / "same.md").write_text("same\n")
    (tmp_path / "other.md").write_text("old\n")
    os.utime(tmp_path / "same.md", (LONG_AGO, LONG_AGO))
    before = (tmp_path / "same.md").stat()
    assert write_files(tmp_path, {"same.md": "same\n", "other.md": "new\n"}) == ("other.md",)
    after = (tmp_path / "same.md").stat()
    assert (after.st_mtime, after.st_ino) == (LONG_AGO, before.st_ino)
    assert files_in(tmp_path) == {"same.md": b"same\n", "other.md": b"new\n"}


@pytest.mark.parametrize("old", ["text", "text\n\n", "text\r\n", "Text\n", ""], ids=repr)
def test_a_byte_makes_a_difference(tmp_path: Path, old: str) -> None:
    """Files are compared byte by byte, line ends and last line included."""
    (tmp_path / "a").write_bytes(old.encode())
    assert write_files(tmp_path, {"a": "text\n"}) == ("a",)
    assert (tmp_path / "a").read_bytes() == b"text\n"


def test_replacing_is_a_rename(tmp_path: Path) -> None:
    """Who has the old file open reads it to its end: the new one is another file in its place."""
    (tmp_path / "a").write_text("old")
    with (tmp_path / "a").open() as stream:
        write_files(tmp_path, {"a": "new"})
        assert stream.read() == "old"


def test_nothing_is_replaced_when_one_file_cannot_be(tmp_path: Path) -> None:
    """When the last file is refused, the first is as it was, and no temporary file stays."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").write_text("a file, where a folder is needed")
    with pytest.raises(BuildError) as caught:
        write_files(tmp_path, {"a": "new", "b/c": "new"})
    told = str(caught.value)
    assert told == f"Cannot write {tmp_path / 'b'}: File exists. Nothing half-written was left."
    assert files_in(tmp_path) == {"a": b"old", "b": b"a file, where a folder is needed"}


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes half of a file leaves the old ones and no half."""
    (tmp_path / "a").write_text("old")
    open_ = Path.open

    def half(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if mode != "xb" or not self.name.startswith(".b."):
            return open_(self, mode, *args, **options)
        with open_(self, mode) as stream:
            stream.write(b"ne")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", half)
    with pytest.raises(BuildError) as caught:
        write_files(tmp_path, {"a": "new", "b": "new"})
    assert str(caught.value) == f"Cannot write {tmp_path}: No space left on device. Nothing half-written was left."
    assert files_in(tmp_path) == {"a": b"old"}


def test_nothing_is_forced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build can make again does not wait for the disk, thousands of times."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    write_files(tmp_path, {"a": "new"})
    assert synced == []


def test_staged_files_wait(tmp_path: Path) -> None:
    """Until they are told to, staged files replace nothing; if they never are, they vanish."""
    (tmp_path / "a").write_text("old")
    with staged(tmp_path, {"a": "new"}):
        assert (tmp_path / "a").read_text() == "old"
    assert files_in(tmp_path) == {"a": b"old"}


def test_fault_while_files_are_staged(tmp_path: Path) -> None:
    """An error of what is done in between leaves the old files and no new ones."""
    (tmp_path / "a").write_text("old")
    with pytest.raises(BuildError, match="Permission denied"), staged(tmp_path, {"a": "new", "b": "new"}):
        raise PermissionError(13, "Permission denied", "build/site")
    assert files_in(tmp_path) == {"a": b"old"}


def test_pairs_one_at_a_time(tmp_path: Path) -> None:
    """Content that is made while it is written comes as pairs; what stops the making leaves the old files alone."""
    assert write_files(tmp_path, (pair for pair in [("a", "old"), ("b", "same")])) == ("a", "b")

    def broken() -> Iterator[tuple[str, str]]:
        yield "a", "new"
        raise BuildError("No more.")

    with pytest.raises(BuildError, match=r"^No more\.$"):
        write_files(tmp_path, broken())
    assert files_in(tmp_path) == {"a": b"old", "b": b"same"}


def test_a_fresh_folder_is_filled(tmp_path: Path) -> None:
    """Files go straight to where nobody reads yet, with their folders."""
    files: list[tuple[str, bytes | Iterable[str]]] = [("a.md", "é\n"), ("b/c/d.bin", b"\x00"), ("e", iter("né"))]
    write_fresh(tmp_path / "new", files)
    assert files_in(tmp_path / "new") == {"a.md": "é\n".encode(), "b/c/d.bin": b"\x00", "e": "né".encode()}


def test_pieces_are_taken_before_the_next_file(tmp_path: Path) -> None:
    """What is known of a text when its last piece has been taken can stand in the file that comes after it."""

    def files() -> Iterator[tuple[str, Iterable[str]]]:
        text = HashedText(["é", "b"])
        yield "long", text
        yield "told", str(text.facts().size)

    write_fresh(tmp_path, files())
    assert files_in(tmp_path) == {"long": "éb".encode(), "told": b"3"}


def test_a_fresh_folder_that_cannot_be_filled(tmp_path: Path) -> None:
    """The disk's refusal names the file."""
    (tmp_path / "b").write_text("a file, where a folder is needed")
    with pytest.raises(BuildError, match=f"Cannot write {tmp_path / 'b'}"):
        write_fresh(tmp_path, {"b/c": "new"})


def test_folders_are_joined(tmp_path: Path) -> None:
    """What both folders hold comes from the one that is moved; what only the other one holds stays."""
    write_fresh(tmp_path / "site", {"data/empty.csv": "", "data/own": "own", "index.html": "own"})
    write_fresh(tmp_path / "made", {"data/empty.csv": "1,2", "data/deep/a": "a", "cards/b": "b", "c": "c"})
    move_into(tmp_path / "site", tmp_path / "made")
    assert files_in(tmp_path / "site") == {
        "c": b"c",
        "cards/b": b"b",
        "data/deep/a": b"a",
        "data/empty.csv": b"1,2",
        "data/own": b"own",
        "index.html": b"own",
    }
    assert files_in(tmp_path / "made") == {}
