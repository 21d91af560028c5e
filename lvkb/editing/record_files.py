"""Changed record files: shown as a difference, and written as a whole, by one writer at a time."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lvkb.atomic_files import staged
from lvkb.catalog import read_bytes
from lvkb.editing.verified import EditRefused
from lvkb.findings import Finding
from lvkb.folder_lock import one_writer
from lvkb.layout import PAPERS
from lvkb.yamlfile.decoding import LINE_BREAK

_LINE_FEED = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A record file and what it is to become.

    Attributes:
        path: File, relative to the root.
        old: Its content as it was read.
        new: Its new content.
    """

    path: str
    old: bytes
    new: bytes

    @property
    def diff(self) -> str:
        """The change as a unified diff for people; empty when there is none."""
        return self._compared(LINE_BREAK)

    @property
    def patch(self) -> str:
        """The change as a unified diff for `git apply`: line breaks of Windows and invisible marks stand in it."""
        return self._compared(_LINE_FEED)

    def _compared(self, breaks: re.Pattern[str]) -> str:
        old, new = (_lines(content.decode(), breaks) for content in (self.old, self.new))
        return "".join(difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))


def _lines(text: str, breaks: re.Pattern[str]) -> list[str]:
    """Gives the lines of a text, each with one line feed; those without one at the end are told so."""
    lines = [f"{line}\n" for line in breaks.split(text)]
    return lines[:-1] if lines[-1] == "\n" else [*lines[:-1], f"{lines[-1]}\\ No newline at end of file\n"]


def record_content(root: Path, path: str) -> bytes:
    """Gives the content of a record file.

    Args:
        root: Root of the knowledge base.
        path: The file, relative to the root.

    Raises:
        EditRefused: There is no such plain file in the catalogue.
    """
    content = read_bytes(root, path)
    if isinstance(content, Finding):
        raise EditRefused(f"{path}: {content.what} {content.fix}")
    return content


def change_record(root: Path, path: str, edit: Callable[[bytes], bytes]) -> ChangedFile:
    """Changes a record file on disk; it is read, changed and replaced while no other lvkb writes records.

    Args:
        root: Root of the knowledge base.
        path: The file, relative to the root.
        edit: Gives the new content for the present one, as the functions of `record_edits` do.

    Raises:
        EditRefused: The change cannot be made, or another program changed the file meanwhile; nothing is written.
        OSError: The disk refuses; the old file stands.
    """
    with one_writer(root / PAPERS):
        old = record_content(root, path)
        changed = ChangedFile(path, old, edit(old))
        if changed.new != old and not _put(root, changed):
            raise EditRefused(f"{path} was changed by another program meanwhile; nothing was written. Run it again.")
    return changed


def write_changed(root: Path, changed: ChangedFile) -> bool:
    """Writes a changed file unless it is another one by now than it was when it was read, and tells whether it did.

    Raises:
        OSError: The disk refuses; the old file stands.
    """
    with one_writer(root / PAPERS):
        return _put(root, changed)


def _put(root: Path, changed: ChangedFile) -> bool:
    with staged(root / changed.path, changed.new, within=root / "catalog") as ready:
        if read_bytes(root, changed.path) != changed.old:
            return False
        ready.place()
    return True
