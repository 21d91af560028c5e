"""The description of the API in OpenAPI, held against the files, the schemas and a validator by other hands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from lvkb.catalog import load
from lvkb.exports.api import api_files
from lvkb.results import Results
from tests.exported import texts

FILES = texts(api_files(Results(load(Path(__file__).parents[1] / "toy"))))
OPENAPI: dict[str, Any] = json.loads(FILES["api/v1/openapi.json"])
SCHEMAS: dict[str, Any] = OPENAPI["components"]["schemas"]
PAPER = "/papers/{id}.json"


def test_valid() -> None:
    """It is OpenAPI 3.1."""
    OpenAPIV31SpecValidator(OPENAPI).validate()


def test_every_file_has_a_path() -> None:
    """Each file of the API but those that describe it is behind one of its paths, and each path leads to a file."""
    told = [path.removeprefix("api/v1") for path in FILES if path.startswith("api/v1/")]
    data = {path for path in told if not path.startswith("/openapi.") and not path.startswith("/schemas/")}
    papers = {path for path in data if path.startswith("/papers/")}
    assert len(papers) == 5
    assert set(OPENAPI["paths"]) == {PAPER, *(data - papers)}


def test_answers_have_the_schemas_of_the_files() -> None:
    """What a path answers is described by the same schema that the file itself names."""
    for path, item in OPENAPI["paths"].items():
        file = json.loads(FILES[f"api/v1{path.format(id='toy-plain')}"])
        own = json.loads(FILES[f"api/v1/schemas/{Path(file['$schema']).name}"])
        content = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        name = content["$ref"].rpartition("/")[2]
        text = json.dumps(SCHEMAS[name]).replace("#/components/schemas/", "#/$defs/")
        assert json.loads(text) == {key: value for key, value in own.items() if key not in ("$schema", "$defs")}


def _properties(name: str, schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"{name}.{key}", value) for key, value in schema.get("properties", {}).items())


FIELDS = [field for name, schema in SCHEMAS.items() for field in _properties(name, schema)]


def test_every_field_is_described() -> None:
    """Each field of each schema says what it is, itself or by the type that it refers to."""
    described = {name for name, schema in SCHEMAS.items() if schema.get("description")}
    assert [name for name in SCHEMAS if name not in described] == []
    assert [name for name, field in FIELDS if not (field.get("description") or field.keys() == {"$ref"})] == []


@pytest.mark.parametrize("kind", ["number", "integer"])
def test_every_number_has_a_range(kind: str) -> None:
    """A number says at least how small it may be."""
    numbers = [(name, field) for name, field in FIELDS if field.get("type") == kind]
    assert len(numbers) > 10
    assert [name for name, field in numbers if "minimum" not in field] == []


def test_units() -> None:
    """A number has one unit under one name, in rows, records and catalog.json, and it is that of the columns."""
    catalog = json.loads(FILES["data/catalog.schema.json"])["$defs"]
    units: set[tuple[str, str]] = set()
    for schemas in (SCHEMAS, catalog):
        for schema in schemas.values():
            for key, field in schema.get("properties", {}).items():
                if field.get("type") in ("integer", "number"):
                    units.add((key, field.get("x-unit", "")))
    assert len(units) == len(dict(units))
    assert {key: unit for key, unit in units if unit} == {
        **dict.fromkeys(("top1", "top1_low", "top1_high", "top5"), "%"),
        **dict.fromkeys(("params_m", "counted_params_m"), "M"),
        **dict.fromkeys(("gmacs", "counted_gmacs"), "GMACs"),
        **dict.fromkeys(("resolution", "train_resolution", "size"), "px"),
        **dict.fromkeys(("ms", "latency_ms"), "ms"),
        **dict.fromkeys(("throughput", "images_per_s"), "images/s"),
        **dict.fromkeys(("memory_mb_low", "memory_mb_high"), "MB"),
        "compute_g": "G",
    }
