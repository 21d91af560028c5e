"""What no page may do, whatever its kind, in light and dark, on desktop and phone; and what stays without scripts."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_pages import PAGES

MOST_SHIFT = 0.05

SHIFT = """new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 200);
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_keeps_still_and_quiet(visit: Visit, path: str, scheme: str, size: tuple[int, int]) -> None:
    """While a page loads and is scrolled to its end nothing shifts, fails, complains or asks another host."""
    page = visit(path, scheme=scheme, size=size)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("End")
    assert page.evaluate(SHIFT) <= MOST_SHIFT


STAYS = {
    "": [".lv-choose", ".lv-best li", ".lv-sizes", ".lv-front svg", "#new ~ .lv-papers li"],
    "models/": [".lv-standings tbody th", ".lv-front svg"],
    "papers/": [".lv-papers li"],
    "papers/toy-plain/": [".lv-models tbody tr", ".lv-front svg", ".lv-results tbody tr", "#bibtex"],
    "taxonomy/": ["article h2 a", "article li a"],
    "taxonomy/components/position-encoding/": ["article table tbody tr"],
    "data/": ["article table tbody tr"],
    "api/": ["article table tbody tr", "article pre code"],
    "audit/": ["figure svg", "#lv-models tbody tr"],
    "coverage/": ["article table tbody tr"],
}
"""What a page is for, by selectors."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", STAYS)
def test_page_without_scripts(visit: Visit, path: str, size: tuple[int, int]) -> None:
    """Without scripts tables and charts are there, and no button that does nothing."""
    page = visit(path, javascript=False, size=size)
    for selector in STAYS[path]:
        expect(page.locator(selector).first).to_be_visible()
    expect(page.get_by_role("button").and_(page.locator("[type=button]"))).to_have_count(0)


@pytest.mark.parametrize("path", ["data/", "models/"])
def test_downloads_without_scripts(visit: Visit, path: str) -> None:
    """Without scripts every data file that a page offers comes."""
    page = visit(path, javascript=False)
    addresses = page.locator("article a[href]").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    files = {urljoin(page.url, address) for address in addresses if address.endswith((".csv", ".json", ".bib", ".xml"))}
    assert len(files) >= 3
    assert [file for file in files if not page.request.get(file).ok] == []
