"""Archives of releases: equal files give equal bytes, and nothing is taken out of one that is not what it says."""

from __future__ import annotations

import io
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.build import BuildError
from lvkb.build.archive import SUMS, read_archive, write_archive

DAY = date(2026, 11, 30)
FILES: Mapping[str, bytes] = {"data/b.csv": b"1,2\n", "data/a.csv": b"", "README.md": "ä\n".encode()}


def everything(_: str) -> bool:
    """Asks for all files."""
    return True


def test_entries_are_plain_files_of_one_day() -> None:
    """Files stand sorted in one folder, readable by everybody, at midnight of the day, and the checksums last."""
    with zipfile.ZipFile(io.BytesIO(write_archive("kb-1", FILES, DAY))) as archive:
        entries = archive.infolist()
        sums = archive.read(f"kb-1/{SUMS}").decode().splitlines()
    assert [item.filename for item in entries] == [
        "kb-1/README.md",
        "kb-1/data/a.csv",
        "kb-1/data/b.csv",
        "kb-1/SHA256SUMS",
    ]
    assert {(item.date_time, item.external_attr >> 16, item.create_system) for item in entries} == {
        ((2026, 11, 30, 0, 0, 0), 0o100644, 3)
    }
    assert sums[1] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/a.csv"


def test_same_bytes_whatever_the_order_and_the_disk(tmp_path: Path) -> None:
    """Neither the order of files nor what the disk knows of them is in the archive."""
    (tmp_path / "b.csv").write_bytes(FILES["data/b.csv"])
    (tmp_path / "b.csv").chmod(0o700)
    other: dict[str, bytes | Path] = {**dict(reversed(list(FILES.items()))), "data/b.csv": tmp_path / "b.csv"}
    assert write_archive("kb", other, DAY) == write_archive("kb", FILES, DAY)


@pytest.mark.parametrize("day", [None, date(1970, 1, 1)])
def test_days_that_zip_does_not_know(day: date | None) -> None:
    """Without a day, or with one before ZIP's first, files bear that first one."""
    with zipfile.ZipFile(io.BytesIO(write_archive("kb", FILES, day))) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_others_read_it(tmp_path: Path) -> None:
    """Unzip unpacks it, and sha256sum finds its files as they were packed."""
    (tmp_path / "kb.zip").write_bytes(write_archive("kb", FILES, DAY))
    with zipfile.ZipFile(tmp_path / "kb.zip") as archive:
        archive.extractall(tmp_path)
    command = ["sha256sum", "--check", "--strict", SUMS]
    done = subprocess.run(command, cwd=tmp_path / "kb", capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 3)


PATHS = st.text("abc-._ ä", min_size=1, max_size=8).filter(lambda name: name.strip(". ") == name)


@given(st.dictionaries(PATHS, st.binary(max_size=50), max_size=5))
def test_what_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    """Files read from an archive are those that were packed."""
    file = tmp_path_factory.getbasetemp() / "any.zip"
    file.write_bytes(write_archive("kb", files, DAY))
    assert {path: item.content for path, item in read_archive(file, everything).items()} == files


def test_only_what_is_asked_for_is_unpacked(tmp_path: Path) -> None:
    """A file that nobody asks for is not looked at."""
    (tmp_path / "kb.zip").write_bytes(write_archive("kb", FILES, DAY))
    assert list(read_archive(tmp_path / "kb.zip", lambda path: path.startswith("data/"))) == [
        "data/a.csv",
        "data/b.csv",
    ]


def zipped(entries: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """Gives a ZIP file of some entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings(action="ignore"):  # of names given twice
        for name, content in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(name, content)
    return stream.getvalue()


SUM = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  "
BAD: dict[str, tuple[bytes, str]] = {
    "no zip": (b"PK no", "File is not a zip file"),
    "cut off": (write_archive("kb", FILES, DAY)[:-40], "File is not a zip file"),
    "no checksums": (zipped({"kb/a": b""}), "SHA256SUMS is missing"),
    "changed": (zipped({"kb/a": b"x", "kb/SHA256SUMS": SUM + b"a\n"}), "a is not the file that SHA256SUMS lists"),
    "not listed": (zipped({"kb/a": b"", "kb/SHA256SUMS": b""}), "a is not the file that SHA256SUMS lists"),
    "upwards": (zipped({"kb/../../a": b"", "kb/SHA256SUMS": SUM + b"a\n"}), "'kb/../../a' leads out of its folder"),
    "root": (zipped({"/etc/a": b"", "kb/SHA256SUMS": SUM + b"a\n"}), "'/etc/a' leads out of its folder"),
    "no name": (zipped({"~": b""}).replace(b"~", b"\0"), "it holds a file without a name"),
    "backslash": (zipped({"kb/a\\b": b"", "kb/SHA256SUMS": SUM + b"a\n"}), "'kb/a\\\\b' leads out of its folder"),
    "twice": (zipped([("kb/a", b""), ("kb/a", b""), ("kb/SHA256SUMS", SUM + b"a\n")]), "it holds a twice"),
    "two folders": (zipped({"kb/a": b"", "kc/SHA256SUMS": b""}), "it holds two folders, 'kb' and 'kc'"),
    "lost": (zipped({"kb/SHA256SUMS": SUM + b"data/a\n"}), "data/a is missing"),
    "long name": (
        zipped({f"kb/{'a' * 300}": b"", "kb/SHA256SUMS": b""}),
        f"it has a name of 303 letters, 'kb/{'a' * 37}'",
    ),
    "no text": (zipped({"kb/a": b"", "kb/SHA256SUMS": b"\xff\n"}), "'utf-8' codec can't decode byte 0xff"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_archive_of_a_release(tmp_path: Path, kind: str) -> None:
    """Anything else is refused in words, and nothing of it is taken."""
    content, why = BAD[kind]
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(BuildError) as caught:
        read_archive(tmp_path / "bad.zip", everything)
    assert str(caught.value).startswith(f"bad.zip is no archive that `lvkb freeze` wrote: {why}")


@pytest.mark.parametrize("sizes", [[300_000_000], [150_000_000, 150_000_000]], ids=["one", "together"])
def test_files_that_unpack_to_too_much(tmp_path: Path, sizes: list[int]) -> None:
    """A small archive whose files claim to be huge, one or all together, is refused before any is unpacked."""
    names = [f"kb/{nr}" for nr, _ in enumerate(sizes)]
    content = bytearray(zipped({"kb/SHA256SUMS": b"", **dict.fromkeys(names, b"")}))
    at = content.index(b"PK\x01\x02")
    for size in sizes:
        at = content.index(b"PK\x01\x02", at + 1)
        content[at + 24 : at + 28] = size.to_bytes(4, "little")
    (tmp_path / "bomb.zip").write_bytes(content)
    with pytest.raises(BuildError) as caught:
        read_archive(tmp_path / "bomb.zip", everything)
    assert f"up to {names[-1]} it unpacks to 300,000,000 bytes; at most 200,000,000 are read." in str(caught.value)


@given(st.data())
def test_damaged_archives(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever bytes are damaged, the files are those that were packed, or the archive is refused in words."""
    files = {"data/a.csv": b"1,2\n" * 200, "data/b.csv": b"x"}
    content = bytearray(write_archive("kb", files, DAY))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.getbasetemp() / "damaged.zip"
    file.write_bytes(content)
    told = ""
    try:
        found = {path: item.content for path, item in read_archive(file, lambda path: path.startswith("data/")).items()}
    except BuildError as error:
        found, told = files, str(error)
    assert found == files
    assert told == "" or told.startswith("damaged.zip is no archive that `lvkb freeze` wrote: ")
