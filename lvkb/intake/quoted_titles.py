"""Titles in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lvkb.documents.markdown_pieces import Piece
from lvkb.intake.label_words import LONGEST_TITLE, Labels, content
from lvkb.intake.people_names import is_people
from lvkb.intake.running_text import RunningText, running_text
from lvkb.intake.title_kinds import Candidate
from lvkb.intake.title_texts import titled, trim

_OPENERS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c",
    "\u00ab": "\u00bb",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u300a": "\u300b",
}
_BEFORE_QUOTE = ",.:;-\u2013\u2014|)]\u3011\uff09>\uff1a\uff0c\n\v\ufffc"
_MOST_QUOTES = 8
_MOST_NAME_WORDS = 6
_LEAST_WORDS = 4


def quoted(pieces: Sequence[Piece], labels: Labels) -> Candidate | None:
    """Gives the first text in quotes that stands where a title does, and not for a word in one."""
    flow = running_text(pieces, links_shown=True)
    text = flow.text.replace("''", '"\0')
    for start, end in islice(_quotes(text), _MOST_QUOTES):
        raw = text[start + 1 : end].replace("\0", "")
        found = titled(raw, labels)
        before, behind = text[:start].rstrip(" \0"), text[end + 1 :].lstrip("\0")
        if _is_inside(pieces, flow, start, raw):
            continue
        is_closed = raw.rstrip()[-1:] in tuple(".,?!") or not re.match(r" ?[^\W\dA-Z_]", behind)
        is_closed = is_closed or _begins_link(pieces, flow, end + 2)
        if (
            is_closed
            and _is_open(before, raw, labels)
            and not labels.is_label(found.title)
            and 0 < len(found.title) <= LONGEST_TITLE
        ):
            name = found.name or _short_lead(pieces, before, labels)
            return Candidate(found.title, flow.offset(start + 1), name, is_first=True)
    return None


def _is_open(before: str, raw: str, labels: Labels) -> bool:
    """Tells whether a title can begin behind a text: punctuation, a label, or one word when the title has more."""
    is_name = len(before.rstrip("( ").split()) == 1 and len(raw.split()) >= _LEAST_WORDS
    return not before or before[-1] in _BEFORE_QUOTE or labels.is_label(before) or is_name


def _begins_link(pieces: Sequence[Piece], flow: RunningText, at: int) -> bool:
    """Tells whether a link begins at an offset of the running text, or one sign before."""
    index = flow.piece(at)
    return bool(pieces[index].url) and at - flow.inside[index] <= 1


def _is_inside(pieces: Sequence[Piece], flow: RunningText, start: int, raw: str) -> bool:
    """Tells whether quotes are a part of a text that is a link or in bold as a whole."""
    piece = pieces[flow.piece(start)]
    return (bool(piece.url) or piece.is_bold) and len(content(piece.text)) > len(content(raw))


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


def _short_lead(pieces: Sequence[Piece], before: str, labels: Labels) -> str:
    """Gives the short name that stands before a quoted title: in bold, or followed by a colon."""
    first = next((piece for piece in pieces if piece.text.strip()), None)
    if first is None or not before:
        return ""
    raw = first.text if first.is_bold or first.url else before if before.endswith((":", "\uff1a")) else ""
    name = trim(raw).strip("[]()")
    return name if len(name.split()) <= _MOST_NAME_WORDS and not labels.is_label(name) and not is_people(name) else ""
