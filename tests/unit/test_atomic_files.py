"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lvkb.atomic_files import StagedFile, staged, write_new


def replace_file(file: Path, content: bytes, *, within: Path | None = None, durable: bool = True) -> None:
    """Writes a file, in the stead of what is there."""
    with staged(file, content, within=within, durable=durable) as ready:
        ready.place()


def content(folder: Path) -> dict[str, str]:
    """Gives every file of a folder with its text; a link by where it leads."""
    return {
        file.name: f"-> {file.readlink()}" if file.is_symlink() else file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir())
        if not file.is_dir()
    }


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """A file takes the content whole, whether it was there or not, and nothing is left beside it."""
    replace_file(tmp_path / "a", b"one")
    assert content(tmp_path) == {"a": "one"}
    replace_file(tmp_path / "a", b"two", durable=False)
    assert content(tmp_path) == {"a": "two"}


def test_a_new_file_never_replaces(tmp_path: Path) -> None:
    """A file that is there keeps its content, and so does a link that leads nowhere."""
    assert write_new(tmp_path / "a", b"one")
    (tmp_path / "b").symlink_to("nowhere")
    assert not write_new(tmp_path / "a", b"two")
    assert not write_new(tmp_path / "b", b"two")
    assert content(tmp_path) == {"a": "one", "b": "-> nowhere"}


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that knows no hard links a new file is written too, and none is replaced."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert write_new(tmp_path / "a", b"one")
    assert not write_new(tmp_path / "a", b"two")
    assert content(tmp_path) == {"a": "one"}


def test_mode(tmp_path: Path) -> None:
    """A file keeps its mode; a new one has that of any new file."""
    (tmp_path / "usual").touch()
    replace_file(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    replace_file(tmp_path / "new", b"y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_links_inside_are_followed(tmp_path: Path) -> None:
    """A link that stays in the folder stays a link, and the file behind it is written."""
    (tmp_path / "real").write_text("one")
    (tmp_path / "link").symlink_to("real")
    replace_file(tmp_path / "link", b"two", within=tmp_path)
    assert content(tmp_path) == {"link": "-> real", "real": "two"}


@pytest.mark.parametrize("name", ["link", "folder/a", "../a"])
def test_links_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """Neither a link, nor a linked folder, nor a path upwards leads out; nothing is written anywhere."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "a").write_text("theirs")
    (inside / "link").symlink_to(outside / "a")
    (inside / "folder").symlink_to(outside)
    for write in (replace_file, write_new):
        with pytest.raises(OSError, match="it is a link that leads elsewhere"):
            write(inside / name, b"mine", within=inside)
    assert content(outside) == {"a": "theirs"}
    assert content(tmp_path) == {}
    assert sorted(os.listdir(inside)) == ["folder", "link"]


@pytest.mark.parametrize(("owner", "name"), [(Path, "open"), (os, "fsync"), (Path, "chmod"), (Path, "replace")])
def test_a_disk_that_refuses_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    """Whichever step the disk refuses, the old content stands and nothing is left beside it."""
    (tmp_path / "a").write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(owner, name, refuse)
    with pytest.raises(OSError, match="No space left"):
        replace_file(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert content(tmp_path) == {"a": "old"}


def test_what_is_not_placed_is_taken_away(tmp_path: Path) -> None:
    """Content that is staged and then not wanted leaves no trace; a reader sees the old file until it is placed."""
    (tmp_path / "a").write_text("old")
    with staged(tmp_path / "a", b"new") as ready:
        assert isinstance(ready, StagedFile)
        assert (tmp_path / "a").read_text() == "old"
        assert ready.beside.read_text() == "new"
    assert content(tmp_path) == {"a": "old"}


def test_several_files_are_placed_together(tmp_path: Path) -> None:
    """All content can be on disk before the first file is replaced."""
    with staged(tmp_path / "a", b"1") as one, staged(tmp_path / "b", b"2") as two:
        assert sorted(content(tmp_path).values()) == ["1", "2"]
        one.place()
        two.place()
    assert content(tmp_path) == {"a": "1", "b": "2"}
