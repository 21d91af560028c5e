"""Files of strangers: plain ones of limited size, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lvkb.plain_files import FileRefused, read_plain


def test_size_on_both_sides_of_the_limit(tmp_path: Path) -> None:
    """A file of the largest size is read, one byte more is refused."""
    (tmp_path / "a").write_bytes(b"x" * 1_000)
    assert read_plain(tmp_path / "a", 1_000) == b"x" * 1_000
    with pytest.raises(FileRefused) as refused:
        read_plain(tmp_path / "a", 999)
    assert str(refused.value) == f"{tmp_path / 'a'} has 1,000 bytes; at most 999 are read."


def test_a_file_that_grows(tmp_path: Path) -> None:
    """A file whose size is not told, as in /proc, is read no further than the limit."""
    proc = Path("/proc/self/environ")
    if not proc.is_file():
        pytest.skip("no /proc here")
    with pytest.raises(FileRefused, match="grows while it is read; at most 3 bytes are"):
        read_plain(proc, 3)


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    """A folder, a pipe, a missing file and a name that none can have are refused; a pipe is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    for file, why in {
        tmp_path: "is not a plain file.",
        tmp_path / "pipe": "is not a plain file.",
        Path("/dev/null"): "is not a plain file.",
        tmp_path / "none": "cannot be read: No such file or directory.",
        tmp_path / "a\0b": "cannot be read: embedded null byte.",
    }.items():
        with pytest.raises(FileRefused) as refused:
            read_plain(file, 10)
        assert str(refused.value) == f"{str(file).encode('unicode_escape').decode()} {why}"


def test_a_link_is_followed(tmp_path: Path) -> None:
    """A link to a plain file reads as that file."""
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real")
    assert read_plain(tmp_path / "link", 10) == b"x"
