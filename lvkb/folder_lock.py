"""One writer at a time in a folder, without a file that stays behind when a process dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Waits until no other process is in such a block for the folder, and keeps others waiting during this one.

    The folder itself is locked. Where the system cannot do that, as on Windows and some network disks, nobody waits.
    A block within a block for the same folder would wait for itself.

    Args:
        folder: A folder that is there.
    """
    handle = None
    try:
        with suppress(ImportError, OSError):
            import fcntl  # noqa: PLC0415  # Windows has none

            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)
