"""The catalogue for programs and bibliographies: CSV, JSON, BibTeX. docs/data-format.md describes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lvkb.catalog import Catalog
from lvkb.exports.bibtex import bibtex_entry, bibtex_text
from lvkb.exports.csvfile import csv_text
from lvkb.exports.jsonfile import json_text

__all__ = ["FORMATS", "bibtex_entry", "bibtex_text", "csv_text", "json_text", "published"]

FORMATS: Mapping[str, Callable[[Catalog], str]] = MappingProxyType(
    {"csv": csv_text, "json": json_text, "bibtex": bibtex_text}
)
"""The writers of the whole catalogue by the name of their format."""


def published(catalog: Catalog) -> dict[str, str]:
    """Gives the text of every data file of the site by its path there.

    Returns:
        `data/readings.csv`, `data/catalog.json` and `data/catalog.bib`.
    """
    return {
        "data/readings.csv": csv_text(catalog),
        "data/catalog.json": json_text(catalog),
        "data/catalog.bib": bibtex_text(catalog),
    }
