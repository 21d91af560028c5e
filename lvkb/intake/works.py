"""Several mentions of one paper to one work, and ids that cannot be trusted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from lvkb.intake.list_entries import Entry, Link
from lvkb.registers import Register, title_key

NEAR_TITLE = 92.0
"""Score of two title keys, 0 to 100, from which on they count as one title under the same id."""

_LEAST_WORDS = 4
_MOST_TITLES = 20
"""Titles under one id that another is compared with; an id with more than that is wrong in most of its places."""


class Identity(NamedTuple):
    """An id in a register of papers.

    Attributes:
        register: The register.
        id: Canonical id.
    """

    register: Register
    id: str


@dataclass(frozen=True, eq=False)
class Work:
    """One paper with all its mentions; another one is another paper, whatever it holds.

    Attributes:
        entries: Mentions in the order of the list, at least one.
    """

    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """Title of the first mention."""
        return self.entries[0].title

    @property
    def name(self) -> str:
        """Short name that the list gives it, else empty."""
        return next((entry.name for entry in self.entries if entry.name), "")

    @property
    def links(self) -> tuple[Link, ...]:
        """Links of all mentions."""
        return tuple(link for entry in self.entries for link in entry.links)

    @property
    def authors(self) -> tuple[str, ...]:
        """Authors of the first mention that has any."""
        return next((entry.authors for entry in self.entries if entry.authors), ())

    @property
    def year(self) -> str:
        """Year of publication of the first mention that has any, else empty."""
        return next((entry.year for entry in self.entries if entry.year), "")

    @cached_property
    def identities(self) -> dict[Identity, Link]:
        """Each id with the first link to it, in the order of the list."""
        return _identities(self.links)

    def ids(self, register: Register) -> tuple[str, ...]:
        """Gives the ids of one register that the list has for this paper."""
        return tuple(identity.id for identity in self.identities if identity.register is register)


def _identities(links: Iterable[Link]) -> dict[Identity, Link]:
    found: dict[Identity, Link] = {}
    for link in links:
        if link.ref and link.ref.register.is_paper:
            found.setdefault(Identity(link.ref.register, link.ref.id), link)
    return found


def merge(entries: Iterable[Entry]) -> tuple[Work, ...]:
    """Joins the mentions of each paper: those of one title, and those of one id whose titles are alike.

    Two different titles on one id stay two papers, since one of the links is wrong and nobody knows which.
    """
    groups: list[list[Entry]] = []
    by_title: dict[str, int] = {}
    by_id: dict[Identity, dict[int, None]] = defaultdict(dict)
    for entry in entries:
        key = exact_key(entry.title)
        ids = _identities(entry.links)
        same_id = (at for identity in ids for at in islice(by_id[identity], _MOST_TITLES))
        alike = (
            at for at in same_id if any(are_alike(entry.title, other.title) for other in groups[at][:_MOST_TITLES])
        )
        index = by_title[key] if key in by_title else next(alike, len(groups))
        groups += [[]] if index == len(groups) else []
        groups[index].append(entry)
        by_title.setdefault(key, index)
        for identity in ids:
            by_id[identity].setdefault(index)
    return tuple(Work(tuple(group)) for group in groups)


def exact_key(title: str) -> str:
    """Gives the form under which titles are one paper's: as `title_key`, but `X++` is another paper than `X`."""
    return title_key(title) + "+" * title.count("+")


def are_alike(one: str, two: str) -> bool:
    """Tells whether two titles under one id are one paper's: nearly equal, or one with words added to the other.

    Different numbers make different papers: `X` and `X v2` differ in hardly a letter.
    """
    key, other = title_key(one), title_key(two)
    if re.findall(r"\d+", key) != re.findall(r"\d+", other) or one.count("+") != two.count("+"):
        return False
    short, long = sorted((set(key.split()), set(other.split())), key=len)
    return fuzz.ratio(key, other) >= NEAR_TITLE or (len(short) >= _LEAST_WORDS and short <= long)


def shared(works: Iterable[Work]) -> Mapping[Identity, tuple[Work, ...]]:
    """Gives the ids that stand under several papers, with those papers."""
    holders: dict[Identity, list[Work]] = defaultdict(list)
    for work in works:
        for identity in work.identities:
            holders[identity].append(work)
    return {identity: tuple(group) for identity, group in holders.items() if len(group) > 1}
