"""The set of published files, and what the documentation says of them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from lvkb.exports import bibtex_text, catalog_json, published, readings_csv, results_csv, timings_csv
from lvkb.exports.columns import READINGS as OF_READINGS
from lvkb.exports.columns import RESULTS as OF_RESULTS
from lvkb.exports.columns import TIMINGS as OF_TIMINGS
from lvkb.records import Paper
from lvkb.results import Results
from tests.exported import exported, rows_of_json, text_of_cell, texts

TEXT = (Path(__file__).parents[2] / "docs" / "data-format.md").read_text(encoding="utf-8")
CHAPTERS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE))


def test_published() -> None:
    """The published files are the five of the whole catalogue."""
    found = Results(exported())
    assert texts(published(found)) == {
        "data/readings.csv": "".join(readings_csv(found)),
        "data/results.csv": "".join(results_csv(found)),
        "data/timings.csv": "".join(timings_csv(found)),
        "data/catalog.json": "".join(catalog_json(found)),
        "data/catalog.bib": "".join(bibtex_text(found)),
    }


@pytest.mark.parametrize(
    ("chapter", "columns"),
    [("Readings as CSV", OF_READINGS), ("Results as CSV", OF_RESULTS), ("Times on devices", OF_TIMINGS)],
)
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
    keys = {
        *_keys(Paper.model_json_schema(by_alias=True)),
        *json.loads("".join(catalog_json(Results(exported())))),
        *added,
    }
    assert [key for key in sorted(keys) if f"`{key}`" not in CHAPTERS["JSON"]] == []


def test_csv_and_json_say_the_same() -> None:
    """Each value of a reading is the same in both files, digit by digit; JSON lacks what counts decide."""
    found = Results(exported())
    lines = list(csv.DictReader(StringIO("".join(readings_csv(found)), newline="")))
    told = json.loads("".join(catalog_json(found)), parse_float=Decimal, parse_int=Decimal)["papers"]
    wanted = [row for paper in told for row in rows_of_json(paper)]
    assert [{key: text_of_cell(line[key]) for key in row} for line, row in zip(lines, wanted, strict=True)] == wanted
    of_counts = {"light", "weights_license", "commercial", "counted_params_m", "counted_gmacs", "verdict"}
    assert [set(OF_READINGS) - set(row) for row in wanted] == [of_counts] * 2
