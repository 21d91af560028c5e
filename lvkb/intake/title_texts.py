"""A text that holds a title, cut to the title: what lists write before and behind one goes."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice
from typing import NamedTuple

from lvkb.intake.brackets import CLOSERS, LONGEST_TAG, group_end, group_start
from lvkb.intake.label_words import Labels
from lvkb.intake.people_names import is_citation, is_people
from lvkb.intake.title_leads import EDGES, lead

_TRAILING = " -\u2013\u2014/|<>=\u2192\u21d2"
_QUOTES = (
    "\u2018\u2019",
    '""',
    "\u201c\u201d",
    "''",
    "\u00ab\u00bb",
    "\u300c\u300d",
    "\u300e\u300f",
    "\u300a\u300b",
    "\u201e\u201c",
)
_DATED = re.compile(r"(?:[^\s,:]+,?\s+){1,7}\(?(?:19|20)\d\d\)?")
_ID = re.compile(r"\barxiv\s?:\s?\S+", re.IGNORECASE)
_PERIOD = re.compile(r"(?<=[^\s.]{2})\.(?=\s|$)|(?<=\w)\u3002")
_AFTER_MARK = re.compile(r"[?!\uff1f\uff01]\s+")
_SEGMENT = re.compile(r"\s[-\u2013\u2014|/]\s|[,;\uff0c\uff1b]")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:vs|etc|eg|ie|e\.g|i\.e|al|no|fig|sec|st|dr|mr|ms|ver|cf|approx|vol|[A-Z])$", re.IGNORECASE
)
_MOST_TAGS = 6
_MOST_CUTS = 12
_MOST_MARKS = 3


class TitleText(NamedTuple):
    """What is left of a text.

    Attributes:
        title: The title, empty when nothing is left.
        name: Short name that stands before it in brackets, else empty.
        skipped: Number of characters of the text before the title.
        has_venue: Whether a venue or a date stands behind it.
        rest: A sentence behind it that is neither venue nor authors, else empty.
    """

    title: str
    name: str = ""
    skipped: int = 0
    has_venue: bool = False
    rest: str = ""


def trim(raw: str) -> str:
    """Gives a text on one line without the punctuation and the quotes around it."""
    text = " ".join(raw.split()).strip(EDGES).rstrip(_TRAILING).rstrip(EDGES)
    for pair in _QUOTES:
        opener, closer = pair[0], pair[1]
        inner = text[1:-1]
        if len(text) > 2 and (text[0], text[-1]) == (opener, closer) and opener not in inner and closer not in inner:
            return inner.strip(EDGES)
    if text[:1] == "[" and group_end(text, 0, len(text)) == len(text):
        return text[1:-1].strip(EDGES)
    is_lone = text[:1] in ('"', "\u201c") and not set(text[1:]) & {'"', "\u201d"}
    return text[1:] if is_lone else text


def titled(text: str, labels: Labels) -> TitleText:
    """Gives the title in a text that is marked as one, such as that of a link: tags and venue go, the rest stays."""
    before = lead(text, labels, is_running=False)
    body, has_venue = _without_groups(text[before.size :], labels, is_whole=True)
    body, more = _without_venue(body, labels, needs_year=True)
    return TitleText(trim(body), trim(before.name), before.size, has_venue or more)


def cut(text: str, labels: Labels) -> TitleText:
    """Gives the title in a running text, which ends where a sentence does, or before venue, date or authors."""
    before = lead(text, labels, is_running=True)
    body, past = _first_sentence(text[before.size :], labels)
    skipped = before.size + past
    rest = text[skipped + len(body) :]
    behind = _PERIOD.split(_ID.sub("", rest).lstrip(EDGES), maxsplit=1)[0].strip(EDGES)
    has_venue = bool(behind) and labels.is_venue(behind)
    has_venue = has_venue or _DATED.fullmatch(behind) is not None
    is_told = has_venue or is_people(behind) or any(labels.is_end(part) for part in _SEGMENT.split(behind))
    for _ in range(_MOST_CUTS):
        shorter, found = _without_groups(body, labels)
        shorter, more = _without_venue(shorter, labels)
        has_venue = has_venue or found or more
        if shorter == body:
            break
        body = shorter
    rest = "" if is_told or len(behind.split()) < 2 else trim(behind)  # one word is a place or an organisation
    return TitleText(trim(_without_authors(body, labels)), trim(before.name), skipped, has_venue, rest)


def undoubled(title: str) -> tuple[str, str]:
    """Gives a title without the name that a list puts before it once more, as in `X: X: Title`, and that name."""
    name, colon, rest = title.partition(": ")
    is_double = bool(colon) and rest.casefold().startswith(f"{name.casefold()}:")
    return (rest, name) if is_double else (title, "")


def _first_sentence(text: str, labels: Labels) -> tuple[str, int]:
    """Gives the first sentence that is no list of authors and no venue, and how many characters stand before it."""
    start = 0
    for _ in range(3):
        end = _sentence_end(text, start, labels)
        sentence = text[start:end]
        rest = text[end:].lstrip(EDGES)
        if not rest or not (is_people(sentence) or labels.is_venue(sentence)) or _is_end(rest, labels):
            break
        start = len(text) - len(rest)
    body = text[start : _sentence_end(text, start, labels)]
    for match in deque(_AFTER_MARK.finditer(body), maxlen=_MOST_MARKS):
        behind = _SEGMENT.split(body[match.end() :].lstrip(EDGES + "-\u2013\u2014"), maxsplit=1)[0]
        is_venue = labels.is_venue(behind) and re.search(r"\d|[A-Z]{2}", behind)
        if is_venue or is_people(body[match.end() :]):
            return body[: match.end()], start
    return body, start


def _is_end(rest: str, labels: Labels) -> bool:
    """Tells whether a text behind a sentence holds no title any more."""
    return labels.is_venue(_PERIOD.split(rest, maxsplit=1)[0])


def _sentence_end(text: str, start: int, labels: Labels) -> int:
    for match in _PERIOD.finditer(text, start):
        behind = text[match.end() : match.end() + LONGEST_TAG].lstrip()
        goes_on = behind[:1].islower() and not labels.is_venue(_SEGMENT.split(_PERIOD.split(behind)[0])[0])
        if not goes_on and not _SHORTENED.search(text[max(start, match.start() - 12) : match.start()]):
            return match.start()
    return len(text)


def _without_groups(text: str, labels: Labels, *, is_whole: bool = False) -> tuple[str, bool]:
    """Takes off brackets at the end that hold a venue or a date, or of a running text any label or organisation."""
    found = False
    for _ in range(_MOST_TAGS):
        bare = text.rstrip(EDGES + "-\u2013\u2014")
        opener = CLOSERS.get(bare[-1:], "")
        start = group_start(bare)
        inner = bare[start + 1 : -1].strip()
        if not opener or start <= 0:
            break
        if not (
            labels.is_venue(inner) if is_whole else labels.is_note(inner) or inner.startswith("@") or is_people(inner)
        ):
            break
        text, found = bare[:start], True
    return text, found


def _without_venue(text: str, labels: Labels, *, needs_year: bool = False) -> tuple[str, bool]:
    """Takes off parts at the end, behind a comma or a dash, that name a venue or a date."""
    breaks = deque(((match.start(), match.end()) for match in _SEGMENT.finditer(text)), maxlen=_MOST_CUTS)
    kept, found = len(text), False
    for start, end in reversed(breaks):
        part = text[end:kept].strip(EDGES)
        is_dated = not needs_year or found or re.search(r"\d{2}", part)
        is_inside = text.count("(", 0, start) > text.count(")", 0, start)
        if is_inside or (part and not (labels.is_end(part) and is_dated)):
            break
        kept, found = start, found or bool(part)
    return (text[:kept], True) if found else (text, False)


def _without_authors(text: str, labels: Labels) -> str:
    """Takes off names of people behind a comma or a dash, where the list has them or no title could end so."""
    for match in islice(_SEGMENT.finditer(text), _MOST_CUTS):
        start, end = match.span()
        rest = text[end:]
        is_sure = labels.has_authors or is_citation(rest) or (rest.count(",") > 1 and ", and " not in rest)
        if is_sure and is_people(rest) and len(text[:start].split()) > 2:
            return text[:start]
    return text
