"""Archives of releases: ZIP files of the same bytes each time, which carry the checksums of what is in them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lvkb.build.build_errors import BuildError

SUMS = "SHA256SUMS"
"""File of the checksums, as `sha256sum --check` reads it."""

_FIRST_DAY = date(1980, 1, 1)
"""ZIP knows no earlier one."""

_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_LEVEL = 9
_MOST_FILES = 200_000
_MOST_BYTES = 200_000_000
_LONGEST_NAME = 200
_LONGEST_PATH = 500
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error)
"""What is raised when something is read that is no archive, is damaged, or is locked by a password."""
_SUM_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class ArchivedFile(NamedTuple):
    """A file of an archive.

    Attributes:
        content: Its content, as its checksum says.
        sha256: The checksum.
    """

    content: bytes
    sha256: str


def write_archive(folder: str, files: Mapping[str, bytes | Path], day: date | None) -> bytes:
    """Gives a ZIP file that holds one folder.

    Files stand sorted, at midnight of one day, with the modes of plain files, so that equal files give equal bytes.

    Args:
        folder: Name of the folder.
        files: Its files by path: the content, or a file on disk.
        day: Day that all files bear.
    """
    when = max(day or _FIRST_DAY, _FIRST_DAY)
    stream, sums = io.BytesIO(), ""
    with zipfile.ZipFile(stream, "w") as archive:

        def put(path: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(f"{folder}/{path}", (when.year, when.month, when.day, 0, 0, 0))
            entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)

        for path in sorted(files):
            given = files[path]
            content = given.read_bytes() if isinstance(given, Path) else given
            sums += f"{hashlib.sha256(content).hexdigest()}  {path}\n"
            put(path, content)
        put(SUMS, sums.encode())
    return stream.getvalue()


def read_archive(file: Path, wanted: Callable[[str], bool]) -> dict[str, ArchivedFile]:
    """Gives files of an archive by path inside its folder, each held against its checksum.

    Args:
        file: The archive.
        wanted: Tells whether a path is asked for; others are not unpacked.

    Raises:
        BuildError: It is no archive of a release, or its files are not those that its checksums are of.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(archive, wanted)
    except _BROKEN as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".") or "it is cut off"
        raise BuildError(f"{file.name} is no archive that `lvkb freeze` wrote: {reason}.") from None


def _read(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> dict[str, ArchivedFile]:
    entries = _entries(archive)
    sums = _sums(archive, entries)
    asked = sorted(path for path in sums.keys() | entries.keys() if path != SUMS and wanted(path))
    lost = next((path for path in asked if path not in entries), "")
    if lost:
        raise ValueError(f"{lost} is missing")
    _demand_small(entries[path] for path in asked)
    found: dict[str, ArchivedFile] = {}
    for path in asked:
        content = archive.read(entries[path])
        sha256 = hashlib.sha256(content).hexdigest()
        if sums.get(path) != sha256:
            raise ValueError(f"{path} is not the file that {SUMS} lists")
        found[path] = ArchivedFile(content, sha256)
    return found


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Gives the files of an archive by path inside its one folder.

    Raises:
        ValueError: It has several folders, two files of one path, too many files, or some that are packed otherwise.
    """
    given = archive.infolist()
    if len(given) > _MOST_FILES:
        raise ValueError(f"it holds {len(given):,} files")
    found: dict[str, zipfile.ZipInfo] = {}
    folder = ""
    for entry in given:
        path = _path(entry)
        top = entry.filename.partition("/")[0]
        folder = folder or top
        if top != folder:
            raise ValueError(f"it holds two folders, {folder!r} and {top!r}")
        if entry.compress_type not in _PACKED:
            raise ValueError(f"{path} is packed in another way")
        if path and found.setdefault(path, entry) is not entry:
            raise ValueError(f"it holds {path} twice")
    return found


def _sums(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Gives the checksums that an archive carries, by path.

    Raises:
        ValueError: It carries none, or they are too long.
    """
    if SUMS not in entries:
        raise ValueError(f"{SUMS} is missing")
    _demand_small([entries[SUMS]])
    lines = (_SUM_LINE.fullmatch(line) for line in archive.read(entries[SUMS]).decode().splitlines())
    return {line[2]: line[1] for line in lines if line}


def _path(entry: zipfile.ZipInfo) -> str:
    """Gives the path inside the archive's one folder; empty for folders.

    Raises:
        ValueError: There is none, it leads out of the folder, or is none that every system can write.
    """
    name, parts = entry.filename, PurePosixPath(entry.filename).parts
    if not name:
        raise ValueError("it holds a file without a name")
    if name.startswith("/") or ".." in parts or "\\" in name or not name.isprintable():
        raise ValueError(f"{name!r} leads out of its folder")
    if max(map(len, map(os.fsencode, parts)), default=0) > _LONGEST_NAME or len(name) > _LONGEST_PATH:
        raise ValueError(f"it has a name of {len(name):,} letters, {name[:40]!r}")
    return "" if entry.is_dir() else "/".join(parts[1:])


def _demand_small(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuses files that together unpack to more than memory should hold.

    Raises:
        ValueError: They do.
    """
    size = 0
    for entry in entries:
        size += entry.file_size
        if size > _MOST_BYTES:
            raise ValueError(f"up to {entry.filename} it unpacks to {size:,} bytes; at most {_MOST_BYTES:,} are read")
