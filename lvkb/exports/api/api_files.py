"""The files of the API: an index, a document for each kind of thing, a file a paper, and what describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from lvkb.exports.hashed_text import HashedText
from lvkb.exports.json_text import json_list, json_value, pretty_json
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
    documents.READINGS: readings_data,
    documents.TIMINGS: timings_data,
    documents.DEVICES: devices_data,
    documents.FRONTS: fronts_data,
    documents.TAXONOMY: taxonomy_data,
    documents.NAMES: names_data,
}


def api_files(results: Results, past: Past | None = None) -> Iterator[tuple[str, Iterable[str]]]:
    """Gives every file of the API with its path in the site, one at a time; the index last, since it has their hashes.

    A text comes piece by piece, and is to be taken before the next file is asked for.

    Args:
        results: The results of the catalogue.
        past: What the site keeps of earlier releases.
    """
    papers: list[str] = []
    found: list[str] = []  # results stand in the file of their paper too
    gone = map(json_value, gone_data(past or Past()))
    made: Mapping[Document, Iterable[str]]
    made = {documents.PAPERS: papers, documents.RESULTS: found, documents.GONE: gone}
    for paper in results.catalog.papers.values():
        own = tuple(map(json_value, results_data(results.merged[paper.id])))
        path, text = f"papers/{paper.id}.json", HashedText([_paper_file(results, paper, own)])
        yield f"{API}/{path}", text
        papers.append(json_value(paper_row(results, paper, {"file": path, **_facts(text)})))
        found += own
    index: list[str] = []
    for document in DOCUMENTS:
        rows = _Counted(made[document] if document in made else map(json_value, _ROWS[document](results)))
        text = HashedText(_document(results, document, rows))
        yield f"{API}/{document.path}", text
        facts = _facts(text)  # of the whole text, so that all rows have been counted
        told: Data = {"name": document.name, "path": document.path, "summary": document.summary, "rows": rows.count}
        index.append(json_value({**told, **facts}))
    yield f"{API}/index.json", _document(results, INDEX, index)
    yield from _descriptions(results)


def _descriptions(results: Results) -> Iterator[tuple[str, Iterable[str]]]:
    """Gives what describes the files, with its paths in the site."""
    yield f"{API}/openapi.json", [pretty_json(openapi(results.catalog))]
    yield f"{API}/{TYPES}", [Path(__file__).with_name(TYPES).read_text(encoding="utf-8")]
    for document in (INDEX, *DOCUMENTS):
        yield f"{API}/schemas/{document.name}.json", [pretty_json(json_schema(file_name(document)))]
    yield f"{API}/schemas/paper.json", [pretty_json(json_schema(PAPER_FILE))]
    yield CATALOG_SCHEMA, [pretty_json(catalog_schema())]


class _Counted:
    """Rows that are taken once; how many there were is known when all have been."""

    def __init__(self, rows: Iterable[str]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for row in self._rows:
            self.count += 1
            yield row


def _document(results: Results, document: Document, rows: Iterable[str]) -> Iterator[str]:
    """Gives a document piece by piece, a row on each line."""
    release = results.catalog.release
    told: Data = {"release": release.model_dump()} if release else {}
    head = json_value({**_head(f"schemas/{document.name}.json"), **told}).removesuffix("}")
    yield f'{head},"{document.name}":'
    yield from json_list(rows)
    yield "}\n"


def _paper_file(results: Results, paper: Paper, rows: Iterable[str]) -> str:
    """Gives all of a paper; which release it is of stands in the documents, so that it changes with the paper alone."""
    head = json_value({**_head("../schemas/paper.json"), "paper": paper_data(results, paper)}).removesuffix("}")
    return f'{head},"results":[{",".join(rows)}]}}\n'


def _head(schema: str) -> Data:
    return {"$schema": schema, "api_version": API_VERSION, "license": LICENSE}


def _facts(text: HashedText) -> Data:
    facts = text.facts()
    return {"bytes": facts.size, "sha256": facts.sha256}
