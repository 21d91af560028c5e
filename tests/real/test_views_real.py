"""The named views of the catalogue of this repository, held against the API and each other, and set by LaTeX."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from lvkb.catalog import load
from lvkb.exports.api import API, api_files
from lvkb.render.renderer import Renderer
from lvkb.render.view_files import ViewFiles, named_view_files
from lvkb.results import Results
from tests.exported import texts
from tests.typeset import NEEDS_LATEX, typeset

pytestmark = pytest.mark.real

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def derived() -> Results:
    """What is derived from the catalogue of this repository."""
    return Results(load(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def views(derived: Results) -> tuple[ViewFiles, ...]:
    """Its views."""
    return tuple(named_view_files(Renderer(derived)))


@pytest.fixture(scope="module")
def documents(derived: Results) -> dict[str, Rows]:
    """Results and fronts of the API."""
    files = texts(api_files(derived))
    return {name: json.loads(files[f"{API}/{name}.json"], parse_float=Decimal)[name] for name in ("results", "fronts")}


def rows_of(view: ViewFiles) -> Rows:
    """Gives the rows of a view's JSON."""
    found: Rows = json.loads(view.texts["json"], parse_float=Decimal)["results"]
    return found


def test_rows_are_those_of_the_api(views: tuple[ViewFiles, ...], documents: dict[str, Rows]) -> None:
    """Each row of a view is, value by value and digit by digit, a result of the API."""
    every = {json.dumps(row, default=str, sort_keys=True) for row in documents["results"]}
    own = {"front", "device", "latency_ms", "throughput", "speeds"}
    for view in views:
        told = [{key: value for key, value in row.items() if key not in own} for row in rows_of(view)]
        assert {json.dumps(row, default=str, sort_keys=True) for row in told} <= every


def test_fronts_of_views_are_those_of_the_api(views: tuple[ViewFiles, ...], documents: dict[str, Rows]) -> None:
    """The rows that are on a view's front are the front of its setup in the API, in its order."""
    fronts = {row["setup"]: row for row in documents["fronts"]}
    compared = 0
    for files in views:
        view = files.shown.view
        if view.cost in ("ms", "ips"):
            continue
        points = fronts[str(view.setup)]["params_m" if view.cost == "params" else "gmacs"]
        keys = ("paper", "variant", "top1", "params_m", "gmacs")
        shown = [{key: row[key] for key in keys if key in row} for row in rows_of(files) if row["front"]]
        assert shown == points
        compared += 1
    assert compared >= 18


def test_csv_says_what_json_says(views: tuple[ViewFiles, ...]) -> None:
    """CSV and JSON of a view have equal values in equal order."""
    for view in views:
        lines = csv.DictReader(StringIO(view.texts["csv"], newline=""))
        for line, row in zip(lines, rows_of(view), strict=True):
            words = {True: "true", False: "false"}
            told = {key: words[value] if isinstance(value, bool) else str(value) for key, value in row.items()}
            cells = {key: re.sub(r"^'(?='*[=+@-])", "", text) for key, text in line.items() if text}
            assert cells == told


def test_printed_tables_cite_the_front(views: tuple[ViewFiles, ...]) -> None:
    """LaTeX, Markdown and the picture have one row or point for each result on the front, and BibTeX its papers."""
    for view in views:
        papers = [row["paper"] for row in rows_of(view) if row["front"]]
        assert re.findall(r"~\\cite\{([^}]+)\}", view.texts["tex"]) == papers
        assert len([line for line in view.texts["md"].splitlines() if line.startswith("| ")]) == len(papers) + 2
        assert view.texts["svg"].count("lv-dot__ring") - view.texts["svg"].count(".lv-dot__ring") == len(papers)
        assert sorted(entry.key for entry in parse_string(view.texts["bib"]).entries) == sorted(set(papers))


@NEEDS_LATEX
def test_latex_sets_every_table(views: tuple[ViewFiles, ...], tmp_path: Path) -> None:
    """All tables of all views compile in one article, with their references."""
    entries = {entry.key: entry.raw for view in views for entry in parse_string(view.texts["bib"]).entries}
    tables = "\\clearpage\n".join(view.texts["tex"] for view in views)
    typeset(tmp_path, tables, "\n\n".join(filter(None, entries.values())))


def test_weight_of_all_views(views: tuple[ViewFiles, ...]) -> None:
    """All views together are a few dozen files of a few megabytes, far less than the API."""
    assert 10 <= len(views) <= 60
    assert sum(len(text.encode()) for view in views for text in view.texts.values()) < 8_000_000
