"""LV314: what a record says of other records leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import PAPERS
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Paper
from lvkb.yamlfile import KeyPath, field_name

UNKNOWN_REFERENCE = Rule(
    "LV314",
    Level.ERROR,
    "A reference to a record leads to one.",
    "Base, teacher and relations are shown as links, and this one would lead nowhere.",
    "Correct the id or the variant's name, or write the work's name alone when it is not held.",
)

RULES = (UNKNOWN_REFERENCE,)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VARIANT_REFERENCE = re.compile(rf"({_SLUG.pattern})/(\S.*)")


class _Reference(NamedTuple):
    """A text that may name a record, and where it stands."""

    text: str
    field: str
    keys: KeyPath
    names_records: bool


def check_references(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on references to records or variants that are not there.

    A record that is there but could not be read has findings of its own.
    """
    unread = {finding.location.path for finding in catalog.findings}
    for paper in catalog.papers.values():
        for reference in _references(paper):
            id_, variant = _parts(reference)
            if not id_ or f"{PAPERS}/{id_}.yml" in unread:
                continue
            what, fix = _broken(catalog, id_, variant)
            if what:
                yield UNKNOWN_REFERENCE.at(catalog.at(paper.id, *reference.keys), reference.field, what, fix)


def named_records(paper: Paper) -> Iterator[str]:
    """Gives the ids of the records that a record refers to, whether they are there or not."""
    return (id_ for reference in _references(paper) if (id_ := _parts(reference)[0]))


def _references(paper: Paper) -> Iterator[_Reference]:
    for name, works in (("builds-on", paper.relations.builds_on), ("supersedes", paper.relations.supersedes)):
        for index, work in enumerate(works):
            keys: KeyPath = ("relations", name, index)
            yield _Reference(work, field_name(keys), keys, names_records=True)
    for one, variant in enumerate(paper.variants):
        for two, reading in enumerate(variant.readings):
            here: KeyPath = ("variants", one, "readings", two)
            if reading.base:
                yield _Reference(reading.base, f"{variant.name}: base", (*here, "base"), names_records=False)
            for index, teacher in enumerate(reading.teacher):
                keys = (*here, "teacher", index)
                yield _Reference(teacher, f"{variant.name}: teacher", keys, names_records=False)


def _parts(reference: _Reference) -> tuple[str, str]:
    """Gives id and variant that a text names, either empty; plain names of works name no record."""
    if match := _VARIANT_REFERENCE.fullmatch(reference.text):
        return match[1], match[2]
    return (reference.text, "") if reference.names_records and _SLUG.fullmatch(reference.text) else ("", "")


def _broken(catalog: Catalog, id_: str, variant: str) -> tuple[str, str]:
    """Gives what is wrong with a reference and its cure, or two empty texts."""
    paper = catalog.papers.get(id_)
    if paper is None:
        return f'There is no record "{id_}".', _suggestion(id_, list(catalog.papers))
    names = [item.name for item in paper.variants]
    if variant and variant not in names:
        return f'{paper.id} has no variant "{variant}".', _suggestion(variant, names, f"{paper.id}/")
    return "", ""


def _suggestion(text: str, known: list[str], prefix: str = "") -> str:
    near = near_words(text, known, most=1, likeness=0.7)
    return did_you_mean((prefix + word for word in near), quoted=True)


CHECKS = (check_references,)
