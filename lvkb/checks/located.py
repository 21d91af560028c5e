"""Where a check stands: a reading or a paper with all that a finding on it needs.

The place of a value is worked out only when there is a finding, because that means reading the file again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import Correction, Does, Finding, Rule
from lvkb.records import Paper, Reading, Variant
from lvkb.yamlfile import KeyPath, field_name


class ReadingSpot(NamedTuple):
    """One reading of the catalogue."""

    catalog: Catalog
    paper: Paper
    variant: Variant
    keys: KeyPath
    reading: Reading

    def find(self, rule: Rule, field: str, what: str, fix: str = "", *, new: str | None = None) -> Finding:
        """Gives the finding that a field of this reading (dotted, or empty for all of it) breaks a rule.

        Args:
            rule: The rule.
            field: The field.
            what: What is wrong, with the value.
            fix: A cure for this very case.
            new: What stands there instead without any judgement; empty when the key goes.
        """
        keys = (*self.keys, *(field.split(".") if field else ()))
        name = f"{self.variant.name}: {field}" if field else self.variant.name
        return rule.at(self.catalog.at(self.paper.id, *keys), name, what, fix, _corrections(keys, new))


def reading_spots(catalog: Catalog) -> Iterator[ReadingSpot]:
    """Gives every reading of the catalogue."""
    for paper in catalog.papers.values():
        for one, variant in enumerate(paper.variants):
            for two, reading in enumerate(variant.readings):
                yield ReadingSpot(catalog, paper, variant, ("variants", one, "readings", two), reading)


def _corrections(keys: KeyPath, new: str | None) -> tuple[Correction, ...]:
    if new is None:
        return ()
    return (Correction(keys, new) if new else Correction(keys, does=Does.DELETE),)


class PaperSpot(NamedTuple):
    """One paper of the catalogue."""

    catalog: Catalog
    paper: Paper

    def find(self, rule: Rule, keys: KeyPath, what: str, fix: str = "", *, new: str | None = None) -> Finding:
        """Gives the finding that a value of this paper breaks a rule; `new` as with readings."""
        where = self.catalog.at(self.paper.id, *keys)
        return rule.at(where, field_name(keys), what, fix, _corrections(keys, new))


def paper_spots(catalog: Catalog) -> Iterator[PaperSpot]:
    """Gives every paper of the catalogue."""
    return (PaperSpot(catalog, paper) for paper in catalog.papers.values())
