"""Titles in bold and in the texts of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvkb.documents.markdown_pieces import BREAK, Piece
from lvkb.intake.label_words import Labels
from lvkb.intake.people_names import is_citation
from lvkb.intake.running_text import LINK_SIGN
from lvkb.intake.title_kinds import Candidate
from lvkb.intake.title_texts import cut, titled

_WRAPPED = re.compile(r"\s*\[.*\]\s*", re.DOTALL)
_FIRST_SIGNS = 12
_OPENING = ("[", "(", "\u3010", "\uff08")
_CLOSING = ("]", ")", "\u3011", "\uff09", ",", "/", "|")


def bold(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the first text in bold that can be a title."""
    for group, is_first, is_noted in bold_groups(pieces):
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


def bold_groups(pieces: Sequence[Piece]) -> Iterator[tuple[list[Piece], bool, bool]]:
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


def links(pieces: Sequence[Piece], labels: Labels, *, wrapped: bool) -> Iterator[Candidate]:
    """Gives the links whose text can be a title: those in brackets, or the others."""
    before = ""
    for index, piece in enumerate(pieces):
        if piece.url and piece.text:
            found = titled(piece.text, labels)
            if is_wrapped(pieces, index) == wrapped and labels.is_title(found.title) and not is_citation(found.title):
                is_first = labels.is_label(before.rstrip("[( "))
                name = found.name or (_tag_before(pieces, labels) if is_first else "")
                start = piece.start + found.skipped
                yield Candidate(found.title, start, name, piece.url, is_first, found.has_venue)
        before += piece.text if not piece.url else piece.text or LINK_SIGN
