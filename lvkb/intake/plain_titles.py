"""Titles in running text: behind a name, or by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvkb.documents.markdown_pieces import Piece
from lvkb.intake.label_words import Labels
from lvkb.intake.marked_titles import bold_groups
from lvkb.intake.people_names import is_people, is_prose
from lvkb.intake.running_text import LINK_SIGN, running_text
from lvkb.intake.title_kinds import Candidate
from lvkb.intake.title_leads import EDGES
from lvkb.intake.title_texts import cut, titled, trim

_GAP = re.compile(r"[\[({\u3010\uff08<]{0,3}\s{0,3}\ufffc[\])}\u3011\uff09>]{0,3}|\v|\s\|\s")
_NAME_END = re.compile(r"\s*(?:[-\u2013\u2014|]+\s+|[:\uff1a]\s*)")
_LEAST_ITALIC = 4


def after_name(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Reads `[Name](link) - Title. Venue.` and `**Name**: Title`."""
    lead: list[Piece] = []
    for index, piece in enumerate(pieces):
        if not lead and not piece.url and (not piece.is_bold or labels.is_venue(piece.text)):
            if not piece.is_bold and any(char.isalnum() for char in piece.text):
                return None
        elif (piece.url or piece.is_bold) and (piece.text or not lead):
            lead.append(piece)
        elif lead:
            return _behind(lead, pieces[index:], labels)
    return None


def _behind(lead: Sequence[Piece], rest: Sequence[Piece], labels: Labels) -> Candidate | None:
    name = "".join(piece.text for piece in lead).strip()
    flow = running_text(rest, links_shown=False, labels=labels)
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


def plain(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the first stretch of running text that can be a title; a name in bold before it is none of it."""
    if quiet := _italic(pieces, labels):
        return quiet
    name, begin = _name_in_bold(pieces, labels)
    flow = running_text(pieces, links_shown=False, labels=labels)
    for at, text in _stretches(flow.text, begin):
        found = cut(text, labels)
        if is_people(found.title):
            return None
        if labels.is_title(found.title) and not is_prose(found.title):
            is_first = at == begin or labels.is_label(flow.text[begin:at].replace(LINK_SIGN, ""))
            start = flow.offset(at + found.skipped)
            found_name = found.name or name
            return Candidate(found.title, start, found_name, "", is_first, found.has_venue, "", found.rest)
    return None


def _name_in_bold(pieces: Sequence[Piece], labels: Labels) -> tuple[str, int]:
    """Gives the text in bold that begins an item, when it is no label, and where the running text behind it begins."""
    first = next((group for group, is_first, noted in bold_groups(pieces) if is_first and not noted), None)
    if first is None:
        return "", 0
    name = trim("".join(piece.text for piece in first if not piece.url)).strip("[]")
    begin = 0
    for piece in pieces:
        begin += len(LINK_SIGN if piece.url else piece.text)
        if piece is first[-1]:
            break
    return "" if labels.is_label(name) or labels.is_venue(name) else name, begin


def _italic(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the text in italics that an item begins with, behind authors at most, when it is one of some words."""
    told = [piece for piece in pieces if any(char.isalnum() for char in piece.text)][:2]
    if len(told) > 1 and not told[0].url and is_people(told[0].text.strip(EDGES)):
        told = told[1:]
    first = next(iter(told), None)
    if first is None or not first.is_quiet or first.url or len(first.text.split()) < _LEAST_ITALIC:
        return None
    found = titled(first.text, labels)
    is_title = labels.is_title(found.title) and not is_people(found.title)
    return Candidate(found.title, first.start + found.skipped, found.name, "", True) if is_title else None


def _stretches(text: str, begin: int) -> Iterator[tuple[int, str]]:
    for match in _GAP.finditer(text, begin):
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]
