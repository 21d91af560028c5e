"""Files of a named view: the same rows in all of them, digits as printed, and nothing of a record is markup."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from bibtexparser.entrypoint import parse_string

from lvkb.catalog import load
from lvkb.exports.columns import RESULTS
from lvkb.render.chart_query import chart_query
from lvkb.render.renderer import Renderer
from lvkb.render.view_files import ENDINGS, ViewFiles, named_view_files
from lvkb.results import Results
from lvkb.subject.setups import Setup
from lvkb.views import named_views
from tests.build.toy import TOY
from tests.invented import PLAIN, paper, reading, results, variant

HARM = '<script>alert(1)</script> & "x" | `y` $z$ {w}'


@pytest.fixture(autouse=True)
def one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """One model is enough here."""
    monkeypatch.setattr(named_views, "ENOUGH", 1)


def files(found: Results, *, is_frozen: bool = False) -> dict[str, ViewFiles]:
    """Gives the files of the views of some results, by the view's address."""
    return {item.shown.view.path: item for item in named_view_files(Renderer(found), is_frozen=is_frozen)}


@pytest.fixture
def harmful() -> ViewFiles:
    """The files of three models, one of which has a name that would break each form."""
    rows = (("a", HARM, "78.30", "5.60", "2.00"), ("b", "B-S", "70.0", "1", "0.50"), ("c", "=1+1", "69", "9.10", "4"))
    papers = (
        paper(identity, variant(name, reading(top1=top1, params_m=size, compute_g=gmacs, compute_unit="macs", **PLAIN)))
        for identity, name, top1, size, gmacs in rows
    )
    return files(results(*papers))["imagenet-1k-no-distillation-224/gmacs"]


def test_csv_and_json_are_equal(harmful: ViewFiles) -> None:
    """Both have every result, with the columns of results.csv and equal values; digits stay."""
    lines = list(csv.DictReader(StringIO(harmful.texts["csv"], newline="")))
    data = json.loads(harmful.texts["json"], parse_float=str, parse_int=str)
    assert list(lines[0]) == ["front", *RESULTS]
    assert [(row["variant"], row["top1"], row["gmacs"], row["front"]) for row in lines] == [
        ("B-S", "70.0", "0.50", "true"),
        (HARM, "78.30", "2.00", "true"),
        ("'=1+1", "69", "4", "false"),
    ]
    for line, row in zip(lines, data["results"], strict=True):
        told = {key: {True: "true", False: "false"}.get(value, value) for key, value in row.items()}
        told["variant"] = told["variant"].replace("=1+1", "'=1+1")
        assert {key: text for key, text in line.items() if text} == told
    assert data["view"] == {
        "path": "views/imagenet-1k-no-distillation-224/gmacs",
        "title": "Accuracy against GMACs",
        "setup": "imagenet-1k / no distillation / 224",
        "cost": "gmacs",
    }


def test_tables_hold_the_front(harmful: ViewFiles) -> None:
    """Markdown, LaTeX and BibTeX have the results on the front, in the order of the chart."""
    table = [line.split(" | ")[3] for line in harmful.texts["md"].splitlines() if line.startswith("| ")]
    assert table == ["Top-1 %", "--:", "70.0", "78.30"]
    assert re.findall(r"\\cite\{(\w)\}", harmful.texts["tex"]) == ["b", "a"]
    assert sorted(entry.key for entry in parse_string(harmful.texts["bib"]).entries) == ["a", "b"]


def test_drawing_has_no_script_and_stands_alone(harmful: ViewFiles) -> None:
    """The SVG is well-formed, names what it shows, has colours for both schemes, and asks for nothing."""
    text = harmful.texts["svg"]
    root = ET.fromstring(text)  # noqa: S314 - our own
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in tags
    assert not {key for element in root.iter() for key in element.attrib if key.startswith("on")}
    assert root.attrib["role"] == "img"
    title, words = (root[number].text or "" for number in (0, 1))
    assert title == "Accuracy against GMACs: imagenet-1k / no distillation / 224"
    assert words.startswith("3 models; the line is the front: no other one is both as accurate and as cheap.")
    assert HARM.replace("$z$", "z") in words
    assert "@media (prefers-color-scheme:dark){:root{" in text
    assert "url(" not in text
    assert "@import" not in text


def test_page_stands_alone(harmful: ViewFiles) -> None:
    """The page has its style in itself, no script, and leads to the same choice on the page of models."""
    text = harmful.texts["html"]
    assert "<script" not in text
    assert re.findall(r'<link rel="([a-z]+)" href="([^"]*)">', text) == [("icon", "data:,")]
    assert 'href="../../models/?view=chart"' in text
    assert [f"gmacs.{ending}" in text for ending in ENDINGS[1:]] == [True] * 7


def test_frozen_page_leads_out_of_its_release() -> None:
    """In the folder of a release the page leads to papers and models of the site, four folders up."""
    found = results(paper("a", variant("A", reading(top1="70", compute_g="1", compute_unit="macs", **PLAIN))))
    (item,) = files(found, is_frozen=True).values()
    assert 'href="../../../../models/?view=chart"' in item.texts["html"]
    assert 'href="../../../../papers/a/"' in item.texts["html"]


QUERIES = [
    (PLAIN, "view=chart"),
    ({**PLAIN, "distilled": "hard", "resolution": 512}, "view=chart&px=512&distilled=yes"),
    ({**PLAIN, "pretrain": "jft-300m", "resolution": 200}, "view=chart&px=192&pretrain=jft-300m"),
    ({**PLAIN, "evaluation": "knn"}, "view=chart&eval=knn"),
]
"""Protocols with the addresses of their setups on the page of models."""


@pytest.mark.parametrize(("protocol", "query"), QUERIES)
def test_addresses_on_the_page_of_models(protocol: dict[str, object], query: str) -> None:
    """The address names what differs from the first state of that page."""
    row = reading(**{"top1": "70", "compute_g": "1", "compute_unit": "macs", **protocol})
    (item,) = files(results(paper("a", variant("A", row)))).values()
    assert item.shown.query == query


def test_addresses_with_further_filters() -> None:
    """Topics and limits stand before the setup; what is usual is left out, what would end a value is escaped."""
    setup = Setup("imagenet-1k", "imagenet-1k", "no", "224")
    query = chart_query(setup, "params", params="30", topic="a/b")
    assert query == "params=30&topic=a/b&view=chart&x=params"
    assert (
        chart_query(setup._replace(data="a&b=c"), "ms", "V 100") == "view=chart&pretrain=a%26b%3Dc&device=V+100&x=speed"
    )


def test_speeds_say_what_they_were_measured_under() -> None:
    """Rows of a view of speeds have the speed that they stand at, and every speed with its conditions."""
    timed = {"latency": {"ms": "7.30", "device": "iPhone 12", "precision": "float"}}
    found = files(results(paper("a", variant("A", reading(top1="70", **PLAIN, **timed)))))
    item = found["imagenet-1k-no-distillation-224/ms-iphone-12"]
    (line,) = csv.DictReader(StringIO(item.texts["csv"], newline=""))
    assert (line["device"], line["latency_ms"], line["speeds"]) == ("iPhone 12", "7.30", "7.30 ms (iPhone 12, float)")
    (row,) = json.loads(item.texts["json"], parse_float=Decimal)["results"]
    assert str(row["latency_ms"]) == "7.30"
    assert item.texts["md"].splitlines()[0].endswith("| iPhone 12 ms |")
    assert item.shown.query == "view=chart&device=iPhone+12&x=speed"


def test_notice_of_an_archive() -> None:
    """The README of an archive says what is in it, of which data, and where it came from."""
    found = files(Results(load(TOY)))
    text = found["imagenet-1k-no-distillation-224/params"].beside["README.md"]
    assert text.startswith(
        "# Accuracy against parameters: imagenet-1k / no distillation / 224\n\nFrom Toy Knowledge Base, data of "
    )
    assert "| `params.csv` | every model once, with its highest accuracy, from left to right" in text
