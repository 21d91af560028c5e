"""The files of the API: what they hold, that they say what the data files say, and that their schemas describe them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from lvkb.catalog import load
from lvkb.exports import catalog_json, readings_csv, results_csv, timings_csv
from lvkb.exports.api import api_files
from lvkb.exports.api.documents import DOCUMENTS
from lvkb.exports.cells import cell
from lvkb.records import Release
from lvkb.results import Results
from lvkb.views.frozen_releases import FrozenFile, FrozenRelease, GonePaper, Past
from tests.api.closed_schemas import complaints, wrong_files
from tests.exported import exported, texts
from tests.invented import PLAIN, catalog, paper, reading, results, taxonomy, variant
from tests.timed import LISTED, TIMINGS

TIMED = results(paper("a", variant("A-S", reading(top1="78.30", **PLAIN))), timings=TIMINGS, device_models=LISTED)
FULL = Results(exported())
TOY = Results(load(Path(__file__).parents[1] / "toy"))
EVERY = pytest.mark.parametrize("found", [TIMED, FULL, TOY], ids=["timed", "full", "toy"])

RELEASE = Release.model_validate({"version": "1.2.0", "date": "2026-11-30"})
SMALL = Results(
    replace(
        catalog(
            paper(
                "tiny-vit",
                variant(
                    "Tiny-5M",
                    reading(top1="79.10", params_m="5.4", compute_g="1.30", compute_unit="macs", **PLAIN),
                    timm="tiny_5m.in1k",
                ),
                name="TinyViT",
                arxiv="2207.10666",
            ),
            taxonomy=taxonomy("components/embedding"),
        ),
        release=RELEASE,
    )
)

FRONTS = """\
{"$schema":"schemas/fronts.json","api_version":1,"license":"CC-BY-4.0","release":{"version":"1.2.0","date":"2026-11-30"},\
"fronts":[
{"setup":"imagenet-1k / no distillation / 224","dataset":"imagenet-1k","data":"imagenet-1k","distilled":"no",\
"resolution":"224","evaluation":"supervised","models":1,\
"params_m":[{"paper":"tiny-vit","variant":"Tiny-5M","top1":79.10,"params_m":5.4,"gmacs":1.30}],\
"gmacs":[{"paper":"tiny-vit","variant":"Tiny-5M","top1":79.10,"params_m":5.4,"gmacs":1.30}]}
]}
"""
NAMES = """\
{"$schema":"schemas/names.json","api_version":1,"license":"CC-BY-4.0","release":{"version":"1.2.0","date":"2026-11-30"},\
"names":[
{"key":"220710666","name":"2207.10666","kind":"arxiv","paper":"tiny-vit"},
{"key":"thetitleoftinyvit","name":"The title of tiny-vit","kind":"title","paper":"tiny-vit"},
{"key":"tiny5m","name":"Tiny-5M","kind":"variant","paper":"tiny-vit","variant":"Tiny-5M"},
{"key":"tiny5m","name":"tiny_5m","kind":"timm","paper":"tiny-vit","variant":"Tiny-5M"},
{"key":"tiny5min1k","name":"tiny_5m.in1k","kind":"timm","paper":"tiny-vit","variant":"Tiny-5M"},
{"key":"tinyvit","name":"tiny-vit","kind":"id","paper":"tiny-vit"},
{"key":"tinyvit","name":"TinyViT","kind":"name","paper":"tiny-vit"},
{"key":"tinyvittiny5m","name":"tiny-vit/Tiny-5M","kind":"id","paper":"tiny-vit","variant":"Tiny-5M"}
]}
"""
OLD = FrozenRelease(
    Release.model_validate({"version": "1.1.0", "date": "2026-10-01"}), (FrozenFile("data/catalog.json", 1, "0" * 64),)
)
PAST = Past(
    (OLD, OLD._replace(files=())),
    (GonePaper("gone", "gone", OLD._replace(files=())), GonePaper("tiny", "Tiny", OLD, "tiny-vit", "TinyViT")),
)
GONE = """\
{"$schema":"schemas/gone.json","api_version":1,"license":"CC-BY-4.0","release":{"version":"1.2.0","date":"2026-11-30"},\
"gone":[
{"id":"gone","name":"gone","release":{"version":"1.1.0","date":"2026-10-01"},"page":"../../papers/gone/"},
{"id":"tiny","name":"Tiny","release":{"version":"1.1.0","date":"2026-10-01"},"data":"../../v/1.1.0/data/catalog.json",\
"page":"../../papers/tiny/","now":"tiny-vit","file":"papers/tiny-vit.json"}
]}
"""
TREE = """\
{"$schema":"schemas/taxonomy.json","api_version":1,"license":"CC-BY-4.0","release":{"version":"1.2.0","date":"2026-11-30"},\
"taxonomy":[
{"path":"components","title":"COMPONENTS","definition":"About components.",\
"papers":[],"page":"../../taxonomy/components/"},
{"path":"components/embedding","title":"EMBEDDING","definition":"About embedding.",\
"parent":"components","papers":["tiny-vit"],\
"page":"../../taxonomy/components/embedding/"}
]}
"""


def files(found: Results) -> dict[str, str]:
    """Gives the files of an API by their path."""
    return texts(api_files(found))


def document(found: Results, name: str) -> list[dict[str, Any]]:
    """Gives the rows of a document, numbers as they are printed."""
    text = files(found)[f"api/v1/{name}.json"]
    rows: list[dict[str, Any]] = json.loads(text, parse_float=Decimal, parse_int=Decimal)[name]
    return rows


@pytest.mark.parametrize(("name", "text"), [("fronts", FRONTS), ("names", NAMES), ("taxonomy", TREE)])
def test_text(name: str, text: str) -> None:
    """A document tells its schema, version, licence and release, then a row on each line."""
    assert files(SMALL)[f"api/v1/{name}.json"] == text


def test_papers_that_are_there_no_more() -> None:
    """Ids of earlier releases stand with the last one that had them, and with the paper's id and file of now."""
    found = texts(api_files(SMALL, PAST))
    assert found["api/v1/gone.json"] == GONE
    assert list(wrong_files(found)) == []
    assert "api/v1/papers/tiny.json" not in found


def test_without_a_release() -> None:
    """Data of no release say nothing of one."""
    assert files(TIMED)["api/v1/devices.json"] == (
        '{"$schema":"schemas/devices.json","api_version":1,"license":"CC-BY-4.0","devices":[\n'
        '{"name":"QCS8550 (Proxy)","written":["QCS8550 (Proxy)"],"readings":0,"timings":1},\n'
        '{"name":"Samsung Galaxy S24","written":["Samsung Galaxy S24"],"readings":0,"timings":2}\n]}\n'
    )


def test_device_of_a_reading() -> None:
    """A device stands under the name by which readers find it, with the spellings of the records."""
    assert [row for row in document(FULL, "devices") if row["name"] == "V100"] == [
        {"name": "V100", "written": ["V100, 16 GB"], "readings": 1, "timings": 0}
    ]


@EVERY
def test_every_file_is_as_its_schema_says(found: Results) -> None:
    """Each file fits the schema that it names, which describes every key in it."""
    assert list(wrong_files(files(found))) == []


@EVERY
def test_catalog_json_is_as_its_schema_says(found: Results) -> None:
    """So does catalog.json, whose schema stands beside it."""
    schema = json.loads(files(found)["data/catalog.schema.json"])
    assert complaints(schema, json.loads("".join(catalog_json(found)))) == []


def test_schemas_find_mistakes() -> None:
    """A number that is no accuracy, a word that is none of a choice and a key that is missing do not pass."""
    schema = json.loads(files(SMALL)["api/v1/schemas/results.json"])
    data = json.loads(files(SMALL)["api/v1/results.json"])
    row = data["results"][0]
    row |= {"top1": 791, "form": "fused", "params_m": "5.4"}
    del row["variant"]
    assert complaints(schema, data) == [
        "$.results[0].form: 'fused' is not one of ['train', 'deploy']",
        "$.results[0].top1: 791 is greater than the maximum of 100",
        "$.results[0].params_m: '5.4' is not of type 'number'",
        "$.results[0]: 'variant' is a required property",
    ]


@EVERY
@pytest.mark.parametrize(
    ("name", "write"), [("results", results_csv), ("readings", readings_csv), ("timings", timings_csv)]
)
def test_rows_say_what_csv_says(found: Results, name: str, write: Callable[[Results], Iterator[str]]) -> None:
    """Each row has the cells of its line of CSV that are not empty, digit by digit."""
    lines = csv.DictReader(StringIO("".join(write(found)), newline=""))
    wanted = [{key: text for key, text in line.items() if text} for line in lines]
    assert [{key: cell(value) for key, value in row.items()} for row in document(found, name)] == wanted


def test_texts_stand_as_recorded() -> None:
    """JSON has no formulas: a text that looks like one stands without the apostrophe of its cell in CSV."""
    bases = [row["base"] for row in document(FULL, "readings") if "base" in row]
    assert bases == ["=DeiT-S"]


@EVERY
def test_paper_files(found: Results) -> None:
    """The file of a paper holds what catalog.json and results.json say of it; the list leads to it."""
    told = json.loads("".join(catalog_json(found)), parse_float=Decimal)["papers"]
    rows = document(found, "results")
    every = files(found)
    for record, row in zip(told, document(found, "papers"), strict=True):
        text = every[f"api/v1/{row['file']}"]
        data = json.loads(text, parse_float=Decimal)
        assert data["paper"] == record
        assert data["results"] == [item for item in rows if item["paper"] == record["id"]]
        assert (row["id"], row["results"]) == (record["id"], len(data["results"]))
        assert (row["bytes"], row["sha256"]) == (len(text.encode()), sha256(text.encode()).hexdigest())


def test_a_release_changes_no_file_of_a_paper() -> None:
    """Files of papers do not name the release, so that one that has changed is one whose record has."""
    later = Results(replace(SMALL.catalog, release=Release.model_validate({"version": "2.0.0", "date": "2027-01-01"})))
    before, after = files(SMALL), files(later)
    assert {path for path in before if before[path] != after[path]} == {
        "api/v1/index.json",
        *(f"api/v1/{item.path}" for item in DOCUMENTS),
    }


@EVERY
def test_index(found: Results) -> None:
    """The index lists every document with its number of rows, size and hash."""
    every = files(found)
    index = json.loads(every["api/v1/index.json"])["documents"]
    assert [row["path"] for row in index] == [item.path for item in DOCUMENTS]
    for row in index:
        data = every[f"api/v1/{row['path']}"].encode()
        facts = {"rows": len(json.loads(data)[row["name"]]), "bytes": len(data), "sha256": sha256(data).hexdigest()}
        assert {key: row[key] for key in facts} == facts


@EVERY
def test_fronts_hold_what_nothing_dominates(found: Results) -> None:
    """A model is on the front of its setup when no other one is both as cheap and more accurate; by every pair."""
    for row in document(found, "fronts"):
        rows = [item for item in document(found, "results") if item["setup"] == row["setup"]]
        for cost in ("params_m", "gmacs"):
            known = [
                item
                for item in rows
                if {cost, "top1"} <= item.keys()
                and (item["scope"], item.get("base"), item.get("status", "rounded")) == ("core", None, "rounded")
            ]
            best = {
                (item["paper"], item["variant"], item["top1"], item[cost])
                for item in known
                if not any(_beats(other, item, cost) for other in known)
            }
            assert {(item["paper"], item["variant"], item["top1"], item[cost]) for item in row[cost]} == best


def _beats(one: Mapping[str, Any], two: Mapping[str, Any], cost: str) -> bool:
    first, second = (one["top1"], -one[cost]), (two["top1"], -two[cost])
    return first != second and first[0] >= second[0] and first[1] >= second[1]


def test_equal_records_give_equal_files() -> None:
    """Two loads of the same records give the same files, byte for byte."""
    assert files(TOY) == files(Results(load(TOY.catalog.root)))
