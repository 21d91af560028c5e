"""LV14x: venue, authors and licences as bibliographies and users need them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import PaperSpot, paper_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.records import Paper
from lvkb.subject.licences import LICENCES
from lvkb.subject.venues import corrected, is_no_venue, parse_venue
from lvkb.yamlfile import KeyPath

VENUE = Rule(
    "LV140",
    Level.ERROR,
    "A venue is one of the list in docs/venues.md, with its year behind it.",
    "Lists and BibTeX entries are made from it, and a journal is cited otherwise than a conference.",
    "Write it as the list does, as in `NeurIPS 2021`; a new venue goes into the list first.",
)
VENUE_YEAR = Rule(
    "LV141",
    Level.ERROR,
    "A venue is not earlier than the first public version, and not more than six years later.",
    "One of the two years is a slip.",
    "Look the year of the venue up, and the first version of the paper.",
)
AUTHORS = Rule(
    "LV142",
    Level.ERROR,
    "Authors are people or groups, one an entry, given name first.",
    "BibTeX takes each entry for one name: others would be lost, or cited under a wrong one.",
    "Write every author out, given name first, one an entry.",
)

LICENCE = Rule(
    "LV143",
    Level.ERROR,
    "A licence is one of the list in docs/licences.md.",
    "Whether a model may be shipped is told from it; a free spelling tells nothing.",
    "Write its SPDX name, or `LicenseRef-` and a short name for one that has none; a new one goes into the list first.",
)

RULES = (VENUE, VENUE_YEAR, AUTHORS, LICENCE)

_LATEST_YEARS = 6
_NOT_ALL = re.compile(r"\bet\.? al\b\.?|^and others$|^others$", re.IGNORECASE)
_SUFFIX = re.compile(r", (?:[JS]r\.?|I{1,3}|IV)$")
_SEVERAL = re.compile(r";|\band\b|&", re.IGNORECASE)


def check_venues(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on venues that are not in the list, or not written as there."""
    for spot in paper_spots(catalog):
        text = spot.paper.published.venue
        if text is None:
            continue
        venue = parse_venue(text)
        if venue is None:
            yield _venue(spot, text)
        elif not 0 <= int(venue.year) - spot.paper.published.year <= _LATEST_YEARS:
            what = f'"{text}" does not follow a first version of {spot.paper.published.year}.'
            yield spot.find(VENUE_YEAR, ("published", "venue"), what)


def _venue(spot: PaperSpot, text: str) -> Finding:
    keys = ("published", "venue")
    if is_no_venue(text):
        return spot.find(VENUE, keys, f'"{text}" is no venue.', "Delete the key; a preprint has none.", new="")
    meant = corrected(text)
    what = f'"{text}" is not in the list of venues.'
    return spot.find(VENUE, keys, what, f"Write {meant}." if meant else "", new=meant or None)


def check_authors(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on entries of authors that stand for several people, or are written family name first."""
    for spot in paper_spots(catalog):
        for index, author in enumerate(spot.paper.authors):
            keys = ("authors", index)
            if _NOT_ALL.search(author):
                yield spot.find(AUTHORS, keys, f'"{author}" stands for authors that are left out.')
            elif _SEVERAL.search(author):
                yield spot.find(AUTHORS, keys, f'"{author}" names more than one.')
            elif "," in author and not _SUFFIX.search(author):
                family, _, given = author.partition(",")
                fix = f"Write {given.strip()} {family.strip()}."
                yield spot.find(AUTHORS, keys, f'"{author}" has the family name first.', fix)


def check_licences(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on licences that are not in the list."""
    for spot in paper_spots(catalog):
        for keys, licence in _licences(spot.paper):
            if licence not in LICENCES:
                near = {known.casefold(): known for known in LICENCES}.get(licence.casefold(), "")
                what = f'"{licence}" is not in the list.'
                yield spot.find(LICENCE, keys, what, f"Write {near}." if near else "", new=near or None)


def _licences(paper: Paper) -> Iterator[tuple[KeyPath, str]]:
    """Gives every licence that a record names, with its place."""
    for index, code in enumerate(paper.code):
        if code.license:
            yield ("code", index, "license"), code.license
    for one, variant in enumerate(paper.variants):
        if variant.weights_license:
            yield ("variants", one, "weights_license"), variant.weights_license
        for two, reading in enumerate(variant.readings):
            if reading.weights_license:
                yield ("variants", one, "readings", two, "weights_license"), reading.weights_license


CHECKS = (check_venues, check_authors, check_licences)
