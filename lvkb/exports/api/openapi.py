"""The description of the API in OpenAPI 3.1, made from its table of documents and its schemas."""

from __future__ import annotations

from typing import Any

from lvkb.catalog import Catalog
from lvkb.exports.api.api_schemas import API_VERSION, PAPER_FILE, file_name, schemas
from lvkb.exports.api.documents import DOCUMENTS, INDEX, Document
from lvkb.exports.catalog_json import LICENSE
from lvkb.records import SLUG

_REFER = "#/components/schemas/{model}"


def openapi(catalog: Catalog) -> dict[str, Any]:
    """Gives the description of the API of a catalogue."""
    papers: dict[str, Any] = {
        "operationId": "getPaper",
        "summary": "All of one paper: its record as catalog.json has it, and its results.",
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": "Id of the paper, as the list of papers has it",
                "schema": {"type": "string", "pattern": SLUG},
            }
        ],
        "responses": {
            **_answer(PAPER_FILE),
            "404": {"description": "There is no such paper; gone.json tells of those that there were."},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{catalog.about.name}: static API",
            "version": str(API_VERSION),
            "summary": catalog.about.description,
            "description": (
                "Files that every build of the site makes from the same records. Version 1 only grows: documents and "
                "keys are added, none is renamed, moved or removed, and none changes its unit or meaning. What is "
                "unknown is left out. Numbers keep the digits of their source: 78.30 has two decimals."
            ),
            "license": {"name": "Creative Commons Attribution 4.0", "identifier": LICENSE},
        },
        "servers": [{"url": ".", "description": "The folder of this description"}],
        "paths": {
            "/index.json": {"get": _get(INDEX, "getIndex")},
            **{f"/{item.path}": {"get": _get(item, f"get{item.name.capitalize()}")} for item in DOCUMENTS},
            "/papers/{id}.json": {"get": papers},
        },
        "components": {"schemas": schemas(_REFER)},
    }


def _get(document: Document, operation: str) -> dict[str, Any]:
    return {"operationId": operation, "summary": document.summary, "responses": _answer(file_name(document))}


def _answer(schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": _REFER.format(model=schema)}}}
    return {"200": {"description": "The file.", "content": content}}
