"""Files replaced as one: all new content is on disk before the first old file goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from lvkb import atomic_files
from lvkb.build.build_errors import BuildError

Files = Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]
"""Content by path; pairs may come one at a time, so that not all content is in memory at once."""

FreshFiles = Mapping[str, str | bytes] | Iterable[tuple[str, bytes | Iterable[str]]]
"""The same for new files: texts may come in pieces too."""


class Staged(NamedTuple):
    """Files whose new content is on disk, each beside the old one.

    Attributes:
        root: Folder that paths are relative to.
        files: The files that differ.
    """

    root: Path
    files: tuple[atomic_files.StagedFile, ...]

    def replace(self) -> tuple[str, ...]:
        """Puts each new content into its place, and gives the paths of the files."""
        for file in self.files:
            file.place()
        return tuple(file.target.relative_to(self.root).as_posix() for file in self.files)


@contextmanager
def staged(root: Path, files: Files) -> Iterator[Staged]:
    """Gives the files that differ, ready to be replaced; leaves nothing behind beside them.

    Args:
        root: Folder that paths are relative to.
        files: Content by path.

    Raises:
        BuildError: The disk refuses; files not yet replaced are untouched.
    """
    try:
        with ExitStack() as stack:
            pairs = files.items() if isinstance(files, Mapping) else files
            changed = ((root / path, _bytes(content)) for path, content in pairs)
            beside = (_beside(file, data) for file, data in changed if not _has(file, data))
            yield Staged(root, tuple(map(stack.enter_context, beside)))
    except OSError as error:
        where = error.filename or root
        raise BuildError(f"Cannot write {where}: {error.strerror}. Nothing half-written was left.") from error


def write_files(root: Path, files: Files) -> tuple[str, ...]:
    """Writes the files that differ.

    Args:
        root: Folder that paths are relative to.
        files: Content by path.

    Returns:
        Paths that were replaced.

    Raises:
        BuildError: The disk refuses; files not yet replaced are untouched.
    """
    with staged(root, files) as pending:
        return pending.replace()


def write_fresh(folder: Path, files: FreshFiles) -> None:
    """Writes files into a folder that nobody reads yet: there is nothing to replace, and nothing to wait for.

    Args:
        folder: Folder that paths are relative to.
        files: Content by path; a long text comes piece by piece, each of which is written before the next is asked for.

    Raises:
        BuildError: The disk refuses.
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    try:
        for path, content in pairs:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as out:
                out.writelines(_pieces(content))
    except OSError as error:
        raise BuildError(f"Cannot write {error.filename or folder}: {error.strerror}.") from error


def move_into(folder: Path, files: Path) -> None:
    """Moves all that one folder holds into another on the same disk, over files of the same name.

    Args:
        folder: Where the files go to.
        files: Folder that is empty of files afterwards.
    """
    for entry in list(files.iterdir()):
        target = folder / entry.name
        if target.is_dir():
            move_into(target, entry)
        else:
            entry.replace(target)  # whole folders in one step


def _pieces(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    return [_bytes(content)] if isinstance(content, str | bytes) else map(str.encode, content)


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _has(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _beside(file: Path, data: bytes) -> AbstractContextManager[atomic_files.StagedFile]:
    """Gives the new content of a file; it can be made again, so it need not outlast a loss of power."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return atomic_files.staged(file, data, durable=False)
