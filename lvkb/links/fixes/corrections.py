"""Corrections of record files: one value replaced or added at its place, every other byte left as it is.

The new values come from servers of strangers. Only canonical ids and plain web addresses are written, and an edited
text is kept only when it parses to the old data with just that value changed.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lvkb.atomic_files import staged
from lvkb.catalog import read_bytes
from lvkb.findings import Finding, Location, visible
from lvkb.links.fixes.new_values import Refusal, canonical
from lvkb.yamlfile import Data, Document, KeyPath, field_name, parse
from lvkb.yamlfile.scalars import quoted, scalar

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"' r"|'(?:[^'\r\n]|'')*+'")


class Change(NamedTuple):
    """One value of a record to be corrected.

    Attributes:
        path: File, relative to the root.
        keys: Path of the value in it, as in `("code", 0, "github")`.
        old: The value that stands there; empty to add `doi`, behind the record's `arxiv`.
        new: The value to write.
    """

    path: str
    keys: KeyPath
    old: str
    new: str


class Refused(NamedTuple):
    """A change that is not made.

    Attributes:
        change: The change.
        location: Where the value stands, or its file.
        why: Why not, in one sentence.
    """

    change: Change
    location: Location
    why: str

    def __str__(self) -> str:
        return visible(f"{self.location}: {field_name(self.change.keys)} is left as it is: {self.why}")


@dataclass(frozen=True, slots=True)
class CorrectedFile:
    """A record file with its corrections.

    Attributes:
        path: File, relative to the root.
        old: Its content as it was read.
        new: Its content with the corrections.
        changes: The corrections made.
    """

    path: str
    old: bytes
    new: bytes
    changes: tuple[Change, ...]

    @property
    def diff(self) -> str:
        """The corrections as a unified diff."""
        old, new = (_lines(content.decode()) for content in (self.old, self.new))
        return "".join(difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))


def _lines(text: str) -> list[str]:
    """Gives the lines of a text for display, each with one line feed; those without one at the end are told so."""
    lines = [f"{line}\n" for line in _LINE_BREAK.split(text)]
    return lines[:-1] if lines[-1] == "\n" else [*lines[:-1], f"{lines[-1]}\\ No newline at end of file\n"]


class Corrections(NamedTuple):
    """What is to be written, and what is not.

    Attributes:
        files: Files with corrections, sorted by path.
        refused: Changes that are not made.
    """

    files: tuple[CorrectedFile, ...]
    refused: tuple[Refused, ...]


def correct(root: Path, changes: Iterable[Change]) -> Corrections:
    """Works out corrected files; writes nothing.

    Args:
        root: Root of the knowledge base.
        changes: The corrections; equal ones count once.
    """
    by_path: dict[str, list[Change]] = {}
    for change in dict.fromkeys(changes):
        by_path.setdefault(change.path, []).append(change)
    files: list[CorrectedFile] = []
    refused: list[Refused] = []
    for path in sorted(by_path):
        content = read_bytes(root, path)
        if isinstance(content, Finding):
            refused += (Refused(change, Location(path), content.what) for change in by_path[path])
            continue
        corrected = _correct_file(path, content, by_path[path], refused)
        if corrected.changes:
            files.append(corrected)
    return Corrections(tuple(files), tuple(refused))


def _correct_file(path: str, content: bytes, changes: Iterable[Change], refused: list[Refused]) -> CorrectedFile:
    now, made = content, []
    for change in changes:
        document = parse(now, path)
        try:
            now = _edited(now, document, change)
        except Refusal as refusal:
            refused.append(Refused(change, document.at(change.keys), str(refusal)))
        else:
            made.append(change)
    return CorrectedFile(path, content, now, tuple(made))


def _edited(content: bytes, document: Document, change: Change) -> bytes:
    """Gives the content with one change, or raises."""
    if document.data is None:
        raise Refusal("The file cannot be read.")
    value = canonical(change.keys[-1] if change.keys else "", change.new)
    wanted = _changed(document.data, change, value)
    text = content.decode()
    edited = (_replaced if change.old else _added)(text, document, change, value).encode()
    after = parse(edited, change.path)
    worse = len(after.findings) > len(document.findings) or len(after.bare) > len(document.bare)
    if after.data != wanted or worse:
        raise Refusal("The value stands there in a way that cannot be edited safely.")
    return edited


def _changed(data: Data, change: Change, value: str) -> Data:
    """Gives the data with the new value, or raises when another value stands there than the one to be replaced."""
    if not change.old and change.keys != ("doi",):
        raise Refusal("Only a DOI is added to a record.")
    wanted = copy.deepcopy(data)
    here: Data = wanted
    for key in change.keys[:-1]:
        here = _below(here, key)
    last = change.keys[-1]
    if change.old and _below(here, last) != change.old:
        raise Refusal("Another value stands there by now.")
    if not change.old and isinstance(here, dict) and last in here:
        raise Refusal("There is a value by now.")
    here[last] = value  # type: ignore[index]
    return wanted


def _below(data: Data, key: str | int) -> Data:
    try:
        return data[key]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        raise Refusal("Another value stands there by now.") from None


def _replaced(text: str, document: Document, change: Change, value: str) -> str:
    start = _offset(text, document.at(change.keys))
    if match := _QUOTED.match(text, start):
        return text[:start] + quoted(value) + text[match.end() :]
    if not text.startswith(change.old, start):
        raise Refusal("The value stands there in a way that cannot be edited safely.")
    return text[:start] + scalar(value) + text[start + len(change.old) :]


def _added(text: str, document: Document, change: Change, value: str) -> str:
    """Gives the text with `doi` on a line of its own behind that of `arxiv`."""
    if ("arxiv",) not in document.keys:
        raise Refusal("The record has no arxiv id to put it behind.")
    start = _offset(text, document.at(("arxiv",)))
    end = _LINE_BREAK.search(text, start)
    line = f"{change.keys[-1]}: {scalar(value)}"
    return f"{text[: end.end()]}{line}{end[0]}{text[end.end() :]}" if end else f"{text}\n{line}"


def _offset(text: str, where: Location) -> int:
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    return starts[min(where.line, len(starts)) - 1] + where.column - 1


def write(root: Path, files: Iterable[CorrectedFile]) -> Iterator[str]:
    """Writes corrected files, each whole or not at all, and gives the path of each one as soon as it is written.

    A file that has changed since it was read is left as it is, and its path is not given.

    Args:
        root: Root of the knowledge base.
        files: Files of a mending.

    Raises:
        OSError: The disk refuses; files given before are written, the others are not.
    """
    for corrected in files:
        with staged(root / corrected.path, corrected.new, within=root / "catalog") as ready:
            if read_bytes(root, corrected.path) == corrected.old:
                ready.place()
                yield corrected.path
