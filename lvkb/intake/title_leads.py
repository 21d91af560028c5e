"""What lists write before a title: signs, dates, venues, authors, labels with a colon, and tags in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from lvkb.intake.brackets import GROUPS, LONGEST_TAG, group_end
from lvkb.intake.label_words import Labels

EDGES = " \t\n\v.,:;*|\u00b7\u2022\u2026\u3002\uff0c\uff1a\uff1b"
"""Signs around a title that are no part of it."""

_SQUARE = frozenset("[\u3010\uff3b")
_DATE = re.compile(r"(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}\s*[-\u2013\u2014,.:|]\s*|\d{1,3}[.)]\s+")
_FULL_DATE = re.compile(r"\d{1,2}[.)]\s+|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?\s*[-\u2013\u2014,.:|]?\s+")
_FIRST = frozenset("[(\u3010\uff08{$\"\u201c'\u00ab\u300a\u300c\u300e<\\\u2018`")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,30}:\s*")
_CAMEL_NAME = re.compile(r"[A-Za-z0-9+-]{0,20}[A-Z][A-Za-z0-9+-]{0,10}[A-Z][A-Za-z0-9+-]{0,10}")
_LEADING_PART = re.compile(r"([^,|\u2013\u2014:\n\[\](){}]{2,40}?)(?P<sign>\s[-|]\s|\s?[,\u2013\u2014]\s)\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,3}[^\W\d_a-z][\w'\u2019-]+")
_LEADING_LABEL = re.compile(
    r"(?:papers?|paper title|titles?|article|titel|titre|t\u00edtulo|titolo|art\u00edculo|artigo|"
    r"\u0441\u0442\u0430\u0442\u044c\u044f|\u8bba\u6587|\u6807\u9898|\u9898\u76ee|\u8ad6\u6587|\u30bf\u30a4\u30c8\u30eb|\ub17c\ubb38|\uc81c\ubaa9)\s?[:\uff1a]\s*",
    re.IGNORECASE,
)
_MOST_TAGS = 6
_MOST_NAME_WORDS = 4
_MOST_TAG_WORDS = 8


class Lead(NamedTuple):
    """What stands before a title.

    Attributes:
        size: Number of its characters.
        name: Short name of the paper in it, else empty.
    """

    size: int
    name: str = ""


def lead(text: str, labels: Labels, *, is_running: bool) -> Lead:
    """Gives what stands before the title in a text.

    Args:
        text: The text.
        labels: Labels of the list.
        is_running: Whether it is running text, and not marked as a title.
    """
    at, name = 0, ""
    for _ in range(_MOST_TAGS):
        while at < len(text) and not (text[at].isalnum() or text[at] in _FIRST or _SHORTCODE.match(text, at)):
            at += 1
        found = _tag(text, at, labels, is_running=is_running) or (_part(text, at, labels) if is_running else None)
        found = found or _date(text, at, labels, is_running=is_running) or _label(text, at)
        if found is None:
            break
        at, name = at + found.size, name or found.name
    return Lead(at, name)


def _tag(text: str, at: int, labels: Labels, *, is_running: bool) -> Lead | None:
    """Reads a tag in brackets: a venue, a label, or a short name; more words count in running text alone."""
    end = group_end(text, at) if text[at : at + 1] in GROUPS else -1
    if end < 0 or not text[end:].strip(EDGES):
        return None
    inner = text[at + 1 : end - 1].strip()
    words = len(inner.split())
    is_note = bool(inner) and (labels.is_note(inner) or len(inner) == 1)
    is_square = text[at] in _SQUARE and words <= (_MOST_TAG_WORDS if is_running else _MOST_NAME_WORDS)
    if inner and not (is_note or is_square or _CAMEL_NAME.fullmatch(inner)):
        return None
    return Lead(end - at, "" if is_note or words > _MOST_NAME_WORDS else inner)


def _part(text: str, at: int, labels: Labels) -> Lead | None:
    """Reads a venue or an author before a comma or a dash, or a short name before a dash."""
    match = _LEADING_PART.match(text, at)
    if match is None:
        return None
    part = match[1]
    is_dated = labels.is_dated(part)
    is_name = match["sign"].strip() != "," and _CAMEL_NAME.fullmatch(part) is not None and not is_dated
    is_before = is_name or is_dated or _INITIALS.fullmatch(part) is not None
    return Lead(len(match[0]), part if is_name else "") if is_before else None


def _date(text: str, at: int, labels: Labels, *, is_running: bool) -> Lead | None:
    """Reads a date or a number, with a venue behind it as in `2023-CVPR-`."""
    match = (_DATE if is_running else _FULL_DATE).match(text, at)
    if match is None:
        return None
    venue, dash, _ = text[match.end() : match.end() + LONGEST_TAG].partition("-")
    return Lead(len(match[0]) + (len(venue) + 1 if dash and labels.is_venue(venue) else 0))


def _label(text: str, at: int) -> Lead | None:
    """Reads `Title:` and its like, and the short code of an emoji."""
    match = _SHORTCODE.match(text, at) or _LEADING_LABEL.match(text, at)
    return Lead(len(match[0])) if match and text[match.end() :].strip() else None
