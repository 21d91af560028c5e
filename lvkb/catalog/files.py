"""Files of the catalogue, read with care: plain files inside it, of limited size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from lvkb.catalog.file_rules import OUTSIDE, UNREADABLE
from lvkb.findings import Finding, Location
from lvkb.history import PastState
from lvkb.yamlfile import MAX_BYTES, Document, parse, too_large


class CatalogFiles(Protocol):
    """Where the files of a catalogue are read from."""

    def has(self, path: str) -> bool:
        """Tells whether there is anything under a name."""

    def read(self, paths: Iterable[str], most: int = MAX_BYTES) -> Iterator[tuple[str, bytes | Finding]]:
        """Gives for each path its content, or the finding that says why it must not or cannot be read."""


class DiskFiles:
    """The files as they lie on disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, path: str) -> bool:
        """Tells whether there is anything under a name."""
        return os.path.lexists(self._root / path)

    def read(self, paths: Iterable[str], most: int = MAX_BYTES) -> Iterator[tuple[str, bytes | Finding]]:
        """Gives for each path its content, or the finding that says why it must not or cannot be read."""
        return ((path, read_bytes(self._root, path, most)) for path in paths)


class PastFiles:
    """The files as git holds them at a commit, under the same limits."""

    def __init__(self, state: PastState) -> None:
        self._state = state

    def has(self, path: str) -> bool:
        """Tells whether there is anything under a name."""
        return path in self._state.files

    def read(self, paths: Iterable[str], most: int = MAX_BYTES) -> Iterator[tuple[str, bytes | Finding]]:
        """Gives for each path its content, or the finding that says why it must not or cannot be read."""
        judged = {path: self._refused(path, most) for path in paths}
        contents = self._state.read(path for path, finding in judged.items() if finding is None)
        return ((path, finding or contents[path]) for path, finding in judged.items())

    def _refused(self, path: str, most: int) -> Finding | None:
        blob = self._state.files.get(path)
        if blob is None:
            return UNREADABLE.at(Location(path), "", "The file was not there.")
        if not blob.is_plain:
            return OUTSIDE.at(Location(path), "", "This is not a plain file.")
        return too_large(path, blob.size) if blob.size > most else None


def read_bytes(root: Path, path: str, most: int = MAX_BYTES) -> bytes | Finding:
    """Reads a file of the catalogue, or gives the finding that says why it must not or cannot be read.

    Args:
        root: Root of the knowledge base.
        path: The file, from the root on.
        most: Largest size in bytes.
    """
    file = root / path
    try:
        info = file.stat()
        if not file.resolve().is_relative_to((root / "catalog").resolve()):
            return OUTSIDE.at(Location(path), "", "The file is a link that leads out of the catalogue.")
        if not stat.S_ISREG(info.st_mode):
            return OUTSIDE.at(Location(path), "", "This is not a plain file.")
        if info.st_size > most:
            return too_large(path, info.st_size)
        return file.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it links to itself"
        return UNREADABLE.at(Location(path), "", f"The file cannot be read: {reason}.")


def read_document(root: Path, path: str) -> Document:
    """Parses a file of the catalogue; what is wrong with it is in the document's findings."""
    return parsed(DiskFiles(root), path)


def parsed(files: CatalogFiles, path: str) -> Document:
    """Parses a file of the catalogue, wherever it is read from; what is wrong with it is in the document's findings."""
    ((_, content),) = files.read([path])
    if isinstance(content, Finding):
        return Document(path, findings=[content])
    return parse(content, path)
