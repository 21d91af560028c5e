"""The search of records on the catalogue of this repository, by the queries that test the search of the site."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from lvkb.catalog import Catalog, load
from lvkb.views.names import SITE_PAGES
from lvkb.views.search.record_search import RecordSearch, Searched

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests/browser/data"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The catalogue."""
    return load(ROOT)


def first(found: Searched) -> set[str]:
    """Gives the first paper and the first topic, which stand side by side."""
    papers = [hit.found.paper.id for hit in found.hits[:1]]
    return {*papers, *(f"taxonomy/{hit.node.path}" for hit in found.topics[:1])}


def rows() -> Iterator[dict[str, str]]:
    """Gives the queries that ask for papers or topics; only the site has pages of its own."""
    pages = {page.address.rstrip("/") for page in SITE_PAGES}
    for file in ("search.csv", "search_more.csv", "search_names.csv"):
        with (QUERIES / file).open(encoding="utf-8", newline="") as lines:
            yield from (row for row in csv.DictReader(lines) if row["first_hit"] not in pages)


def test_queries_of_the_site(catalog: Catalog) -> None:
    """Of 177 queries, each leads to what is meant but one, whose words stand in texts of several papers."""
    search, asked = RecordSearch(catalog), list(rows())
    missed = [row["query"] for row in asked if first(search.find(row["query"])).isdisjoint(row["first_hit"].split("|"))]
    assert (len(asked), missed) == (177, ["Factorised attention"])
