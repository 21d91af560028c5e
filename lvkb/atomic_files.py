"""Files that are written whole or not at all: beside their place first, and put there by one step of the file system.

A reader sees the old content or the new one, never half of either, whenever the program or the machine stops.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StagedFile:
    """New content of a file, on disk beside it.

    Attributes:
        target: The file.
        beside: Where the content waits.
        durable: Whether it must outlast a loss of power.
    """

    target: Path
    beside: Path
    durable: bool = True

    def place(self) -> None:
        """Puts the content into its place, in the stead of what is there.

        Raises:
            OSError: The disk refuses; what was there is there still.
        """
        self.beside.replace(self.target)
        self._sync()

    def place_new(self) -> bool:
        """Puts the content into its place unless something is there, and tells whether it did.

        Raises:
            OSError: The disk refuses.
        """
        try:
            os.link(self.beside, self.target)
        except FileExistsError:
            return False
        except OSError:  # a file system without hard links
            return self._claim()
        self._sync()
        return True

    def _claim(self) -> bool:
        try:
            self.target.open("x").close()
        except FileExistsError:
            return False
        self.place()
        return True

    def _sync(self) -> None:
        if self.durable:
            _sync_folder(self.target.parent)

    def discard(self) -> None:
        """Takes away what was not put into its place."""
        self.beside.unlink(missing_ok=True)


@contextmanager
def staged(file: Path, content: bytes, *, within: Path | None = None, durable: bool = True) -> Iterator[StagedFile]:
    """Gives new content of a file, to be put into its place; what is not is taken away at the end of the block.

    Args:
        file: The file; its folder is there.
        content: The content. It gets the mode of the file that is there, or that of any new file.
        within: Folder that the file must not lead out of, through whatever links.
        durable: Whether it must outlast a loss of power; what can be made again need not.

    Raises:
        OSError: The disk refuses, or the file leads out of `within`; nothing is changed.
    """
    target = _target(file, within)
    ready = StagedFile(target, target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp"), durable)
    try:
        with ready.beside.open("xb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            ready.beside.chmod(target.stat().st_mode & 0o7777)
        yield ready
    finally:
        ready.discard()


def write_new(file: Path, content: bytes, *, within: Path | None = None) -> bool:
    """Writes a file that is not there yet, and tells whether it did; what is there is left as it is.

    Raises:
        OSError: The disk refuses, or the file leads out of `within`.
    """
    with staged(file, content, within=within) as ready:
        return ready.place_new()


def _target(file: Path, within: Path | None) -> Path:
    """Gives the file that a path means, through links inside the folder."""
    if within is None:
        return file
    folder, target = within.resolve(), file.parent.resolve() / file.name
    if target.is_symlink() and target.exists():
        target = target.resolve()
    if not target.is_relative_to(folder):
        raise OSError(errno.EPERM, "it is a link that leads elsewhere", str(file))
    return target


def _sync_folder(folder: Path) -> None:
    """Makes a new name outlast a loss of power, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
