"""Why the title that was chosen for an item may be wrong."""

from __future__ import annotations

import re
from itertools import islice

from lvkb.documents.markdown_lists import printable
from lvkb.intake.label_words import Labels
from lvkb.intake.list_blocks import ListBlock, is_paper
from lvkb.intake.list_habits import is_title_case
from lvkb.intake.marked_titles import is_wrapped
from lvkb.intake.title_choice import Choice
from lvkb.intake.title_kinds import Candidate, Place
from lvkb.intake.title_places import titled_links
from lvkb.intake.works import are_alike
from lvkb.registers import parse_url

_SENTENCE = re.compile(r"[^\W\d_]\s+[^\W\d_A-Z][^\W\d_]*$")
_GOES_ON = re.compile(r"(?:by|for|of|in|on|as|at|and|or|with|from|which|that|who|is|are|was|see|also|via|based on)\s")
_MOST_BEFORE = 6
_MOST_RIVALS = 20
_MOST_PIECES = 100
_LEAST_WORDS = 3


def doubt(block: ListBlock, choice: Choice, labels: Labels) -> str:
    """Says why the title of an item is in doubt, empty where it is not."""
    if choice.title is None:
        return choice.doubt
    title = choice.title
    return (
        _rival(block, title, labels) or _other_name(block, choice, title, labels) or _in_sentence(block, choice, title)
    )


def _in_sentence(block: ListBlock, choice: Choice, title: Candidate) -> str:
    """Says that a text is a part of a sentence, by what stands before it or by the word it begins with."""
    if choice.place is Place.PLAIN and _GOES_ON.match(title.title) and not is_title_case(title.title):
        return f'"{printable(title.title)}" reads like a part of a sentence, so it may be no title.'
    if title.is_first or choice.place not in (Place.BOLD, Place.LINK):
        return ""
    before = " ".join(
        "".join(piece.text for piece in block.pieces if piece.start < title.start).split()[-_MOST_BEFORE:]
    )
    return (
        f'"{printable(title.title)}" stands in a sentence, so it may be no title.' if _SENTENCE.search(before) else ""
    )


def _rival(block: ListBlock, title: Candidate, labels: Labels) -> str:
    """Says that an item names more than one paper, each by its title."""
    mine = parse_url(title.url) if title.url else None
    for other in islice(titled_links(block.pieces, labels), _MOST_RIVALS):
        is_label = mine is None and other.words < _LEAST_WORDS and not is_title_case(other.title)
        if is_label or not is_paper(other.url) or parse_url(other.url) == mine:
            continue
        if not are_alike(other.title, title.title):
            return f'This item names two papers, "{printable(title.title)}" and "{printable(other.title)}".'
    return ""


def _other_name(block: ListBlock, choice: Choice, title: Candidate, labels: Labels) -> str:
    """Says that the paper is linked by a name beside which the title may be a description, or a page on it."""
    is_link = choice.place is Place.LINK
    if choice.place is not Place.PLAIN and not is_link:
        return ""
    if is_paper(title.url) if is_link else title.has_venue or is_title_case(title.title):
        return ""
    for index, piece in enumerate(block.pieces[:_MOST_PIECES]):
        is_name = (
            bool(piece.url and piece.text) and not labels.is_label(piece.text) and not is_wrapped(block.pieces, index)
        )
        if is_name and is_paper(piece.url):
            return f'"{printable(piece.text)}" links the paper, so "{printable(title.title)}" may be no title.'
    return ""
