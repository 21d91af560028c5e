"""axe-core finds nothing on any kind of page, in both colour schemes, on desktop and phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
KINDS = {
    "home": "",
    "paper": "papers/toy-plain/",
    "node": "taxonomy/components/position-encoding/",
    "models": "models/",
    "compare": "compare/",
    "about": "about/",
    "audit": "audit/",
    "topics": "taxonomy/",
    "papers": "papers/",
    "coverage": "coverage/",
    "contribute": "contribute/",
    "data-format": "data-format/",
    "views": "views/",
}


def violations(page: Page) -> list[str]:
    """Gives each rule that the page breaks, with the elements that break it."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible(visit: Visit, kind: str, scheme: str, size: tuple[int, int]) -> None:
    """The page breaks no rule of axe-core."""
    page = visit(KINDS[kind], scheme=scheme, size=size)
    if kind == "paper":
        page.locator(".lv-snippets summary").first.click()
    if kind == "models":
        expect(page.get_by_role("tablist", name="View")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_search_is_accessible(visit: Visit, scheme: str, size: tuple[int, int]) -> None:
    """The open search breaks no rule of axe-core: empty, with a model and text, with near names, with nothing found."""
    page = visit(scheme=scheme, size=size)
    page.get_by_role("button", name="Search").click()
    box, status = page.get_by_role("combobox", name="Search"), page.locator(".lv-search__status")
    for text, said in (("", "Type a name"), ("toyplain-s", "by name"), ("toydinamic", "near"), ("98765", "Nothing")):
        box.fill(text)
        expect(status).to_contain_text(said)
        expect(status).not_to_contain_text("searching")
        assert violations(page) == []


@pytest.mark.parametrize("path", ["", "papers/toy-plain/", "taxonomy/", "coverage/", "models/"])
def test_focus_is_visible(visit: Visit, path: str) -> None:
    """Whatever Tab reaches first in the page's text shows a focus ring."""
    page = visit(path)
    if path == "models/":
        expect(page.get_by_role("tablist", name="View")).to_be_visible()
    page.locator("article :is(a, button, input, [tabindex])").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "2px"]
