"""Files of the catalogue, read with care: plain files inside it, of limited size."""

from __future__ import annotations

import stat
from pathlib import Path

from lvkb.catalog.file_rules import OUTSIDE, UNREADABLE
from lvkb.findings import Finding, Location
from lvkb.yamlfile import MAX_BYTES, Document, parse, too_large


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
    content = read_bytes(root, path)
    if isinstance(content, Finding):
        return Document(path, findings=[content])
    return parse(content, path)
