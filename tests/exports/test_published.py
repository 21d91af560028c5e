"""The set of published files, and what the documentation says of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lvkb.exports import bibtex_text, catalog_json, published, readings_csv, results_csv
from lvkb.exports.columns import READINGS as OF_READINGS
from lvkb.exports.columns import RESULTS as OF_RESULTS
from lvkb.records import Paper
from lvkb.results import Results
from tests.exported import exported

TEXT = (Path(__file__).parents[2] / "docs" / "data-format.md").read_text(encoding="utf-8")
CHAPTERS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE))


def test_published() -> None:
    """The published files are the four of the whole catalogue."""
    found = Results(exported())
    assert published(found) == {
        "data/readings.csv": readings_csv(found),
        "data/results.csv": results_csv(found),
        "data/catalog.json": catalog_json(found),
        "data/catalog.bib": bibtex_text(found),
    }


@pytest.mark.parametrize(("chapter", "columns"), [("Readings as CSV", OF_READINGS), ("Results as CSV", OF_RESULTS)])
def test_columns_are_documented(chapter: str, columns: Mapping[str, str]) -> None:
    """The table of columns in the documentation is the header, in its order."""
    named = [line.split("`")[1] for line in CHAPTERS[chapter].splitlines() if line.startswith("| `")]
    assert named == list(columns)


def _keys(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema["$defs"].values()):
        yield from part["properties"]


def test_keys_are_documented() -> None:
    """Every key of a record, and every key that an export adds, stands in the documentation of JSON."""
    added = {"gmacs", "setup", "link", "links", "path", "definition", "group", "parent"}
    added |= {"measured", "params_fused", "norms", "license"}
    keys = {*_keys(Paper.model_json_schema(by_alias=True)), *json.loads(catalog_json(Results(exported()))), *added}
    assert [key for key in sorted(keys) if f"`{key}`" not in CHAPTERS["JSON"]] == []
