"""Where a title can stand, and a text that can be one."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Place(Enum):
    """Where a title stands."""

    QUOTED = auto()
    """In quotes."""
    BOLD = auto()
    """In bold."""
    LINK = auto()
    """In the text of a link."""
    AFTER = auto()
    """Behind a name that is a link or in bold, and a dash or a colon."""
    PLAIN = auto()
    """In running text."""
    WRAPPED = auto()
    """In the text of a link in brackets, which mostly is a label."""


class Candidate(NamedTuple):
    """A text that can be the title.

    Attributes:
        title: The text.
        start: Its offset in the file.
        name: Short name that the item gives beside it, else empty.
        url: Address of the link that it is the text of, else empty.
        is_first: Whether nothing but tags stands before it.
        has_venue: Whether a venue or a date stands behind it.
        lead: For a title behind a name, that name.
        rest: A sentence behind it that may belong to it, else empty.
    """

    title: str
    start: int
    name: str = ""
    url: str = ""
    is_first: bool = False
    has_venue: bool = False
    lead: str = ""
    rest: str = ""

    @property
    def words(self) -> int:
        """Number of its words."""
        return len(self.title.split())
