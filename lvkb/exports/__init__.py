"""The catalogue for programs: CSV, JSON, BibTeX, the API, feeds, forms of other catalogues (docs/data-format.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lvkb.exports.bibtex import bibtex_entry, bibtex_text
from lvkb.exports.catalog_json import catalog_json
from lvkb.exports.readings_csv import readings_csv
from lvkb.exports.results_csv import results_csv
from lvkb.exports.timings_csv import timings_csv
from lvkb.results import Results

__all__ = [
    "FORMATS",
    "bibtex_entry",
    "bibtex_text",
    "catalog_json",
    "published",
    "readings_csv",
    "results_csv",
    "timings_csv",
]

FORMATS: Mapping[str, Callable[[Results], Iterator[str]]] = MappingProxyType(
    {"csv": readings_csv, "results": results_csv, "timings": timings_csv, "json": catalog_json, "bibtex": bibtex_text}
)
"""The writers of the whole catalogue by the name of their format; each gives its text piece by piece."""

FILES: Mapping[str, str] = MappingProxyType(
    {
        "data/readings.csv": "csv",
        "data/results.csv": "results",
        "data/timings.csv": "timings",
        "data/catalog.json": "json",
        "data/catalog.bib": "bibtex",
    }
)
"""The formats of the site's data files by their path there."""

MEDIA_TYPES = MappingProxyType({".csv": "text/csv", ".json": "application/json", ".bib": "application/x-bibtex"})
"""The media types of these files by how their names end."""


def published(results: Results) -> Iterator[tuple[str, Iterator[str]]]:
    """Gives every data file of the site with its path there, one at a time, its text piece by piece."""
    return ((path, FORMATS[form](results)) for path, form in FILES.items())
