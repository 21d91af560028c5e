"""A release of the data: what changed since the one before, and whether its version says so."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.changes.comparison import Changes, compare
from lvkb.changes.release_rule import Bump, Reason, demanded, least_version, reasons
from lvkb.changes.sides import Sides
from lvkb.layout import RELEASE
from lvkb.records import Release


class ReleaseNotes(NamedTuple):
    """A release beside the state that it follows.

    Attributes:
        changes: What changed.
        before: The release that it follows; None where that state was unreleased.
        after: The release; None where the later state names none.
        reasons: What raises the version, the weightiest first.
    """

    changes: Changes
    before: Release | None
    after: Release | None
    reasons: tuple[Reason, ...]

    @property
    def bump(self) -> Bump:
        """What the release must raise."""
        return demanded(self.reasons)

    @property
    def least(self) -> str:
        """The lowest version that it may have; empty for a first release."""
        return least_version(self.before, self.bump)

    @property
    def fault(self) -> str:
        """Why the release may not be made as it is; empty when it may."""
        broken = [item.finding.location for item in self.changes.unreadable if item.is_new]
        if broken:
            return f"{broken[0]} cannot be read, so that nobody can say what changed. `lvkb check` tells what is wrong."
        if self.after is None:
            return f"{RELEASE} is not there. Write `version` and `date` of the release into it."
        if self.before is None:
            return ""
        if self.after.numbers < tuple(map(int, self.least.split("."))):
            demand = f"these changes demand {self.least} at least ({self.bump.word})"
            return f"{RELEASE} says {self.after.version}, and {demand}."
        if self.after.date < self.before.date:
            return f"{RELEASE} says {self.after.date}, a day before the release that it follows ({self.before.date})."
        return ""


def release_notes(sides: Sides) -> ReleaseNotes:
    """Gives the notes on what the later of two states changes."""
    changes = compare(sides)
    return ReleaseNotes(changes, sides.old.catalog.release, sides.new.catalog.release, reasons(changes))
