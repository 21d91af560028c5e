"""Files replaced as one: all new content is on disk before the first old file goes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lvkb.build.build_errors import BuildError


class Staged:
    """New content of files, each in a temporary file beside the one it is to replace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._pairs: list[tuple[Path, Path]] = []

    def add(self, path: str, data: bytes) -> None:
        """Puts a file's new content beside it, unless the file has that content already."""
        target = self.root / path
        if not (target.is_file() and target.read_bytes() == data):
            self._pairs.append((_temporary(target, data), target))

    def replace(self) -> tuple[str, ...]:
        """Renames each temporary file to the one it replaces, and gives the paths of these."""
        for temporary, target in self._pairs:
            temporary.replace(target)
        return tuple(target.relative_to(self.root).as_posix() for _, target in self._pairs)

    def discard(self) -> None:
        """Deletes the temporary files that are still there."""
        for temporary, _ in self._pairs:
            temporary.unlink(missing_ok=True)


@contextmanager
def staged(root: Path, files: Mapping[str, str | bytes]) -> Iterator[Staged]:
    """Gives the files that differ, ready to be replaced; leaves none of its temporary files behind.

    Args:
        root: Folder that paths are relative to.
        files: Content by path.

    Raises:
        BuildError: The disk refuses; files not yet replaced are untouched.
    """
    pending = Staged(root)
    try:
        for path, content in files.items():
            pending.add(path, content if isinstance(content, bytes) else content.encode())
        yield pending
    except OSError as error:
        where = error.filename or root
        raise BuildError(f"Cannot write {where}: {error.strerror}. Nothing half-written was left.") from error
    finally:
        pending.discard()


def write_files(root: Path, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Writes the files that differ, each by a temporary file and a rename.

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


def _temporary(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
