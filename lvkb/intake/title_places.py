"""What can be the title of an item, by the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lvkb.documents.markdown_pieces import Piece
from lvkb.intake.label_words import Labels
from lvkb.intake.marked_titles import bold, links
from lvkb.intake.plain_titles import after_name, plain
from lvkb.intake.quoted_titles import quoted
from lvkb.intake.title_kinds import Candidate, Place

_MOST_PIECES = 400


def candidates(pieces: Sequence[Piece], labels: Labels) -> dict[Place, Candidate]:
    """Gives what can be the title of an item or a cell, by place; the first text in each place counts."""
    pieces = pieces[:_MOST_PIECES]
    ways = {
        Place.QUOTED: quoted(pieces, labels),
        Place.BOLD: bold(pieces, labels),
        Place.LINK: next(links(pieces, labels, wrapped=False), None),
        Place.AFTER: after_name(pieces, labels),
        Place.PLAIN: plain(pieces, labels),
        Place.WRAPPED: next(links(pieces, labels, wrapped=True), None),
    }
    return {place: found for place, found in ways.items() if found}


def titled_links(pieces: Sequence[Piece], labels: Labels) -> Iterator[Candidate]:
    """Gives all links whose text can be a title."""
    return links(pieces[:_MOST_PIECES], labels, wrapped=False)
