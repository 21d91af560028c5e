"""The rule of data releases: which number of the version a change raises, and why.

Source: docs/releasing.md, and docs/decisions/0035-data-releases.md for the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from enum import IntEnum
from typing import NamedTuple

from lvkb.changes.comparison import Changes
from lvkb.layout import COUNTS, DEVICE_MODELS, TIMINGS, TIMM_RESULTS
from lvkb.records import Release


class Bump(IntEnum):
    """Which number of a version rises; those behind it become 0."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """Its name in lower case."""
        return self.name.lower()


class Reason(NamedTuple):
    """A kind of change that raises the version.

    Attributes:
        bump: What it raises.
        what: What changed: `paper removed`.
        whats: The same of several.
        number: How often.
    """

    bump: Bump
    what: str
    whats: str
    number: int


_FIGURES = frozenset({COUNTS, DEVICE_MODELS, TIMINGS, TIMM_RESULTS})
"""Files beside the records whose figures are published."""

_RANKING = frozenset({"categories", "scope"})
"""Fields of a paper that decide where its results are listed and ranked."""

_NO_MEASUREMENT = frozenset({"at", "note", "weights_license"})
"""Conditions of a reading that say nothing of how its numbers came about."""


def reasons(changes: Changes) -> tuple[Reason, ...]:
    """Gives what raises the version of the data, the weightiest first."""
    named = [item for item in changes.fields if item.kind == "variants" and item.field == "name"]
    gone = [item for item in named if item.old]
    listed = [item for item in changes.fields if item.kind == "identity" and item.field in _RANKING]
    measured = [item for item in changes.fields if item.kind == "conditions" and item.field not in _NO_MEASUREMENT]
    decided = {id(item) for item in (*named, *listed, *measured)}
    words = [item for item in changes.fields if id(item) not in decided]
    topics_gone = [item for item in changes.nodes if not item.new and not item.field]
    topics = [item for item in changes.nodes if item.new or item.field]
    figures = [path for path in changes.files if path in _FIGURES]
    found = (
        _reasons(Bump.MAJOR, "paper", "removed", changes.removed),
        _reasons(Bump.MAJOR, "paper", "under another id", changes.renamed),
        _reasons(Bump.MAJOR, "variant", "removed or renamed", gone),
        _reasons(Bump.MAJOR, "topic", "removed", topics_gone),
        _reasons(Bump.MINOR, "paper", "added", changes.added),
        _reasons(Bump.MINOR, "variant", "added", [item for item in named if not item.old]),
        _reasons(Bump.MINOR, "reading", "added", changes.readings),
        _reasons(Bump.MINOR, "reading", "removed", changes.vanished_alone),
        _reasons(Bump.MINOR, "number", "removed", changes.lost),
        _reasons(Bump.MINOR, "number", "changed", changes.numbers),
        _reasons(Bump.MINOR, "shown figure", "changed", changes.shown),
        _reasons(Bump.MINOR, "setup", "changed", changes.setups),
        _reasons(Bump.MINOR, "condition", "of readings changed", measured),
        _reasons(Bump.MINOR, "verdict", "changed", changes.verdicts),
        _reasons(Bump.MINOR, "paper", "ranked elsewhere", listed),
        _reasons(Bump.MINOR, "file", "of figures changed", figures),
        _reasons(Bump.MINOR, "file", "not comparable", changes.unreadable),
        _reasons(Bump.PATCH, "field", "of records changed", words),
        _reasons(Bump.PATCH, "topic", "added or described otherwise", topics),
    )
    return tuple(reason for group in found for reason in group)


def demanded(found: tuple[Reason, ...]) -> Bump:
    """Gives what a release must raise: the weightiest of its reasons."""
    return max((reason.bump for reason in found), default=Bump.NONE)


def least_version(before: Release | None, bump: Bump) -> str:
    """Gives the lowest version that a release may have; empty where none went before it."""
    if before is None:
        return ""
    major, minor, patch = before.numbers
    match bump:
        case Bump.MAJOR:
            return f"{major + 1}.0.0"
        case Bump.MINOR:
            return f"{major}.{minor + 1}.0"
        case Bump.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case _:
            return before.version


def _reasons(bump: Bump, noun: str, verb: str, items: Sized) -> Iterator[Reason]:
    if items:
        yield Reason(bump, f"{noun} {verb}", f"{noun}s {verb}", len(items))
