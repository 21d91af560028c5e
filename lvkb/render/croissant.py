"""The data set as Croissant 1.0, by which machine-learning tools and search engines find its tables and columns.

Source: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from lvkb.catalog import Catalog
from lvkb.exports import MEDIA_TYPES, published
from lvkb.exports.column_types import column_type
from lvkb.exports.columns import READINGS, RESULTS, TIMINGS
from lvkb.exports.hashed_text import Facts, HashedText
from lvkb.render.citation import authors_of, citation_bibtex
from lvkb.render.repository import site_address
from lvkb.results import Results

CROISSANT = "croissant.json"

_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_TYPES = {"text": "sc:Text", "whole": "sc:Integer", "number": "sc:Float", "flag": "sc:Boolean", "day": "sc:Date"}
_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "results": ("One row a result: all readings of one model under one protocol, merged", RESULTS),
    "readings": ("One row a reading: what one place in one source says", READINGS),
    "timings": ("One row a time on a device that Qualcomm AI Hub Models publishes", TIMINGS),
}
_WORDS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format"),
    *("includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
    *("repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
)
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{word: f"cr:{word}" for word in _WORDS},
}
"""The context of the specification, whole: readers warn of any other."""


class PublishedFile(NamedTuple):
    """A data file of the site.

    Attributes:
        path: Its path there.
        facts: Its size and hash.
    """

    path: str
    facts: Facts


def described_data(results: Results, base: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Gives the published files with their paths, one at a time, and behind them croissant.json, which describes them.

    A text comes piece by piece, and is to be taken before the next file is asked for.

    Args:
        results: The results of the catalogue.
        base: Address that their paths follow; empty where they lie beside croissant.json.
    """
    files = []
    for path, pieces in published(results):
        text = HashedText(pieces)
        yield path, text
        files.append(PublishedFile(path, text.facts()))
    yield CROISSANT, [croissant_json(results.catalog, files, base)]


def croissant_json(catalog: Catalog, files: Iterable[PublishedFile], base: str) -> str:
    """Gives croissant.json: the data set with its files, and the columns of its tables.

    Args:
        catalog: The catalogue.
        files: The files of `lvkb.exports.FILES`.
        base: Address that their paths follow; empty where they lie beside croissant.json.
    """
    about, release, home = catalog.about, catalog.release, site_address(catalog.about)
    day = release.date if release else catalog.updated
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.name,
        "alternateName": about.short,
        "description": about.description,
        "license": _CC_BY,
        "url": home or "./",
        "version": release.version if release else None,
        "datePublished": day.isoformat() if day else None,
        "citeAs": citation_bibtex(about, release, kept=False),
        "creator": [{"@type": "sc:Organization", "name": name} for name in authors_of(about)],
        "keywords": list(about.keywords),
        "distribution": [_file(file, base) for file in files],
        "recordSet": [_table(name, *table) for name, table in _TABLES.items()],
    }
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False, indent=2) + "\n"


def _file(file: PublishedFile, base: str) -> dict[str, str]:
    name = PurePosixPath(file.path)
    return {
        "@type": "cr:FileObject",
        "@id": name.name,
        "name": name.name,
        "contentUrl": f"{base}{file.path}",
        "contentSize": f"{file.facts.size} B",
        "encodingFormat": MEDIA_TYPES[name.suffix],
        "sha256": file.facts.sha256,
    }


def _table(name: str, description: str, columns: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": description,
        "field": list(_fields(name, columns)),
    }


def _fields(table: str, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for column, meaning in columns.items():
        yield {
            "@type": "cr:Field",
            "@id": f"{table}/{column}",
            "name": f"{table}/{column}",
            "description": meaning,
            "dataType": _TYPES[column_type(column).kind],
            "source": {"fileObject": {"@id": f"{table}.csv"}, "extract": {"column": column}},
        }
