"""LV316 to LV318: the protocols of a record, and the readings that name them."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import ReadingSpot, paper_spots, reading_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.results.protocol import PROTOCOL_FIELDS

UNKNOWN_PROTOCOL = Rule(
    "LV316",
    Level.ERROR,
    "A reading's protocol is one of the record's protocols.",
    "What it says of input size and training would be lost.",
    "Add it under `protocols`, or correct the key.",
)
IDLE_PROTOCOL = Rule(
    "LV317",
    Level.WARNING,
    "A protocol says something, and a reading uses it.",
    "Otherwise nobody can tell which numbers it is about.",
    "Name it in the readings that came about so, or delete it.",
)
TOLD_TWICE = Rule(
    "LV318",
    Level.ERROR,
    "What a row prints itself does not stand in its protocol too.",
    "Each has a source of its own: where they differ one is about other rows, and where they agree one is idle.",
    "Keep it in the reading where the row prints it, and in the protocol otherwise.",
)

RULES = (UNKNOWN_PROTOCOL, IDLE_PROTOCOL, TOLD_TWICE)


def check_idle(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on protocols that no reading uses, or that say nothing."""
    for spot in paper_spots(catalog):
        used = {reading.protocol for _, reading in spot.paper.readings()}
        for key, entry in spot.paper.protocols.items():
            if not any(getattr(entry, name) for name in PROTOCOL_FIELDS):
                yield spot.find(IDLE_PROTOCOL, ("protocols", key), f'The protocol "{key}" says nothing.')
            elif key not in used:
                yield spot.find(IDLE_PROTOCOL, ("protocols", key), f'No reading uses the protocol "{key}".')


def check_named(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on readings whose protocol is not there, or says again what the reading says."""
    for at in reading_spots(catalog):
        if at.reading.protocol is None:
            continue
        if at.reading.protocol not in at.paper.protocols:
            known = ", ".join(at.paper.protocols) or "it has none"
            what = f'"{at.reading.protocol}" is not among the protocols of the record: {known}.'
            yield at.find(UNKNOWN_PROTOCOL, "protocol", what)
        else:
            yield from _told_twice(at, at.reading.protocol)


def _told_twice(at: ReadingSpot, key: str) -> Iterator[Finding]:
    entry = at.paper.protocols[key]
    for name in PROTOCOL_FIELDS:
        own, general = getattr(at.reading, name), getattr(entry, name)
        if own and general:
            what = f'{_shown(own)} stands in the protocol "{key}" too.'
            if own != general:
                what = f'{_shown(own)} contradicts the {_shown(general)} of the protocol "{key}".'
            yield at.find(TOLD_TWICE, name, what, new="" if own == general else None)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


CHECKS = (check_idle, check_named)
