"""Pages, charts and data files tell the same of the results of the catalogue of this repository."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml

from lvkb.catalog import load
from lvkb.render.renderer import Renderer
from lvkb.results import Results
from lvkb.subject.setups import Setup
from tests.build.toy import site_files

pytestmark = pytest.mark.real

SAMPLE = 100

_Key = tuple[str, int]
"""Id of a paper, and the place of a result among all of the paper."""

_TITLES = {"Top-1 %": "top1", "Params M": "params_m", "GMACs": "gmacs", "Pixels": "resolution"}
"""Columns of a paper's page, with those of the CSV."""

_FIRST = "imagenet-1k / no distillation / 224"
"""The setup that readers meet first."""

_FIGURES = re.compile(r"\d{4}\): ([\d.]+)≠? %(?:, ([\d.]+)[*≠]? M)?, ([\d.]+)[*≠]? GMACs")

_SAME = {
    "variant": "name",
    "top1": "top1",
    "params_m": "params",
    "gmacs": "gmacs",
    "setup": "setup",
    "resolution": "px",
    "epochs": "epochs",
    "teacher": "teacher",
    "form": "form",
    "base": "base",
    "note": "note",
    "readings": "readings",
}
"""Columns of the CSV, with those of the workspace's rows."""


@pytest.fixture(scope="module")
def results() -> Results:
    """What is derived from the catalogue of this repository."""
    return Results(load(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def files(results: Results) -> dict[str, str]:
    """The generated files of the site."""
    return site_files(Renderer(results))


@pytest.fixture(scope="module")
def lines(files: dict[str, str]) -> dict[_Key, dict[str, str]]:
    """The lines of results.csv."""
    found: dict[_Key, dict[str, str]] = {}
    places: dict[str, int] = defaultdict(int)
    for line in csv.DictReader(StringIO(files["data/results.csv"], newline="")):
        found[line["paper"], places[line["paper"]]] = line
        places[line["paper"]] += 1
    return found


@pytest.fixture(scope="module")
def sample(lines: dict[_Key, dict[str, str]]) -> list[_Key]:
    """Some results with an accuracy, by lot."""
    lottery = random.Random(29112026)  # noqa: S311  nothing is secret here
    return lottery.sample([key for key, line in lines.items() if line["top1"]], SAMPLE)


@pytest.fixture(scope="module")
def rows(files: dict[str, str]) -> dict[_Key, dict[str, str]]:
    """The rows of the workspace, which its table and its chart are made from."""
    data = json.loads(files["data/models.json"])
    papers, models, table = data["papers"]["id"], data["models"], data["results"]
    paper_of = [papers[nr] for nr in accumulate(models["paper"])]
    found: dict[_Key, dict[str, str]] = {}
    for place, (model, nr) in enumerate(zip(accumulate(table["model"]), accumulate(table["nr"]), strict=True)):
        row = {key: column[place] for key, column in table.items()}
        weights = {key: row[key] if row["timm"] else models[key][model] for key in ("timm", "weights")}
        told = row | {"name": models["name"][model], "setup": str(Setup(*data["setups"][row["setup"]][:5]))} | weights
        found[paper_of[model], nr] = {key: str(value) for key, value in told.items()}
    return found


def test_workspace_and_csv(
    lines: dict[_Key, dict[str, str]], rows: dict[_Key, dict[str, str]], sample: list[_Key]
) -> None:
    """The workspace has each result with an accuracy, and tells of it what results.csv tells, digit by digit."""
    assert set(rows) == {key for key, line in lines.items() if line["top1"]}
    for key in sample:
        line, row = lines[key], rows[key]
        assert {column: line[column] for column in _SAME} == {column: row[own] for column, own in _SAME.items()}, key
        assert (line["params_from"][:1], line["gmacs_from"][:1]) == (row["params_from"], row["gmacs_from"]), key
        span = (line["top1_low"], line["top1_high"])
        assert (row["low"], row["high"]) in (span, ("", "")), key
        if abs(Decimal(span[0]) - Decimal(span[1])) >= Decimal("0.1"):  # less may be one number, rounded
            assert row["low"], key
        assert line["timm"] in (row["timm"], ""), key


def test_csv_and_catalogue(files: dict[str, str], lines: dict[_Key, dict[str, str]], sample: list[_Key]) -> None:
    """The reading that a result rests on stands in catalog.json, with the same accuracy at the same place."""
    data = json.loads(files["data/catalog.json"], parse_float=Decimal, parse_int=Decimal)
    told: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for paper in data["papers"]:
        for variant in paper.get("variants", []):
            for reading in variant["readings"]:
                told[paper["id"], variant["name"], reading["at"]].append(reading)
    for key in sample:
        line = lines[key]
        readings = told[line["paper"], line["variant"], line["source_at"]]
        assert line["top1"] in {str(reading.get("top1")) for reading in readings}, key
        assert line["setup"] in {reading["setup"] for reading in readings}, key


def blocks(page: str) -> str:
    """Gives the HTML of a page, which travels in its head."""
    return "\n".join(yaml.safe_load(page.split("---\n")[1])["blocks"].values())


def plain(html: str) -> str:
    """Gives what is read where HTML stands."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def page_rows(html: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Gives the results of a paper's page: place, and texts by heading."""
    for nr, row in re.findall(r'<tr id="result-(\d+)">(.*?)</tr>', html, re.DOTALL):
        cells = re.findall(r'<td data-label="([^"]*)">(.*?)</td>', row, re.DOTALL)
        yield int(nr), {title: plain(text) for title, text in cells}


def close(shown: str, exact: str, *, digits: int | None = None) -> bool:
    """Tells whether a shown number is the exact one, rounded to two decimals, or to some digits."""
    if not exact:
        return shown in {"", "\N{EN DASH}"}
    value = Decimal(exact)
    step = Decimal("0.01") if digits is None else Decimal(1).scaleb(value.adjusted() + 1 - digits)
    return abs(Decimal(shown.rstrip("*≠")) - value) <= step / 2


def test_pages_and_csv(
    files: dict[str, str], lines: dict[_Key, dict[str, str]], rows: dict[_Key, dict[str, str]], sample: list[_Key]
) -> None:
    """The page of a paper shows the numbers of results.csv, rounded and marked, and names the same place."""
    for identity in {paper for paper, _ in sample}:
        cells = dict(page_rows(blocks(files[f"papers/{identity}.md"])))
        for key in (key for key in sample if key[0] == identity):
            line, row = lines[key], cells[key[1]]
            told = {title: row.get(title, "") for title in _TITLES}
            assert close(told["Top-1 %"], line["top1"]), (key, told)
            assert close(told["Pixels"], line["resolution"]), (key, told)
            for title, column in (("Params M", "params_m"), ("GMACs", "gmacs")):
                assert close(told[title], line[column], digits=3), (key, told)
                assert told[title].endswith("*") == (line[f"{column[:6].rstrip('_')}_from"] == "counted"), (key, told)
            assert told["Top-1 %"].endswith("≠") == bool(rows[key]["low"]), (key, told)
            assert line["source_at"] in row["Read in"], key


def test_chart_and_csv(files: dict[str, str], lines: dict[_Key, dict[str, str]]) -> None:
    """Each marked point of the chart of models is a result of results.csv, and lies where its numbers say."""
    found = re.findall(
        r'<a href="\.\./papers/([^/]+)/"[^>]*class="lv-dot[^>]*><title>(.*?)</title>.*?cx="([\d.]+)" cy="([\d.]+)"',
        blocks(files["models.md"]),
    )
    assert len(found) > 10
    places = []
    for paper, title, x, y in found:
        fitting = [line for line in lines.values() if line["paper"] == paper and tells(unescape(title), line)]
        assert fitting, title
        places.append((Decimal(fitting[0]["gmacs"]), Decimal(fitting[0]["top1"]), Decimal(x), Decimal(y)))
    assert [place[2] for place in sorted(places)] == sorted(place[2] for place in places)
    heights = [place[3] for place in sorted(places, key=lambda place: place[1])]
    assert heights == sorted(heights, reverse=True)


def tells(title: str, line: dict[str, str]) -> bool:
    """Tells whether a title like `MobileViT-S (MobileViT, 2021): 78.3 %, 5.6 M, 2.00* GMACs` is of a result."""
    head = f"{line['variant']} ({line['name']}, "
    if line["setup"] != _FIRST or not title.startswith(head):
        return False
    found = _FIGURES.fullmatch(title.removeprefix(head))
    assert found, title
    top1, params, gmacs = found.groups()
    return (
        close(top1, line["top1"])
        and close(params or "", line["params_m"], digits=3)
        and close(gmacs, line["gmacs"], digits=3)
    )
