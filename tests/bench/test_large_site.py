"""A reader on the site of 5,000 papers: the workspace ranks, the search finds, pages open, and nothing complains."""

from __future__ import annotations

import faulthandler
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tests.bench.conftest import built
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.server import serve

pytestmark = pytest.mark.bench

PAPERS = 5_000
COPY = f"copy-{PAPERS - 1}"
"""The last paper, which is a copy of a real one under a name of its own."""


@pytest.fixture(scope="module")
def site_of_thousands(grown: Callable[[int], Path]) -> Path:
    """The whole site with its search index; building it takes some minutes."""
    faulthandler.cancel_dump_traceback_later()  # pytest's, after which a test counts as hanging
    return built(grown(PAPERS), search=True)


@pytest.fixture(scope="module")
def copied(grown: Callable[[int], Path]) -> dict[str, str]:
    """Name and first category of the last paper."""
    record = yaml.safe_load((grown(PAPERS) / f"catalog/papers/{COPY}.yml").read_text(encoding="utf-8"))
    return {"name": record["name"], "category": record["categories"][0]}


@pytest.fixture
def visit(chromium: Browser, site_of_thousands: Path) -> Iterator[Visit]:
    """Opens pages; the test fails when a visitor would have met a problem that the test did not look at."""
    with serve(site_of_thousands) as address, ExitStack() as stack:
        found = Visit(chromium, address, stack)
        yield found
        assert found.problems == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_workspace_ranks_thousands(visit: Visit, size: tuple[int, int]) -> None:
    """The workspace shows the best of thousands of models by falling accuracy, and a budget leaves some of them."""
    page = visit("models/", size=size)
    status = page.locator(".lv-w-status")
    expect(status).to_have_text(re.compile(r"^\d,\d{3} models"))
    rows = page.locator(".lv-w-table tbody tr[data-result]")
    expect(rows).to_have_count(30)
    shown = [float(text.rstrip("≠")) for text in rows.locator("td[data-key=top1]").all_inner_texts()]
    assert shown == sorted(shown, reverse=True)
    page.get_by_role("button", name="Up to 3 M parameters and 6 GMACs").click()
    expect(status).to_have_text(re.compile(r"^\d{3} models"))
    sizes = [float(text.rstrip("*≠")) for text in rows.locator("td[data-key=params]").all_inner_texts()]
    assert max(sizes) <= 3


def test_search_finds_one_of_thousands(visit: Visit, copied: dict[str, str]) -> None:
    """A name finds its paper first, and Enter opens its page."""
    page = visit()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill(copied["name"])
    expect(page.locator("#lv-search-list [role=option] b").first).to_have_text(copied["name"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}papers/{COPY}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(copied["name"])


def test_search_finds_in_the_text(visit: Visit) -> None:
    """A word that no name has is found in the text of pages."""
    page = visit()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill("quadratically")
    expect(page.get_by_role("group", name="In the text").locator("[role=option]").first).to_be_visible()


def test_topic_of_thousands_lists_its_papers(visit: Visit, copied: dict[str, str]) -> None:
    """The page of a topic lists its papers, and leads to one of them."""
    page = visit(f"taxonomy/{copied['category']}/")
    page.locator("article table tbody").get_by_role("link", name=copied["name"], exact=True).first.click()
    expect(page).to_have_url(f"{visit.address}papers/{COPY}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(copied["name"])
