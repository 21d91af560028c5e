"""Which record, model and reading an issue is about. Whatever is not told without doubt is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import visible
from lvkb.issues.answered import IssueRefused
from lvkb.issues.told_values import KINDS, Told
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Paper, Protocol, Reading, Variant
from lvkb.wording import first_of

_RECORD = re.compile(r"(?:\S*/)?papers/([a-z0-9-]{1,60})(?:\.yml|/(?:#\S*)?)?|([a-z0-9-]{1,60})(?:\.yml)?")
_SHOWN = 5


class Place(NamedTuple):
    """A source of a record, and where in it a reading stands."""

    source: str
    at: str


class Spot(NamedTuple):
    """A reading with its numbers in the record.

    Attributes:
        variant: Number of its variant.
        number: Its own number there.
        name: Name of the variant.
        reading: The reading.
    """

    variant: int
    number: int
    name: str
    reading: Reading

    def __str__(self) -> str:
        return f"{self.name}, {self.reading.source}: {self.reading.at}"


def find_record(text: str, catalog: Catalog) -> tuple[Paper, str]:
    """Gives the record that an answer names, and the model behind it; empty where none is named.

    Args:
        text: `catalog/papers/<id>.yml, Model`, or the address of a page in the place of the path.
        catalog: The catalogue.

    Raises:
        IssueRefused: There is no such record.
    """
    where, _, model = text.partition(",")
    match = _RECORD.fullmatch(where.strip())
    paper = catalog.papers.get(match[1] or match[2]) if match else None
    if paper is None:
        near = did_you_mean(near_words(where.strip(), catalog.papers, most=1), quoted=True)
        raise IssueRefused(f'"{visible(where.strip()[:80])}" names no record of this catalogue. {near}'.rstrip())
    return paper, model.strip()


def find_variant(paper: Paper, model: str) -> Variant:
    """Gives the model of a record that an answer names; that of a record with one alone need not be named.

    Raises:
        IssueRefused: There is no such model, or none is named.
    """
    if not model and len(paper.variants) == 1:
        return paper.variants[0]
    found = [variant for variant in paper.variants if variant.name == model]
    if len(found) == 1:
        return found[0]
    names = [variant.name for variant in paper.variants]
    near = did_you_mean(near_words(model, names, most=1), quoted=True)
    known = f"It has {first_of(names, _SHOWN)}." if names else "It has none."
    what = f'"{model}" is no model of {paper.id}.' if model else f"no model of {paper.id} is named."
    raise IssueRefused(f"{what} {near or known}")


def find_place(text: str, paper: Paper) -> Place | None:
    """Gives source and place that an answer tells as `key: place`; None where it begins with no source's key."""
    key, colon, at = text.partition(":")
    return Place(key.strip(), at.strip()) if colon and key.strip() in paper.sources and at.strip() else None


def find_reading(paper: Paper, model: str, said: Mapping[str, Told], place: Place | None) -> Spot:
    """Gives the reading that an issue is about: of that model, with those values, and at that place if one is there.

    Raises:
        IssueRefused: There is none, or more than one.
    """
    variant = find_variant(paper, model) if model else None
    every = [spot for spot in spots(paper) if variant is None or spot.name == variant.name]
    found = [spot for spot in every if all(told.equals(value_of(spot.reading, key)) for key, told in said.items())]
    if place:
        found = [spot for spot in found if place == (spot.reading.source, spot.reading.at)] or found
    if len(found) == 1:
        return found[0]
    values = ", ".join(f"{key}: {told.value}" for key, told in said.items())
    where = f"{paper.id}, {variant.name}" if variant else paper.id
    if not found:
        hint = _protocol_hint(paper, every, said) or "It may have been corrected already."
        raise IssueRefused(f"no reading of {where} says {values}. {hint}")
    raise IssueRefused(
        f"{len(found)} readings of {where} say {values}: {first_of(found, _SHOWN, '; ')}. Name the place."
    )


def _protocol_hint(paper: Paper, every: Iterable[Spot], said: Mapping[str, Told]) -> str:
    """Tells which protocol values come from; it is that of other readings too, so that a person changes it."""
    for spot in every:
        protocol = paper.protocols.get(spot.reading.protocol or "")
        if protocol and all(
            told.equals(value_of(spot.reading, key)) or told.equals(value_of(protocol, key))
            for key, told in said.items()
        ):
            count = sum(other.reading.protocol == spot.reading.protocol for other in spots(paper))
            readings = "this reading alone names" if count == 1 else f"{count} readings name"
            return f"The protocol {spot.reading.protocol} does, which {readings}; it is changed by hand."
    return ""


def spots(paper: Paper) -> Iterator[Spot]:
    """Gives all readings of a record."""
    for one, variant in enumerate(paper.variants):
        for two, reading in enumerate(variant.readings):
            yield Spot(one, two, variant.name, reading)


def value_of(reading: Reading | Protocol, key: str) -> object:
    """Gives what a reading, or a protocol, says under a key of forms; None where it says nothing."""
    value: object = reading
    for name in KINDS[key].path:
        value = getattr(value, name, None)
    return value
