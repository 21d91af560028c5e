"""What can be said of a link: a closed set of statuses, each with its reason and the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LinkStatus(StrEnum):
    """What became of a link."""

    OK = "ok"
    """It answers, and it is what the catalogue says."""
    MOVED = "moved"
    """It is for good at another address, which the outcome names."""
    WARN = "warn"
    """It answers, but not as it should: a soft 404, a log-in page, a withdrawn paper, an archived repository."""
    MISMATCH = "mismatch"
    """The id is good, and belongs to another paper."""
    DEAD = "dead"
    """The service in charge says that it is not there."""
    UNKNOWN = "unknown"
    """Nothing can be said: refused, throttled, out of order, too slow. Never held against the link."""
    BLOCKED = "blocked"
    """It was not asked, since it leads where no link of strangers may lead."""
    SKIPPED = "skipped"
    """It was not asked, by the user's own wish."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look-up of one link gave.

    Attributes:
        status: What became of the link.
        reason: Short fixed name of the cause, as in `404`, `renamed`, `soft-404`, `timeout`; see `REASONS`.
        evidence: One sentence or phrase for people: what was seen, with the values.
        url: The new address or value for `moved`; else empty.
        facts: What the service told beside it, by name: `title`, `authors`, `doi`, ... Plain text only.
    """

    status: LinkStatus
    reason: str
    evidence: str = ""
    url: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
