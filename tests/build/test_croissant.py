"""croissant.json as mlcroissant reads it: whole, and every table of the site read through it."""

from __future__ import annotations

import csv
import json
import logging
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lvkb.catalog import Catalog
from lvkb.exports import FILES
from lvkb.exports.column_types import column_type
from lvkb.records import Release
from lvkb.render.renderer import Renderer
from lvkb.render.site_data import data_files
from lvkb.results import Results
from tests.build.conftest import ADDRESS, Built
from tests.exported import texts

RELEASE = Release.model_validate({"version": "1.2.0", "date": "2026-11-30"})


@pytest.fixture(scope="module")
def site(toy: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data files of a release that has no address, so that they are read from there."""
    folder = tmp_path_factory.mktemp("croissant")
    for path, text in texts(data_files(Renderer(Results(replace(toy, release=RELEASE))))).items():
        if path in (*FILES, "croissant.json"):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder


def read(file: Path) -> Any:
    """Gives a data set as mlcroissant reads it; what other packages warn of when they are loaded is theirs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mlcroissant

        return mlcroissant.Dataset(jsonld=str(file))


def test_valid(site: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is read without an error or a warning, and says what the data set is."""
    with caplog.at_level(logging.WARNING):
        metadata = read(site / "croissant.json").metadata
    assert [record.getMessage() for record in caplog.records] == []
    assert (metadata.name, str(metadata.version)) == ("Toy Knowledge Base", "1.2.0")
    assert metadata.date_published.date() == RELEASE.date
    assert "Version 1.2.0" in metadata.cite_as


@pytest.mark.parametrize("table", ["results", "readings"])
def test_tables_are_read(site: Path, table: str) -> None:
    """Each row of a table has the values of its line of CSV, typed; an empty cell is none."""
    with (site / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = list(read(site / "croissant.json").records(table))
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        assert dict(_known(table, row)) == {column: _value(column, text) for column, text in line.items() if text}


def _known(table: str, row: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Gives the values of a row that are there; pandas has NaN for those that are not."""
    for name, value in row.items():
        if value is not None and value == value and value != b"nan":  # noqa: PLR0124 - NaN alone differs from itself
            text: Any = value.decode() if isinstance(value, bytes) else value
            column = name.removeprefix(f"{table}/")
            kind = column_type(column).kind
            yield column, round(Decimal(float(text)), 6) if kind == "number" else text.date() if kind == "day" else text


def _value(column: str, text: str) -> object:
    match column_type(column).kind:
        case "number":
            return round(Decimal(text), 6)
        case "whole":
            return int(text)
        case "flag":
            return text == "true"
        case "day":
            return date.fromisoformat(text)
        case _:
            return text


def test_files_of_the_site(built: Built) -> None:
    """Each file stands under its whole address, with the size and the hash that the site's own file has."""
    told = json.loads((built.site / "croissant.json").read_text(encoding="utf-8"))
    assert [file["contentUrl"] for file in told["distribution"]] == [ADDRESS + path for path in FILES]
    for file in told["distribution"]:
        data = (built.site / file["contentUrl"].removeprefix(ADDRESS)).read_bytes()
        assert (file["contentSize"], file["sha256"]) == (f"{len(data)} B", sha256(data).hexdigest())
    assert "version" not in told
    assert told["datePublished"] == "2026-01-04"
