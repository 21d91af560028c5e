"""The types for TypeScript, held against the description of the API, and against openapi-typescript that made them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lvkb.catalog import load
from lvkb.exports.api import api_files
from lvkb.exports.api.api_files import TYPES
from lvkb.results import Results
from tests.exported import texts
from tests.node_packages import node_package

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "lvkb/exports/api" / TYPES
FILES = texts(api_files(Results(load(ROOT / "tests/toy"))))
OPENAPI = FILES["api/v1/openapi.json"]
VERSION = "7.13.0"
"""The version that makes them: another one may write them otherwise."""

RENEWAL = (
    f"After `lvkb build`: npx --yes openapi-typescript@{VERSION} build/site/api/v1/openapi.json --root-types "
    f"--root-types-no-schema-prefix --output lvkb/exports/api/{TYPES}"
)
"""What to do when they differ."""

OPTIONS = re.findall(r"--root\S+", RENEWAL)


def schemas() -> Mapping[str, Any]:
    """Gives the schemas of the description."""
    found: Mapping[str, Any] = json.loads(OPENAPI)["components"]["schemas"]
    return found


def typed_fields(text: str) -> Iterator[tuple[str, str, bool, list[str]]]:
    """Gives of each field of the types its type, its key, whether it may be missing and its words, line by line."""
    inside = text.partition("export interface components {")[2].partition("\n    responses: ")[0]
    name = ""
    for line in inside.splitlines():
        if found := re.match(r" {8}(\w+): ", line):
            name = found[1]
        elif found := re.match(r' {12}"?([\w$-]+)"?(\??): (.*)', line):
            yield name, found[1], found[2] == "?", re.findall(r'"([^"]+)"', re.sub(r"\[.*\]", "", found[3]))


def told_fields() -> Iterator[tuple[str, str, bool, list[str]]]:
    """Gives the same of the description; what has a default is never missing."""
    for name, schema in schemas().items():
        for key, field in schema.get("properties", {}).items():
            words = [field["const"]] if isinstance(field.get("const"), str) else field.get("enum", [])
            yield name, key, key not in schema.get("required", ()) and "default" not in field, words


def test_published() -> None:
    """The types stand beside the description, as they are kept, whatever knowledge base it is."""
    assert FILES[f"api/v1/{TYPES}"] == KEPT.read_text(encoding="utf-8")


def test_every_field_is_typed() -> None:
    """Each field of the description has its type, and no other has: stale types show without node too."""
    assert sorted(typed_fields(KEPT.read_text(encoding="utf-8"))) == sorted(told_fields()), RENEWAL


def test_every_type_has_its_own_name() -> None:
    """Each schema is exported under its name."""
    text = KEPT.read_text(encoding="utf-8")
    exported = re.findall(r"^export type (\w+) = components\['schemas'\]\['(\w+)'\];$", text, re.MULTILINE)
    assert exported == [(name, name) for name in sorted(schemas())], RENEWAL


def test_one_version_makes_them() -> None:
    """The run of everything installs the version that these tests ask for, and people are told the same one."""
    assert f"\nOPENAPI_TYPESCRIPT={VERSION}\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert RENEWAL.partition(": ")[2] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def generator() -> Path | None:
    """Gives the folder of openapi-typescript; None where node does not find that version."""
    folder = node_package("openapi-typescript")
    told = json.loads((folder / "package.json").read_bytes()) if folder else {}
    return folder if told.get("version") == VERSION else None


@pytest.mark.skipif(generator() is None, reason=f"node does not find openapi-typescript {VERSION}")
def test_made_by_the_generator(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """What openapi-typescript makes of the description is what is kept; `pytest --update-golden` takes it over."""
    (tmp_path / "openapi.json").write_text(OPENAPI, encoding="utf-8")
    command = ["node", f"{generator()}/bin/cli.js", "openapi.json", *OPTIONS]
    subprocess.run([*command, "--output", TYPES], cwd=tmp_path, capture_output=True, check=True)
    made = (tmp_path / TYPES).read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-golden"):
        KEPT.write_text(made, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == made, RENEWAL
