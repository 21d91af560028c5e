"""Which of the texts that can be an item's title is taken, and why none is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lvkb.intake.list_habits import Habits, is_title_case
from lvkb.intake.title_kinds import Candidate, Place
from lvkb.registers import parse_url

_ORDER = (Place.QUOTED, Place.BOLD, Place.LINK, Place.PLAIN, Place.WRAPPED)
_MOST_NAME_WORDS = 3
_LEAST_WRAPPED = 4


class Choice(NamedTuple):
    """What was chosen.

    Attributes:
        title: The title with its place, None when there is none.
        place: Where it stands.
        doubt: Why a text that could be the title is not taken, else empty.
    """

    title: Candidate | None = None
    place: Place | None = None
    doubt: str = ""


def choose(found: Mapping[Place, Candidate], habits: Habits) -> Choice:
    """Chooses the title of an item: in the place where the list has its titles, else where it stands out most."""
    choice = _choose(found, habits)
    title = choice.title
    if title and title.rest and habits.is_terse and choice.place in (Place.PLAIN, Place.AFTER):
        what = f'"{title.title}" is followed by "{title.rest}", which may be a part of the title.'
        return Choice(None, None, what)
    return choice


def _choose(found: Mapping[Place, Candidate], habits: Habits) -> Choice:
    ways = dict(found)
    after = ways.pop(Place.AFTER, None)
    if after and habits.titles_after and Place.QUOTED not in ways and _is_told(after, habits):
        return Choice(after, Place.AFTER)
    bold = ways.get(Place.BOLD)
    if bold and habits.names_in_bold and bold.words <= _MOST_NAME_WORDS:
        del ways[Place.BOLD]
        if not ways:
            return Choice(None, None, f'"{bold.title}" may be a short name, as others in bold in this list.')
    if (wrapped := ways.get(Place.WRAPPED)) and (len(ways) > 1 or wrapped.words < _LEAST_WRAPPED):
        del ways[Place.WRAPPED]
    place = habits.place if habits.place in ways else _most_telling(ways)
    if place is None:
        return Choice()
    is_weak = place in (Place.PLAIN, Place.WRAPPED) and place is not habits.place
    if is_weak and habits.is_strict and not _follows(ways[place], habits):
        what = f'"{ways[place].title}" could be its title, but titles stand elsewhere in this list.'
        return Choice(None, None, what)
    return Choice(ways[place], place)


def _is_told(after: Candidate, habits: Habits) -> bool:
    return after.has_venue or habits.place is Place.AFTER or is_title_case(after.title)


def _most_telling(ways: Mapping[Place, Candidate]) -> Place | None:
    """Gives the place where a title stands out most.

    Of running text and a link that stands behind it or leads to no paper, the longer one counts.
    """
    place = next((one for one in _ORDER if one in ways), None)
    if place is not Place.LINK or Place.PLAIN not in ways:
        return place
    link, plain = ways[Place.LINK], ways[Place.PLAIN]
    ref = parse_url(link.url)
    is_doubtful = (plain.is_first and not link.is_first) or ref is None or not ref.register.is_paper
    return Place.PLAIN if is_doubtful and plain.words > link.words else Place.LINK


def _follows(title: Candidate, habits: Habits) -> bool:
    """Tells whether a text stands where others have the title behind a name, and ends as they do."""
    return habits.place is Place.AFTER and title.is_first and title.has_venue
