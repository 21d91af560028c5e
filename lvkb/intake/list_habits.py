"""What a list does again and again: which texts are labels in it, and where its titles stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from lvkb.documents.markdown_pieces import Piece
from lvkb.intake.label_words import Labels, label_key
from lvkb.intake.people_names import is_people
from lvkb.intake.title_kinds import Candidate, Place
from lvkb.registers import parse_url

_GROUP = re.compile(r"[(\[\uff08\u3010]([^()\[\]\uff08\uff09\u3010\u3011\n]{1,40})[)\]\uff09\u3011]")
_TAIL = re.compile(r"[,.;|\uff0c\u3002]\s*([^,.;|()\[\]\uff0c\u3002\n]{2,40})(?=[,.;|\s\[(]*$)")
_OFTEN = 3
_FEW_WORDS = 4
_MOST_COMMAS = 3
_MAJORITY = 0.6
_STRONG_VOTES = 10
_STRONG_MAJORITY = 0.8
_MOST_NAME_WORDS = 3
_LEAST_TITLE_WORDS = 4
_CAPITALS = 0.6
_MOST_TOLD = 0.3
_LONGEST_TAIL = 120


@dataclass(frozen=True, slots=True)
class Habits:
    """How a list writes its items.

    Attributes:
        place: Where most of its titles stand, None when that is open.
        is_strict: Whether hardly any title stands elsewhere.
        names_in_bold: Whether what is in bold before running text is a name.
        titles_after: Whether titles stand behind names and a dash or colon.
        is_terse: Whether hardly any title in running text is followed by another sentence.
    """

    place: Place | None = None
    is_strict: bool = False
    names_in_bold: bool = False
    titles_after: bool = False
    is_terse: bool = False


def learn_labels(items: Iterable[Sequence[Piece]]) -> Labels:
    """Gives the labels of a list: texts of links, in brackets or at the ends that stand in it again and again."""
    targets: dict[str, set[str]] = defaultdict(set)
    firsts: dict[str, set[str]] = defaultdict(set)
    groups: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    with_authors = whole = 0
    for pieces in items:
        is_first = True
        for piece in pieces:
            if piece.url and piece.text:
                group, key = (firsts, piece.text.casefold()) if is_first else (targets, label_key(piece.text))
                group[key].add(_identity(piece.url))
            is_first = is_first and not any(char.isalnum() for char in piece.text)
        text = "".join(piece.text if not piece.url else "" for piece in pieces)
        groups.update({label_key(match[1]) for match in _GROUP.finditer(text)})
        ends.update(
            {
                label_key(match[1])
                for match in _TAIL.finditer(text[-_LONGEST_TAIL:])
                if len(match[1].split()) <= _FEW_WORDS
            }
        )
        if any(piece.url for piece in pieces):
            whole += 1
            with_authors += any(is_people(part) for part in islice(_behind_commas(text), _MOST_COMMAS))
    shared = {key for key, urls in targets.items() if key and _is_shared(key, urls)}
    shared |= {label_key(text) for text, urls in firsts.items() if len(urls) >= _OFTEN}
    return Labels(
        shared - {""}, _often(groups), _often(ends), has_authors=with_authors >= _OFTEN and with_authors * 2 >= whole
    )


def _often(counts: Counter[str]) -> set[str]:
    return {key for key, count in counts.items() if count >= _OFTEN and key}


def _behind_commas(text: str) -> Iterator[str]:
    return (text[match.end() :] for match in re.finditer(r"[,.]\s", text))


def _identity(url: str) -> str:
    ref = parse_url(url)
    return f"{ref.register.key}:{ref.id}".lower() if ref else url


def _is_shared(key: str, urls: set[str]) -> bool:
    if len(urls) >= _OFTEN:
        return True
    kinds = {url.partition(":")[0] for url in urls}
    return len(urls) > 1 and len(kinds) == 1 and len(key.split()) <= _FEW_WORDS


def learn_habits(items: Sequence[Mapping[Place, Candidate]]) -> Habits:
    """Gives where the titles of a list stand, by the vote of those items that leave no doubt.

    Args:
        items: What can be the title, for each item that links a paper.
    """
    names_in_bold = _names_in_bold(items)
    titles_after = _titles_after(items)
    votes: Counter[Place] = Counter()
    for item in items:
        ways: list[Place] = [place for place in item if place not in (Place.AFTER, Place.WRAPPED)]
        if Place.BOLD in ways and names_in_bold and item[Place.BOLD].words <= _MOST_NAME_WORDS:
            ways.remove(Place.BOLD)
        if Place.AFTER in item and titles_after:
            ways = [Place.AFTER]
        if len(ways) == 1 or Place.QUOTED in ways:
            votes[ways[0]] += 1
    place: Place | None
    place, most = next(iter(votes.most_common(1)), (None, 0))
    whole = votes.total()
    if most < _OFTEN or most < _MAJORITY * whole:
        place = None
    is_strict = place is not None and most >= _STRONG_VOTES and most >= _STRONG_MAJORITY * whole
    return Habits(place, is_strict, names_in_bold, titles_after, _is_terse(items))


def _is_terse(items: Iterable[Mapping[Place, Candidate]]) -> bool:
    told = [bool(item[way].rest) for item in items for way in (Place.PLAIN, Place.AFTER) if way in item]
    return sum(told) < _MOST_TOLD * len(told)


def _names_in_bold(items: Iterable[Mapping[Place, Candidate]]) -> bool:
    both = [
        (item[Place.BOLD].words, item[Place.PLAIN].words)
        for item in items
        if Place.BOLD in item and Place.PLAIN in item and item[Place.BOLD].is_first
    ]
    return (
        bool(both)
        and median(bold for bold, _ in both) <= _MOST_NAME_WORDS
        and (median(plain for _, plain in both) >= _LEAST_TITLE_WORDS)
    )


def _titles_after(items: Iterable[Mapping[Place, Candidate]]) -> bool:
    """Tells whether what stands behind names is titles: venues follow them, or they are written as titles are."""
    found = [item[Place.AFTER] for item in items if Place.AFTER in item]
    if not found or median(len(one.lead.split()) for one in found) > _MOST_NAME_WORDS:
        return False
    if median(one.words for one in found) < _LEAST_TITLE_WORDS:
        return False
    told = sum(1 for one in found if one.has_venue or is_title_case(one.title))
    return told * 2 >= len(found)


def is_title_case(text: str) -> bool:
    """Tells whether most long words of a text begin with a capital, as in titles and not in descriptions."""
    long = [word for word in re.findall(r"[^\W\d_][\w-]*", text) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= _CAPITALS * len(long)
