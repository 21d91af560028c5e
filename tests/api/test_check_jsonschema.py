"""Schemas and files as check-jsonschema reads them: its patterns are those of JavaScript, as the standard says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lvkb.catalog import load
from lvkb.exports import catalog_json
from lvkb.exports.api import api_files
from lvkb.results import Results
from tests.exported import texts

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module", params=["toy", pytest.param("real", marks=pytest.mark.real)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the API, and catalog.json."""
    results = Results(load(TESTS / "toy" if request.param == "toy" else TESTS.parent))
    folder = tmp_path_factory.mktemp("site")
    for path, text in {**texts(api_files(results)), "data/catalog.json": "".join(catalog_json(results))}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def check_jsonschema(*arguments: str | Path) -> str:
    """Gives what check-jsonschema says."""
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout + found.stderr


def schema_of(file: Path) -> Path:
    """Gives the schema that a file names, or that stands beside it."""
    named = json.loads(file.read_bytes()).get("$schema")
    return file.parent / named if named else file.with_suffix(".schema.json")


def test_schemas_are_schemas(site: Path) -> None:
    """Every schema is one of the dialect that it names."""
    schemas = [*(site / "api/v1/schemas").iterdir(), site / "data/catalog.schema.json"]
    assert len(schemas) == 12
    assert check_jsonschema("--check-metaschema", *schemas) == "ok -- validation done\n"


def test_files_are_as_their_schemas_say(site: Path) -> None:
    """Every document of the API, every file of a paper and catalog.json pass the schemas that are theirs."""
    files = [*(site / "api/v1").glob("*.json"), *(site / "api/v1/papers").iterdir(), site / "data/catalog.json"]
    by_schema: dict[Path, list[Path]] = {}
    for file in files:
        if file.name != "openapi.json":
            by_schema.setdefault(schema_of(file).resolve(), []).append(file)
    told = {check_jsonschema("--schemafile", schema, *found) for schema, found in by_schema.items()}
    assert (len(by_schema), told) == (12, {"ok -- validation done\n"})
