"""Corrections that services tell: one value replaced or added at its place, every other byte left as it is.

The new values come from servers of strangers. Only canonical ids and plain web addresses are written, where the value
that was looked up still stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lvkb.editing import EditRefused, set_value
from lvkb.findings import Location, visible
from lvkb.links.fixes.new_values import Refusal, canonical
from lvkb.yamlfile import Document, KeyPath, field_name, parse, value_at


class Change(NamedTuple):
    """One value of a record to be corrected.

    Attributes:
        path: File, relative to the root.
        keys: Path of the value in it, as in `("code", 0, "github")`.
        old: The value that stands there; empty to add `doi`.
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


class Corrections(NamedTuple):
    """What is to be written, and what is not.

    Attributes:
        contents: New content of each file that is changed, by path.
        made: The changes made.
        refused: Changes that are not made.
    """

    contents: dict[str, bytes]
    made: tuple[Change, ...]
    refused: tuple[Refused, ...]


def correct(read: Callable[[str], bytes], changes: Iterable[Change]) -> Corrections:
    """Works out corrected files; writes nothing.

    Args:
        read: Gives the content of a file; raises `EditRefused` where there is none.
        changes: The corrections; equal ones count once.
    """
    contents: dict[str, bytes] = {}
    made: list[Change] = []
    refused: list[Refused] = []
    for change in dict.fromkeys(changes):
        location = Location(change.path)
        try:
            content = contents[change.path] if change.path in contents else read(change.path)
            document = parse(content, change.path)
            location = document.at(change.keys)
            contents[change.path] = _edited(content, document, change)
        except (Refusal, EditRefused) as why:
            refused.append(Refused(change, location, str(why)))
        else:
            made.append(change)
    return Corrections(contents, tuple(made), tuple(refused))


def _edited(content: bytes, document: Document, change: Change) -> bytes:
    """Gives the content with one change, or raises."""
    if document.data is None:
        raise Refusal("The file cannot be read.")
    if not change.old and change.keys != ("doi",):
        raise Refusal("Only a DOI is added to a record.")
    value = canonical(change.keys[-1] if change.keys else "", change.new)
    if value_at(document.data, change.keys) != (change.old or None):
        raise Refusal("Another value stands there by now." if change.old else "There is a value by now.")
    return set_value(content, change.path, change.keys, value)
