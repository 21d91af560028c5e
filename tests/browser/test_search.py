"""The search: nothing before its use, results and facets, keyboard, and a site without index."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.knowledge_base import HOSTILE_NAME, HOSTILE_WORD

RESULT = "#lv-search-list [role=option]"


def search(page: Page, text: str) -> None:
    """Opens the search and types."""
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill(text)


def results(page: Page) -> list[str]:
    """Gives the names of the results that are shown."""
    return page.locator(f"{RESULT} b").all_text_contents()


def test_nothing_is_loaded_before_use(visit: Visit) -> None:
    """Before somebody opens the search, no byte of it is requested; afterwards it is."""
    page = visit("papers/toy-plain/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in visit.requests if "pagefind" in url]
    search(page, "invented")
    expect(page.locator(RESULT).first).to_be_visible()
    assert [url for url in visit.requests if url.endswith("/kb/pagefind/pagefind.js")]


@pytest.mark.parametrize(
    "path", ["", "papers/toy-plain/", "taxonomy/dynamic/dynamic-resolution/dynamic-token-pruning/"]
)
def test_word_of_an_annotation_finds_the_paper(visit: Visit, path: str) -> None:
    """From any depth a word of an annotation finds its paper, shows it as text with the word marked, and opens it."""
    page = visit(path)
    search(page, HOSTILE_WORD)
    expect(page.get_by_role("status")).to_have_text(f"1 page for “{HOSTILE_WORD}”")
    assert results(page) == [HOSTILE_NAME]
    option = page.locator(RESULT)
    expect(option).to_contain_text("<script>alert(3)</script>")
    expect(option.locator("mark")).to_have_text(HOSTILE_WORD)
    expect(option.locator("small")).to_contain_text("2019")
    option.click()
    expect(page).to_have_url(f"{visit.address}papers/toy-harm/")


def test_facet_narrows_and_counts(visit: Visit) -> None:
    """Choosing a year leaves that year's papers; each choice tells how many pages it gives."""
    page = visit()
    search(page, "invented")
    year = page.get_by_role("combobox", name="Year")
    expect(year.locator("option", has_text="2023")).to_have_count(1)
    before = results(page)
    label = year.locator("option", has_text="2023").text_content() or ""
    year.select_option("2023")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 page "))
    assert label == "2023 (1)"
    assert results(page) == ["ToyDynamic"]
    assert set(results(page)) < set(before)
    expect(year.locator("option", has_text="2022")).to_have_count(1)
    year.select_option("")
    expect(page.locator(RESULT)).to_have_count(len(before))


def test_facets_work_without_a_word(visit: Visit) -> None:
    """A facet alone lists its papers: those with official code are the ones whose record says so."""
    page = visit()
    search(page, "")
    expect(page.get_by_role("status")).to_have_text("Type a word, or choose a family, a year or code.")
    page.get_by_role("combobox", name="Code").select_option("yes")
    expect(page.locator(RESULT).first).to_be_visible()
    assert "ToyMany" in results(page)
    assert "ToyGap" not in results(page)


def test_tables_and_lists_are_not_found(visit: Visit) -> None:
    """Pages that repeat all records, like the comparison table, are no results."""
    page = visit()
    search(page, "toymany")
    expect(page.locator(RESULT).first).to_be_visible()
    assert not page.locator("#lv-search-list a[href$='/models/'], #lv-search-list a[href$='/papers/']").count()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keyboard_searches_from_open_to_paper(visit: Visit, key: str) -> None:
    """A key opens the search, arrows choose, Enter opens the chosen page."""
    page = visit()
    page.keyboard.press(key)
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("invented")
    expect(page.locator(RESULT).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{RESULT}[aria-selected=true]")
    expect(chosen).to_have_id("lv-result-1")
    expect(box).to_have_attribute("aria-activedescendant", "lv-result-1")
    target = chosen.get_attribute("href") or ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULT).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_escape_closes_and_focus_returns(visit: Visit) -> None:
    """Esc closes the search and gives the focus back to where it was."""
    page = visit()
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(button).to_be_focused()


def test_keys_are_left_alone_while_typing(visit: Visit) -> None:
    """A slash typed into a filter is a slash."""
    page = visit("models/")
    field = page.get_by_label("Text", exact=True)
    field.press_sequentially("a/b")
    expect(field).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_found_is_said(visit: Visit) -> None:
    """A word that is nowhere gives a friendly line and no list."""
    page = visit()
    search(page, "98765")
    expect(page.get_by_role("status")).to_have_text(
        "Nothing found for “98765”. Try fewer or other words, or a wider choice."
    )
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_site_without_index_says_so(visit: Visit, address_without_search: str) -> None:
    """On a site built without search, the first use gives a message that names another way."""
    page = visit(address=address_without_search)
    search(page, "invented")
    expect(page.get_by_role("status")).to_contain_text("has no search index")
    assert all("pagefind" in problem or "404" in problem for problem in visit.problems)
    visit.problems.clear()


def test_search_fits_a_phone(visit: Visit) -> None:
    """On a phone the open search lies inside the screen, and the page does not scroll sideways."""
    page = visit(size=PHONE)
    search(page, "invented")
    expect(page.locator(RESULT).first).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
