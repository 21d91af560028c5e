"""Table, chart, page and data files of the built site tell the same numbers of the same results."""

from __future__ import annotations

import csv
import random
import re
from decimal import Decimal
from io import StringIO

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.knowledge_base import MANY, Row, many_rows

UNSTATED = "px=unknown&pretrain=unknown&distilled=unknown&q=toymany"
UNKNOWN = "\N{EN DASH}"

_Numbers = dict[str, tuple[str, str]]
"""Top-1 and parameters by model."""


@pytest.fixture(scope="module")
def sample() -> list[Row]:
    """A hundred results, by lot."""
    return random.Random(20261129).sample(many_rows(), 100)  # noqa: S311  nothing is secret here


def of(sample: list[Row], numbers: _Numbers) -> _Numbers:
    """Gives the numbers of the sample alone."""
    return {row.variant: numbers[row.variant] for row in sample}


def told(sample: list[Row], unknown: str) -> _Numbers:
    """Gives what the records tell of the sample."""
    return {row.variant: (str(row.top1), str(row.params_m) if row.params_m else unknown) for row in sample}


def test_table(visit: Visit, sample: list[Row]) -> None:
    """The table of the workspace shows what the records tell."""
    page = visit(f"models/?{UNSTATED}&view=table")
    more = page.get_by_role("button", name=re.compile("^Show .* more"))
    expect(more).to_be_visible()
    while more.is_visible():
        more.click()
    expect(page.locator("tr[data-result]")).to_have_count(MANY)
    rows = page.evaluate(
        "[...document.querySelectorAll('tr[data-result]')].map((row) => "
        "[row.querySelector('.lv-w-model a').textContent, "
        "['top1', 'params'].map((key) => row.querySelector(`td[data-key=${key}]`).textContent)])"
    )
    assert of(sample, {name: tuple(cells) for name, cells in rows}) == told(sample, UNKNOWN)


def test_chart(visit: Visit, sample: list[Row]) -> None:
    """Each point of the chart tells what the records tell, and lies higher the more accurate its model is."""
    page = visit(f"models/?{UNSTATED}&view=chart&x=params")
    page.get_by_role("application", name=re.compile("^Chart of the models")).focus()
    known = [row for row in sample if row.params_m]
    found = points(page, MANY - MANY // 10)
    assert of(known, found) == told(known, UNKNOWN)


def points(page: Page, count: int) -> _Numbers:
    """Goes from point to point by arrow key, and gives what each one tells."""
    found: _Numbers = {}
    for _ in range(count):
        page.keyboard.press("ArrowRight")
        text = page.locator("[aria-live=polite]").text_content() or ""
        match = re.match(r"(.*), ToyMany · 2022: Top-1 ([\d.]+) %, Params ([\d.]+) M", text)
        assert match, text
        found[match[1]] = (match[2], match[3])
    return found


def test_page(visit: Visit, sample: list[Row]) -> None:
    """The paper's page shows what the records tell, with the place where it stands."""
    page = visit("papers/toy-many/")
    rows = page.evaluate(
        "[...document.querySelectorAll('.lv-results tr[id]')].map((row) => [row.querySelector('th').textContent, "
        "['Top-1 %', 'Params M', 'Read in'].map((title) => row.querySelector(`[data-label='${title}']`).textContent)])"
    )
    assert of(sample, {name: tuple(cells[:2]) for name, cells in rows}) == told(sample, UNKNOWN)
    places = {name: cells[2] for name, cells in rows}
    assert [row for row in sample if f"Table 1, row {int(row.variant[-3:])} " not in f"{places[row.variant]} "] == []


def test_files(visit: Visit, sample: list[Row]) -> None:
    """The data files that the site offers tell what the records tell."""
    page = visit("data/")
    answers = {name: page.request.get(f"{visit.address}data/{name}") for name in ("results.csv", "catalog.json")}
    lines = csv.DictReader(StringIO(answers["results.csv"].text(), newline=""))
    assert of(sample, {line["variant"]: (line["top1"], line["params_m"]) for line in lines}) == told(sample, "")
    (paper,) = (item for item in answers["catalog.json"].json()["papers"] if item["id"] == "toy-many")
    readings = {item["name"]: item["readings"][0] for item in paper["variants"]}
    told_here = {
        name: (Decimal(str(one["top1"])), Decimal(str(one.get("params_m", 0)))) for name, one in readings.items()
    }
    assert {row.variant: told_here[row.variant] for row in sample} == {
        row.variant: (row.top1, row.params_m or 0) for row in sample
    }
