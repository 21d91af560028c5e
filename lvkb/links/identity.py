"""Whether an id belongs to the paper that the place with the link means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from lvkb.accents import without_accents
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.targets import Use
from lvkb.links.title_similarity import DOUBTFUL, SAME, is_telling, similarity, title_words

_BETWEEN_NAMES = frozenset({"and", "et", "al"})
_JUDGED = frozenset({LinkStatus.OK, LinkStatus.WARN, LinkStatus.MOVED})


def needs_first_version(use: Use, outcome: Outcome) -> bool:
    """Tells whether the facts of an arXiv paper's first version are wanted to judge a use.

    Papers are renamed between versions, and lists keep the title they first saw. DataCite does not tell versions.
    """
    has_others = outcome.facts.get("version", "v1") != "v1" or outcome.facts.get("register") == "datacite"
    return has_others and _is_doubtful(use, outcome) and is_telling(use.title)


def judge(use: Use, outcome: Outcome, first: Outcome | None = None) -> Outcome:
    """Tells what becomes of a link when its paper is compared with the one that is meant.

    From 0.75 on the titles agree. From 0.50 to 0.75 it is drift, unless the authors are others. Below, drift needs a
    witness: the first version's title, or the authors. Without one it is another paper's id, unless the first version
    should have been asked and could not be, and authors are unknown: then drift is said, since nobody is accused
    without a hearing. A title of fewer than three content words is judged by the authors, or not at all.

    Args:
        use: The place, with title and authors of the paper it means.
        outcome: What the look-up of the id gave; facts of any service will do.
        first: What the look-up of version 1 gave, where `needs_first_version` asked for it.

    Returns:
        `outcome` itself, or one with status `warn` and reason `title-drift`, or `mismatch` and `other-paper`.
    """
    if not _is_doubtful(use, outcome, SAME):
        return outcome
    theirs = outcome.facts["title"]
    people = same_people(use.authors, outcome.facts.get("authors", "").split("; "))
    if not is_telling(use.title):
        return _mismatch(use, outcome) if people is False else outcome
    if similarity(use.title, theirs) >= DOUBTFUL and people is not False:
        return _drift(outcome, f'The title there is "{theirs}".')
    if _has_title(first, use.title):
        return _drift(outcome, f'Version 1 had this title, the newest has "{theirs}".')
    if people:
        return _drift(outcome, f'The title there is "{theirs}", by the same authors.')
    if people is None and needs_first_version(use, outcome) and not (first and "title" in first.facts):
        return _drift(outcome, f'The title there is "{theirs}"; version 1 could not be asked.')
    return _mismatch(use, outcome)


def _is_doubtful(use: Use, outcome: Outcome, enough: float = DOUBTFUL) -> bool:
    theirs = outcome.facts.get("title", "")
    judged = outcome.status in _JUDGED and use.title and theirs
    return bool(judged) and similarity(use.title, theirs) < enough and not _says_who_or_where(use.title, outcome)


def _says_who_or_where(title: str, outcome: Outcome) -> bool:
    """Tells whether what is taken for a title is made of the paper's own authors, or of where it came out."""
    words = set(title_words(title)) - _BETWEEN_NAMES
    said = (outcome.facts.get(name, "") for name in ("authors", "journal_ref"))
    return bool(words) and any(words <= set(title_words(text.replace(";", " "))) for text in said)


def _has_title(first: Outcome | None, title: str) -> bool:
    return first is not None and similarity(title, first.facts.get("title", "")) >= SAME


def _drift(outcome: Outcome, evidence: str) -> Outcome:
    if outcome.status is not LinkStatus.OK:  # it is warned of something worse already
        return outcome
    return replace(outcome, status=LinkStatus.WARN, reason=Reason.TITLE_DRIFT, evidence=evidence)


def _mismatch(use: Use, outcome: Outcome) -> Outcome:
    authors = outcome.facts.get("authors", "").replace("; ", ", ")
    evidence = f'It is "{outcome.facts["title"]}"' + (f" by {_shortened(authors)}" if authors else "")
    return replace(
        outcome,
        status=LinkStatus.MISMATCH,
        reason=Reason.OTHER_PAPER,
        evidence=f'{evidence}, not "{use.title}".',
        url="",
    )


def _shortened(authors: str) -> str:
    names = authors.split(", ")
    return authors if len(names) <= 3 else f"{names[0]} and others"


class _Person(NamedTuple):
    given: tuple[str, ...]
    surname: str

    def is_same(self, other: _Person) -> bool:
        """Same surname, and given names of which one can stand for the other; or the same words in another order."""
        if self.surname == other.surname:
            return not self.given or not other.given or _agree(self.given[0], other.given[0])
        return sorted((*self.given, self.surname)) == sorted((*other.given, other.surname))


def _agree(one: str, other: str) -> bool:
    # "W." and "Wei" agree, "Wen" and "Wei" do not: too many of a field share a surname.
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def same_people(ours: Sequence[str], theirs: Sequence[str]) -> bool | None:
    """Tells whether two lists of authors are of one paper.

    The first authors are one person; or at least two persons, and half of the shorter list, are in both.

    Returns:
        None when either list names nobody.
    """
    one, other = ([person for name in names if (person := _person(name))] for names in (ours, theirs))
    if not one or not other:
        return None
    if one[0].is_same(other[0]):
        return True
    common = sum(any(person.is_same(candidate) for candidate in other) for person in one)
    return common >= 2 and 2 * common >= min(len(one), len(other))


def _person(name: str) -> _Person | None:
    """Reads `Wei Liu`, `W. Liu`, `Liu, Wei`; accents and case do not count."""
    surname, comma, given = name.partition(",")
    words = _name_words(f"{given} {surname}" if comma else name)
    return _Person(words[:-1], words[-1]) if words and words[0] != "anonymous" else None


def _name_words(name: str) -> tuple[str, ...]:
    plain = without_accents(name).casefold().translate(str.maketrans("øłđı", "oldi"))  # letters that no accent makes
    return tuple(re.findall(r"[^\W\d_]+", re.sub("['\u2019]", "", plain)))
