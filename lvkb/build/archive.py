"""Archives of releases: ZIP files of the same bytes each time, which carry the checksums of what is in them."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
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
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise BuildError(f"{file.name} is no archive that `lvkb freeze` wrote: {reason}.") from None


def _read(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> dict[str, ArchivedFile]:
    entries = {path: entry for entry in archive.infolist() if (path := _path(entry))}
    if SUMS not in entries:
        raise ValueError(f"{SUMS} is missing")
    if len(entries) > _MOST_FILES:
        raise ValueError(f"it holds {len(entries):,} files")
    lines = (_SUM_LINE.fullmatch(line) for line in archive.read(_small(entries[SUMS])).decode().splitlines())
    sums = {line[2]: line[1] for line in lines if line}
    found: dict[str, ArchivedFile] = {}
    for path in sorted(path for path in entries if path != SUMS and wanted(path)):
        content = archive.read(_small(entries[path]))
        sha256 = hashlib.sha256(content).hexdigest()
        if sums.get(path) != sha256:
            raise ValueError(f"{path} is not the file that {SUMS} lists")
        found[path] = ArchivedFile(content, sha256)
    return found


def _path(entry: zipfile.ZipInfo) -> str:
    """Gives the path inside the archive's one folder; empty for folders.

    Raises:
        ValueError: It leads out of the folder.
    """
    parts = PurePosixPath(entry.filename).parts
    if entry.filename.startswith("/") or ".." in parts or "\\" in entry.filename or not entry.filename.isprintable():
        raise ValueError(f"{entry.filename!r} leads out of its folder")
    return "" if entry.is_dir() else "/".join(parts[1:])


def _small(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    if entry.file_size > _MOST_BYTES:
        raise ValueError(f"{entry.filename} has {entry.file_size:,} bytes")
    return entry
