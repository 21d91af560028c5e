"""The places of an item at which its title can stand, each with the text that stands there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from lvkb.documents.markdown_pieces import BREAK, Piece
from lvkb.intake.label_words import LONGEST_TITLE, Labels, content
from lvkb.intake.title_texts import cut, is_citation, is_people, is_prose, titled, trim

LINK_SIGN = "\ufffc"
"""Stands for a link in the running text of an item."""

_GAP = re.compile(r"[\[({\u3010\uff08<]{0,3}\s{0,3}\ufffc[\])}\u3011\uff09>]{0,3}|\v|\s\|\s")
_WRAPPED = re.compile(r"\s*\[.*\]\s*", re.DOTALL)
_NAME_END = re.compile(r"\s*(?:[-\u2013\u2014|]+\s+|[:\uff1a]\s*)")
_OPENERS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c",
    "\u00ab": "\u00bb",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u300a": "\u300b",
}
_BEFORE_QUOTE = ",.:;-\u2013\u2014|)]\u3011\uff09>\uff1a\uff0c\n\v\ufffc"
_WRAP_WIDTH = 60
_MOST_NAME_WORDS = 6
_MOST_PIECES = 400
_MOST_QUOTES = 8
_FIRST_SIGNS = 12
_OPENING = ("[", "(", "\u3010", "\uff08")
_CLOSING = ("]", ")", "\u3011", "\uff09", ",", "/", "|")
_LAST_PARTS = 6
_LEAST_QUOTED = 4


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


class _Flow(NamedTuple):
    """The running text of pieces, and where each of them stands in it and in the file."""

    text: str
    inside: list[int]
    outside: list[int]

    def offset(self, at: int) -> int:
        """Gives the offset in the file of what stands at an offset of the running text."""
        index = max(bisect_right(self.inside, at) - 1, 0)
        return self.outside[index] + at - self.inside[index] if self.outside else 0


def candidates(pieces: Sequence[Piece], labels: Labels) -> dict[Place, Candidate]:
    """Gives what can be the title of an item or a cell, by place; the first text in each place counts."""
    pieces = pieces[:_MOST_PIECES]
    ways = {
        Place.QUOTED: _quoted(pieces, labels),
        Place.BOLD: _bold(pieces, labels),
        Place.LINK: next(_links(pieces, labels, wrapped=False), None),
        Place.AFTER: _after_name(pieces, labels),
        Place.PLAIN: _plain(pieces, labels),
        Place.WRAPPED: next(_links(pieces, labels, wrapped=True), None),
    }
    return {place: found for place, found in ways.items() if found}


def titled_links(pieces: Sequence[Piece], labels: Labels) -> Iterator[Candidate]:
    """Gives all links whose text can be a title."""
    return _links(pieces[:_MOST_PIECES], labels, wrapped=False)


def _flow(pieces: Sequence[Piece], *, links_shown: bool, labels: Labels | None = None) -> _Flow:
    """Gives the running text; with labels, what is in italics or underlined and no part of a title ends a line."""
    parts: list[str] = []
    inside: list[int] = []
    outside: list[int] = []
    size = line = 0
    for piece in pieces:
        text = piece.text
        if piece.url and not (links_shown and text):
            text = LINK_SIGN
        elif text == "\n":
            text = " " if line >= _WRAP_WIDTH else BREAK
        elif labels and piece.is_quiet and text.strip() and _ends_title(parts, text, labels):
            text = BREAK
        line = 0 if text == BREAK else line + len(text)
        parts.append(text)
        inside.append(size)
        outside.append(piece.start)
        size += len(text)
    return _Flow("".join(parts), inside, outside)


def _ends_title(parts: Sequence[str], text: str, labels: Labels) -> bool:
    whole = "".join(parts[-_LAST_PARTS:])
    before = whole.rstrip()[-1:]
    if whole.rfind("(") > whole.rfind(")"):
        return False  # a remark in brackets, which is taken off as a whole
    return before in tuple(",.;:-\u2013\u2014(\v") or labels.is_venue(text)


def _quoted(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    flow = _flow(pieces, links_shown=True)
    text = flow.text.replace("''", '"\0')
    for start, end in islice(_quotes(text), _MOST_QUOTES):
        raw = text[start + 1 : end].replace("\0", "")
        found = titled(raw, labels)
        before, behind = text[:start].rstrip(" \0"), text[end + 1 :].lstrip("\0")
        if _is_inside(pieces, flow, start, raw):
            continue
        is_open = not before or before[-1] in _BEFORE_QUOTE or _is_decoration(before, labels)
        is_closed = raw.rstrip()[-1:] in tuple(".,?!") or not re.match(r" ?[^\W\dA-Z_]", behind)
        is_closed = is_closed or _begins_link(pieces, flow, end + 2)
        is_open = is_open or (len(before.rstrip("( ").split()) == 1 and len(raw.split()) >= _LEAST_QUOTED)
        if is_open and is_closed and not labels.is_label(found.title) and 0 < len(found.title) <= LONGEST_TITLE:
            name = found.name or _short_lead(pieces, before, labels)
            return Candidate(found.title, flow.offset(start + 1), name, is_first=True)
    return None


def _begins_link(pieces: Sequence[Piece], flow: _Flow, at: int) -> bool:
    """Tells whether a link begins at an offset of the running text, or one sign before."""
    index = max(bisect_right(flow.inside, at) - 1, 0)
    return bool(pieces[index].url) and at - flow.inside[index] <= 1


def _is_inside(pieces: Sequence[Piece], flow: _Flow, start: int, raw: str) -> bool:
    """Tells whether quotes are a part of a text that is a link or in bold as a whole."""
    piece = pieces[max(bisect_right(flow.inside, start) - 1, 0)]
    return (bool(piece.url) or piece.is_bold) and weight(piece.text) > weight(raw)


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Gives where the outer quotes of a text open and close."""
    start, depth, closer = -1, 0, ""
    for at, sign in enumerate(text):
        if depth == 0:
            if sign in _OPENERS or (sign == '"' and (at == 0 or not text[at - 1].isalnum())):
                start, depth, closer = at, 1, _OPENERS.get(sign, '"')
        elif closer == '"' and sign == '"':
            before, behind = text[at - 1], text[at + 1 : at + 2]
            is_opening = (before.isspace() or before in "([") and (behind.isalnum() or behind == "\0")
            depth += 1 if is_opening else -1
        elif sign == closer:
            depth -= 1
        elif closer != '"' and _OPENERS.get(sign) == closer:
            depth += 1
        if depth == 0 and start >= 0:
            yield start, at
            start = -1


def _is_decoration(text: str, labels: Labels) -> bool:
    return not any(char.isalnum() for char in text) or labels.is_label(text)


def _short_lead(pieces: Sequence[Piece], before: str, labels: Labels) -> str:
    """Gives the short name that stands before a quoted title: in bold, or followed by a colon."""
    first = next((piece for piece in pieces if piece.text.strip()), None)
    if first is None or not before:
        return ""
    raw = first.text if first.is_bold or first.url else before if before.endswith((":", "\uff1a")) else ""
    name = trim(raw).strip("[]()")
    return name if len(name.split()) <= _MOST_NAME_WORDS and not labels.is_label(name) and not is_people(name) else ""


def _bold(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    for group, is_first, is_noted in _bold_groups(pieces):
        parts = [piece for piece in group if not (piece.url and labels.is_label(piece.text))]
        raw = "".join(piece.text for piece in parts)
        found = titled(raw, labels)
        if is_noted or not labels.is_title(found.title) or _is_tag(raw):
            continue
        start = parts[0].start + (found.skipped if len(parts) == 1 else 0)
        url = next((piece.url for piece in parts if piece.url), "")
        return Candidate(found.title, start, found.name or _tag_before(pieces, labels), url, is_first, found.has_venue)
    return None


def _is_tag(raw: str) -> bool:
    text = raw.strip()
    return _WRAPPED.fullmatch(text) is not None and text.count("[") == 1


def _bold_groups(pieces: Sequence[Piece]) -> Iterator[tuple[list[Piece], bool, bool]]:
    """Gives stretches in bold, whether words stand before each, and whether it is a remark in brackets."""
    group: list[Piece] = []
    before, last = "", ""
    for piece in (*pieces, Piece(BREAK, 0)):
        if piece.is_bold or (group and piece.text and not piece.text.strip(" \n") and not piece.url):
            group.append(piece)
            continue
        if group:
            yield group, not any(char.isalnum() for char in before), last.rstrip()[-1:] in tuple("([\uff08\u3010")
            before += "".join(one.text for one in group)
        group, last = [], piece.text
        before += piece.text


def _tag_before(pieces: Sequence[Piece], labels: Labels) -> str:
    """Gives the short name in brackets that begins an item."""
    first = next((piece.text for piece in pieces if any(char.isalnum() for char in piece.text)), "")
    if not set(first[:_FIRST_SIGNS]) & set("[\u3010"):
        return ""
    return cut("".join(piece.text for piece in pieces if not piece.url) + " x y", labels).name


def is_wrapped(pieces: Sequence[Piece], index: int) -> bool:
    """Tells whether a link stands in brackets, as labels do: `[[pdf](...)]`, `[[pdf]](...)`."""
    before = pieces[index - 1].text if index else ""
    behind = pieces[index + 1].text if index + 1 < len(pieces) else ""
    is_between = before.rstrip()[-1:] in _OPENING and behind.lstrip()[:1] in _CLOSING
    return _is_tag(pieces[index].text) or is_between


def _links(pieces: Sequence[Piece], labels: Labels, *, wrapped: bool) -> Iterator[Candidate]:
    before = ""
    for index, piece in enumerate(pieces):
        if piece.url and piece.text:
            found = titled(piece.text, labels)
            if is_wrapped(pieces, index) == wrapped and labels.is_title(found.title) and not is_citation(found.title):
                is_first = _is_decoration(before.rstrip("[( "), labels)
                start = piece.start + found.skipped
                yield Candidate(
                    found.title,
                    start,
                    found.name or _tag_before(pieces, labels) if is_first else found.name,
                    piece.url,
                    is_first,
                    found.has_venue,
                )
        before += piece.text if not piece.url else piece.text or LINK_SIGN


def _after_name(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Reads `[Name](link) - Title. Venue.` and `**Name**: Title`."""
    lead: list[Piece] = []
    for index, piece in enumerate(pieces):
        if not lead and not piece.url and not piece.is_bold:
            if any(char.isalnum() for char in piece.text):
                return None
        elif (piece.url or piece.is_bold) and (piece.text or not lead):
            lead.append(piece)
        elif lead:
            return _behind(lead, pieces[index:], labels)
    return None


def _behind(lead: Sequence[Piece], rest: Sequence[Piece], labels: Labels) -> Candidate | None:
    name = "".join(piece.text for piece in lead).strip()
    flow = _flow(rest, links_shown=False, labels=labels)
    match = _NAME_END.match(flow.text)
    start = match.end() if match else 0
    if match is None and not name.endswith((":", "\uff1a")):
        return None
    stretch = _GAP.split(flow.text[start:], maxsplit=1)[0]
    found = cut(stretch, labels)
    name = trim(name).strip("[]")
    if not name or labels.is_label(name) or not found.title or labels.is_label(found.title) or is_people(found.title):
        return None
    url = next((piece.url for piece in lead if piece.url), "")
    return Candidate(
        found.title, flow.offset(start + found.skipped), name, url, True, found.has_venue, name, found.rest
    )


def _plain(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the first stretch of running text that can be a title; a name in bold before it is none of it."""
    name = ""
    flow = _flow(pieces, links_shown=False, labels=labels)
    begin = 0
    if quiet := _italic(pieces, labels):
        return quiet
    first = next(((group, noted) for group, is_first, noted in _bold_groups(pieces) if is_first and not noted), None)
    if first:
        raw = "".join(piece.text for piece in first[0] if not piece.url)
        name = trim(raw).strip("[]")
        name = "" if labels.is_label(name) or labels.is_venue(name) else name
        last = first[0][-1]
        begin = flow.inside[next(index for index, piece in enumerate(pieces) if piece is last)] + len(
            last.text if not last.url else LINK_SIGN
        )
    at = begin
    for number, stretch in enumerate(_stretches(flow.text, begin)):
        at, text = stretch
        found = cut(text, labels)
        if is_people(found.title):
            return None
        if labels.is_title(found.title) and not is_prose(found.title):
            before = flow.text[begin:at].replace(LINK_SIGN, "")
            is_first = number == 0 or _is_decoration(before, labels)
            return Candidate(
                found.title,
                flow.offset(at + found.skipped),
                found.name or name,
                "",
                is_first,
                found.has_venue,
                "",
                found.rest,
            )
    return None


def _italic(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the text in italics that an item begins with, when it is one of some words."""
    first = next((piece for piece in pieces if any(char.isalnum() for char in piece.text)), None)
    if first is None or not first.is_quiet or first.url or len(first.text.split()) < _LEAST_QUOTED:
        return None
    found = titled(first.text, labels)
    is_title = labels.is_title(found.title) and not is_people(found.title)
    return Candidate(found.title, first.start + found.skipped, found.name, "", True) if is_title else None


def _stretches(text: str, begin: int) -> Iterator[tuple[int, str]]:
    for match in _GAP.finditer(text, begin):
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]


def weight(text: str) -> int:
    """Gives how much a text says: the number of its words."""
    return len(content(text))
