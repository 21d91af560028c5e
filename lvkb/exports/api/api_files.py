"""The files of the API: an index, a document for each kind of thing, a file a paper, and what describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from lvkb.exports.api import documents
from lvkb.exports.api.api_rows import (
    Data,
    devices_data,
    fronts_data,
    gone_data,
    names_data,
    paper_row,
    readings_data,
    results_data,
    taxonomy_data,
    timings_data,
)
from lvkb.exports.api.api_schemas import API_VERSION, PAPER_FILE, file_name, json_schema
from lvkb.exports.api.documents import DOCUMENTS, INDEX, Document
from lvkb.exports.api.openapi import openapi
from lvkb.exports.catalog_json import LICENSE, paper_data
from lvkb.exports.json_text import json_value, pretty_json
from lvkb.exports.published_records import CATALOG_SCHEMA, catalog_schema
from lvkb.records import Paper
from lvkb.results import Results
from lvkb.views.frozen_releases import Past

API = f"api/v{API_VERSION}"
"""Folder of the API in the site."""

TYPES = "openapi.d.ts"
"""The description as types for TypeScript: openapi-typescript made the file of this name beside this module."""

PATHS = (
    f"{API}/index.json",
    f"{API}/openapi.json",
    f"{API}/{TYPES}",
    *(f"{API}/{item.path}" for item in DOCUMENTS),
    CATALOG_SCHEMA,
)
"""The files that pages may link to; those of papers and of schemas stand beside them."""

_ROWS: Mapping[Document, Callable[[Results], Iterable[Data]]] = {
    documents.RESULTS: lambda results: results_data(results.results),
    documents.READINGS: readings_data,
    documents.TIMINGS: timings_data,
    documents.DEVICES: devices_data,
    documents.FRONTS: fronts_data,
    documents.TAXONOMY: taxonomy_data,
    documents.NAMES: names_data,
}


def api_files(results: Results, past: Past | None = None) -> Iterator[tuple[str, str]]:
    """Gives every file of the API with its path in the site, one at a time; the index last, since it has their hashes.

    Args:
        results: The results of the catalogue.
        past: What the site keeps of earlier releases.
    """
    listed: list[Data] = []
    told: Mapping[Document, Iterable[Data]] = {documents.PAPERS: listed, documents.GONE: gone_data(past or Past())}
    for paper in results.catalog.papers.values():
        path, text = f"papers/{paper.id}.json", _paper_file(results, paper)
        listed.append(paper_row(results, paper, {"file": path, **_facts(text)}))
        yield f"{API}/{path}", text
    index: list[Data] = []
    for document in DOCUMENTS:
        rows = told[document] if document in told else _ROWS[document](results)
        text, count = _document(results, document, rows)
        row = {"name": document.name, "path": document.path, "summary": document.summary, "rows": count}
        index.append({**row, **_facts(text)})
        yield f"{API}/{document.path}", text
    yield f"{API}/index.json", _document(results, INDEX, index)[0]
    yield from _descriptions(results)


def _descriptions(results: Results) -> Iterator[tuple[str, str]]:
    """Gives what describes the files, with its paths in the site."""
    yield f"{API}/openapi.json", pretty_json(openapi(results.catalog))
    yield f"{API}/{TYPES}", Path(__file__).with_name(TYPES).read_text(encoding="utf-8")
    for document in (INDEX, *DOCUMENTS):
        yield f"{API}/schemas/{document.name}.json", pretty_json(json_schema(file_name(document)))
    yield f"{API}/schemas/paper.json", pretty_json(json_schema(PAPER_FILE))
    yield CATALOG_SCHEMA, pretty_json(catalog_schema())


def _document(results: Results, document: Document, rows: Iterable[Data]) -> tuple[str, int]:
    """Gives a document, a row on each line, and how many rows it has."""
    release = results.catalog.release
    told: Data = {"release": release.model_dump()} if release else {}
    head = json_value({**_head(f"schemas/{document.name}.json"), **told}).removesuffix("}")
    lines = list(map(json_value, rows))  # as data, all rows at once would be several times as large
    count = len(lines)
    lines = lines or [""]
    lines[0] = f'{head},"{document.name}":[\n{lines[0]}'
    lines[-1] += "\n]}\n"
    return ",\n".join(lines), count


def _paper_file(results: Results, paper: Paper) -> str:
    """Gives all of a paper; which release it is of stands in the documents, so that it changes with the paper alone."""
    told: Data = {"paper": paper_data(results, paper), "results": list(results_data(results.merged[paper.id]))}
    return json_value({**_head("../schemas/paper.json"), **told}) + "\n"


def _head(schema: str) -> Data:
    return {"$schema": schema, "api_version": API_VERSION, "license": LICENSE}


def _facts(text: str) -> Data:
    data = text.encode()
    return {"bytes": len(data), "sha256": sha256(data).hexdigest()}
