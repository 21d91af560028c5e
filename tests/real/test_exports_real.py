"""The exports of the catalogue of this repository."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from bibtexparser.model import Entry

from lvkb.catalog import Catalog, load
from lvkb.exports import bibtex_text, catalog_json, published, readings_csv, results_csv
from lvkb.exports.api import api_files
from lvkb.exports.columns import READINGS
from lvkb.results import Results
from tests.api.closed_schemas import complaints, wrong_files
from tests.exported import picked, picked_by_a_reader, rows_of_json, texts

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def results() -> Results:
    """What is derived from the catalogue of this repository."""
    return Results(load(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def catalog(results: Results) -> Catalog:
    """The catalogue of this repository."""
    return results.catalog


def test_csv(results: Results, catalog: Catalog) -> None:
    """CSV has one line for each reading, all of them as wide as the header, each with its place and document."""
    header, *lines = csv.reader(StringIO("".join(readings_csv(results)), newline=""))
    assert tuple(header) == tuple(READINGS)
    assert {len(line) for line in lines} == {len(READINGS)}
    every = [dict(zip(header, line, strict=True)) for line in lines]
    assert {row["kind"] == "timm" for row in every if row["setup"].startswith("timm: ")} <= {True}
    rows = [row for row in every if row["kind"] != "timm"]
    readings = [
        (paper.id, variant.name, reading) for paper in catalog.papers.values() for variant, reading in paper.readings()
    ]
    assert [(row["paper"], row["variant"], row["source_at"]) for row in rows] == [
        (paper, variant, reading.at) for paper, variant, reading in readings
    ]
    assert [row["top1"] for row in rows] == [str(reading.top1 or "") for _, _, reading in readings]
    assert [row for row in every if not row["source_url"].startswith("https://")] == []


def test_json(results: Results, catalog: Catalog) -> None:
    """JSON has every paper and, digit by digit, every accuracy."""
    data = json.loads("".join(catalog_json(results)), parse_float=Decimal, parse_int=Decimal)
    assert [paper["id"] for paper in data["papers"]] == list(catalog.papers)
    assert [node["path"] for node in data["taxonomy"]] == list(catalog.nodes)
    written = [
        str(reading.get("top1"))
        for paper in data["papers"]
        for variant in paper.get("variants", [])
        for reading in variant["readings"]
    ]
    assert written == [str(reading.top1) for paper in catalog.papers.values() for _, reading in paper.readings()]


def test_csv_and_json_say_the_same(results: Results) -> None:
    """Each value of a reading is the same in both files, digit by digit."""
    lines = [
        row for row in csv.DictReader(StringIO("".join(readings_csv(results)), newline="")) if row["kind"] != "timm"
    ]
    told = json.loads("".join(catalog_json(results)), parse_float=Decimal, parse_int=Decimal)["papers"]
    wanted = [row for paper in told for row in rows_of_json(paper)]
    assert [{key: line[key] for key in row} for line, row in zip(lines, wanted, strict=True)] == wanted


def test_every_reading_stands_behind_one_result(results: Results) -> None:
    """Behind the results of a paper stand as many readings as it has lines in readings.csv."""
    merged = csv.DictReader(StringIO("".join(results_csv(results)), newline=""))
    lines = csv.DictReader(StringIO("".join(readings_csv(results)), newline=""))
    behind: Counter[str] = Counter()
    for row in merged:
        behind[row["paper"]] += int(row["readings"])
    assert behind == Counter(row["paper"] for row in lines if row["kind"] != "timm")


def test_a_reader_can_make_every_pick(results: Results) -> None:
    """The picks of the site follow from results.csv alone, and each budget has its three."""
    rows = list(csv.DictReader(StringIO("".join(results_csv(results)), newline="")))
    assert picked_by_a_reader(rows) == picked(results)
    assert [len(best) for _, best in picked(results)] == [3, 3, 3, 3]


def test_bibtex(results: Results, catalog: Catalog) -> None:
    """BibTeX reads back with no failed block, and every title and author as in the record."""
    text = "".join(bibtex_text(results))
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(), SeparateCoAuthors()])
    assert library.failed_blocks == []
    assert [_identity(entry) for entry in library.entries] == [
        (paper.id, paper.title, list(paper.authors)) for paper in catalog.papers.values()
    ]


def _identity(entry: Entry) -> tuple[str, str, list[str]]:
    return entry.key, entry["title"], entry["author"]


def test_files_are_as_their_schemas_say(results: Results) -> None:
    """catalog.json, the documents of the API and the files of some papers fit their schemas, which name every key."""
    files = texts(api_files(results))
    papers = [path for path in files if "/papers/" in path]
    assert len(papers) == len(results.catalog.papers)
    looked_at = {path: text for path, text in files.items() if path not in papers or path in papers[::10]}
    assert list(wrong_files(looked_at)) == []
    assert complaints(json.loads(files["data/catalog.schema.json"]), json.loads("".join(catalog_json(results)))) == []


def test_published_is_stable(results: Results) -> None:
    """Two loads of the same records give the same files, byte for byte."""
    assert texts(published(results)) == texts(published(Results(load(results.catalog.root))))
