"""The schemas of the API (JSON Schema 2020-12), made from the types of records and rows and from the columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from lvkb.exports import columns
from lvkb.exports.api.api_models import (
    DataRelease,
    DeviceRow,
    FrontRow,
    GoneRow,
    IndexRow,
    NameRow,
    PaperRow,
    TaxonomyRow,
)
from lvkb.exports.api.documents import DOCUMENTS, INDEX, Document
from lvkb.exports.catalog_json import LICENSE
from lvkb.exports.column_types import ColumnType, column_type
from lvkb.exports.published_records import PublishedPaper, published_schemas, unit_key
from lvkb.records.json_schema import DIALECT, plain_number

API_VERSION = 1
"""Version of the API, which stands in its address; it only ever grows."""

Schema = dict[str, Any]

_MODELS = (PublishedPaper, PaperRow, TaxonomyRow, DeviceRow, FrontRow, NameRow, GoneRow, IndexRow, DataRelease)
_JSON_TYPES = {"text": "string", "whole": "integer", "number": "number", "flag": "boolean", "day": "string"}

_TABLES: Mapping[str, tuple[str, Mapping[str, str], Collection[str]]] = {
    "ResultRow": (
        "A result: one model under one protocol.",
        columns.RESULTS,
        ("paper", "name", "variant", "dataset", "evaluation", "setup", "light", "readings", "scope", "source_at"),
    ),
    "ReadingRow": (
        "A reading: what one place in one source says about one model.",
        columns.READINGS,
        (
            *("paper", "name", "scope", "category", "year", "variant", "dataset", "evaluation"),
            *("setup", "source_at", "kind", "exactness"),
        ),
    ),
    "TimingRow": ("One run of a model on a device.", columns.TIMINGS, tuple(columns.TIMINGS)),
}
"""Rows that are lines of the CSV files: what they are, their columns, and those that every row has."""

PAPER_FILE = "PaperFile"
"""Name of the schema of a paper's own file."""


@cache
def schemas(refer: str) -> Mapping[str, Schema]:
    """Gives every schema by name: rows, records, and the file of each document.

    Args:
        refer: How schemas refer to each other: `#/$defs/{model}`.
    """
    found = published_schemas(_MODELS, refer)
    found |= {name: _table(*table) for name, table in _TABLES.items()}
    found |= {file_name(item): _file(item, refer) for item in (INDEX, *DOCUMENTS)}
    return dict(sorted({**found, PAPER_FILE: _paper_file(refer)}.items()))


def file_name(document: Document) -> str:
    """Gives the name of the schema of a document's file: `ResultsFile`."""
    return f"{document.name.capitalize()}File"


def json_schema(name: str) -> Schema:
    """Gives one schema as a document of its own, with all that it refers to."""
    every = schemas("#/$defs/{model}")
    used = _reached(every, name) - {name}
    return {"$schema": DIALECT, **every[name], "$defs": {other: every[other] for other in sorted(used)}}


def _reached(every: Mapping[str, Schema], name: str) -> set[str]:
    """Gives the names of a schema and of all that it refers to."""
    found, open_ = {name}, [name]
    while open_:
        new = set(_references(every[open_.pop()])) - found
        found |= new
        open_ += sorted(new)
    return found


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [name for item in part for name in _references(item)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"].rpartition("/")[2]] if isinstance(part.get("$ref"), str) else []
    return own + [name for item in part.values() for name in _references(item)]


def _table(description: str, meanings: Mapping[str, str], always: Collection[str]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": {name: _column(meaning, column_type(name)) for name, meaning in meanings.items()},
        "required": list(always),
    }


def _column(meaning: str, form: ColumnType) -> Schema:
    bounds = {"minimum": form.least, "maximum": form.most}
    return {
        "type": _JSON_TYPES[form.kind],
        "description": f"{meaning[:1].upper()}{meaning[1:]}",
        **({"format": "date"} if form.kind == "day" else {}),
        **unit_key(form.unit),
        **{key: plain_number(bound) for key, bound in bounds.items() if bound is not None},
        **({"enum": list(form.words)} if form.words else {}),
    }


def _head(refer: str) -> Schema:
    return {
        "$schema": {"type": "string", "description": "The JSON Schema of this file, relative to it"},
        "api_version": {"const": API_VERSION, "description": "Version of the API"},
        "release": {"$ref": refer.format(model=DataRelease.__name__)},
        "license": {"const": LICENSE, "description": "Licence of the data (SPDX)"},
    }


def _file(document: Document, refer: str) -> Schema:
    rows = {"type": "array", "items": {"$ref": refer.format(model=document.row)}, "description": document.summary}
    return {
        "type": "object",
        "description": document.summary,
        "properties": {**_head(refer), document.name: rows},
        "required": ["$schema", "api_version", "license", document.name],
    }


def _paper_file(refer: str) -> Schema:
    head = {key: value for key, value in _head(refer).items() if key != "release"}
    results = {"type": "array", "items": {"$ref": refer.format(model="ResultRow")}, "description": "Its results"}
    return {
        "type": "object",
        "description": "All of one paper: its record as catalog.json has it, and its results.",
        "properties": {**head, "paper": {"$ref": refer.format(model=PublishedPaper.__name__)}, "results": results},
        "required": ["$schema", "api_version", "license", "paper", "results"],
    }
