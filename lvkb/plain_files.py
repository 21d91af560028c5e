"""Files of strangers, read with care: plain files only, and none that is too large."""

from __future__ import annotations

import stat
from pathlib import Path

from lvkb.errors import LvkbError
from lvkb.findings import visible


class FileRefused(LvkbError):
    """A file is not read; the text says why, and names it."""


def read_plain(file: Path, most: int) -> bytes:
    """Reads a plain file.

    Args:
        file: The file; a link is followed, a device or a pipe is not opened.
        most: Largest size in bytes.

    Raises:
        FileRefused: It is not there, not a plain file, larger, or the disk refuses.
    """
    shown = visible(str(file))
    try:
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):
            raise FileRefused(f"{shown} is not a plain file.")
        if info.st_size > most:
            raise FileRefused(f"{shown} has {info.st_size:,} bytes; at most {most:,} are read.")
        with file.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL byte
        raise FileRefused(f"{shown} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(content) > most:
        raise FileRefused(f"{shown} grows while it is read; at most {most:,} bytes are.")
    return content
