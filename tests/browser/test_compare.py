"""The comparison table: sorting, filtering, the window of rows, and the state in the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.knowledge_base import MANY, Row, many_rows

FIRST = 100


def column(page: Page, key: str) -> list[str]:
    """Gives the texts of the shown cells of one column."""
    texts: list[str] = page.locator("#lv-results").evaluate(
        """(table, key) => {
            const index = [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset.key === key);
            return [...table.tBodies[0].rows].map((row) => row.cells[index].textContent);
        }""",
        key,
    )
    return texts


def head(page: Page, name: str) -> None:
    """Clicks the heading of a column."""
    page.get_by_role("columnheader", name=name, exact=True).get_by_role("button").click()


def fill(page: Page, text: str) -> None:
    """Writes a filter, and waits until the table follows."""
    page.get_by_label("Filter").fill(text)
    page.wait_for_function(
        "(text) => new URLSearchParams(location.hash.slice(1)).get('q') === (text || null)", arg=text
    )


def open_many(visit: Visit, state: str = "") -> Page:
    """Opens the table, narrowed to the paper with many readings."""
    page = visit(f"models/#q=toymany{state}")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{MANY} of \d+ results$"))
    return page


def variants(rows: list[Row]) -> list[str]:
    """Gives the variants that the window shows of the rows."""
    return [row.variant for row in rows[:FIRST]]


def test_numbers_sort_by_value_and_unknown_stays_last(visit: Visit) -> None:
    """Parameters sort as numbers, small first and then large first, and rows without them are last both times."""
    page = open_many(visit)
    known = [row for row in many_rows() if row.params_m]
    heading = page.locator("th[data-key=params]")
    head(page, "Params M")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert column(page, "model") == variants(sorted(known, key=lambda row: row.params_m or 0))
    head(page, "Params M")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert column(page, "model") == variants(sorted(known, key=lambda row: -(row.params_m or 0)))
    page.get_by_role("button", name=re.compile("^Show")).click()
    page.get_by_role("button", name=re.compile("^Show")).click()
    shown = column(page, "params")
    assert shown[: len(known)] == [str(row.params_m) for row in sorted(known, key=lambda row: -(row.params_m or 0))]
    assert shown[len(known) :] == [""] * (MANY - len(known))


def test_accuracy_sorts_high_first_and_back_to_the_given_order(visit: Visit) -> None:
    """The first click on Top-1 puts the highest first, the second the lowest, the third restores the given order."""
    page = open_many(visit)
    given = column(page, "model")
    rising = sorted(many_rows(), key=lambda row: row.top1)
    head(page, "Top-1 %")
    assert column(page, "top1") == [str(row.top1) for row in reversed(rising[-FIRST:])]
    head(page, "Top-1 %")
    assert column(page, "top1") == [str(row.top1) for row in rising[:FIRST]]
    head(page, "Top-1 %")
    assert column(page, "model") == given
    expect(page.locator("th[aria-sort]")).to_have_count(0)


def test_text_sorts_by_name(visit: Visit) -> None:
    """Models sort by name."""
    page = open_many(visit)
    head(page, "Model")
    assert column(page, "model") == sorted(row.variant for row in many_rows())[:FIRST]


LIMITS: list[tuple[str, Callable[[Row], bool]]] = [
    ("params<=6", lambda row: row.params_m is not None and row.params_m <= 6),
    ("params<6", lambda row: row.params_m is not None and row.params_m < 6),
    ("top1>79.5", lambda row: row.top1 > Decimal("79.5")),
    ("params>=60 top1>=60", lambda row: row.params_m is not None and row.params_m >= 60 and row.top1 >= 60),
    ("-00", lambda row: "-00" in row.variant),
    ("params<=", lambda row: True),
]


@pytest.mark.parametrize(("text", "fits"), LIMITS, ids=[text for text, _ in LIMITS])
def test_filter_joins_words_and_limits(visit: Visit, text: str, fits: Callable[[Row], bool]) -> None:
    """A row stays when it holds every word and keeps every limit; a limit still being typed is none."""
    page = open_many(visit)
    wanted = {row.variant for row in many_rows() if fits(row)}
    fill(page, f"TOYMANY {text}")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(wanted)} of "))
    assert set(column(page, "model")) <= wanted
    assert len(column(page, "model")) == min(len(wanted), FIRST)


def test_sample_limits_are_buttons(visit: Visit) -> None:
    """A click on a sample limit adds it to the filter, a second one takes it out."""
    page = open_many(visit)
    sample = page.get_by_role("button", name="params<=6")
    sample.click()
    expect(sample).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Filter")).to_have_value("toymany params<=6")
    sample.click()
    expect(sample).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Filter")).to_have_value("toymany")


def test_text_limits_fit_the_whole_beginning(visit: Visit) -> None:
    """`distilled=soft` keeps the rows whose column begins so, and no other."""
    page = visit("models/")
    expect(page.get_by_label("Filter")).to_be_visible()
    fill(page, "distilled=soft")
    assert set(column(page, "distilled")) == {"soft"}


def test_nothing_found_is_said(visit: Visit) -> None:
    """A filter that nothing fits gives an empty table, says so, and can be cleared."""
    page = open_many(visit)
    fill(page, "no such model")
    expect(page.get_by_text("No result fits.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile("^0 of "))
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("No result fits.")).to_be_hidden()
    expect(page.get_by_label("Filter")).to_be_focused()
    assert len(column(page, "model")) == FIRST


def test_window_grows_on_demand(visit: Visit) -> None:
    """100 rows are shown at first, 100 more on each click, and the button goes when all are shown."""
    page = open_many(visit)
    more = page.get_by_role("button", name=re.compile("^Show"))
    expect(more).to_have_text(f"Show 100 more of {MANY - 100}")
    more.click()
    expect(page.locator("#lv-results tbody tr")).to_have_count(200)
    expect(more).to_have_text(f"Show {MANY - 200} more of {MANY - 200}")
    more.click()
    expect(page.locator("#lv-results tbody tr")).to_have_count(MANY)
    expect(more).to_be_hidden()


def test_state_is_in_the_address(visit: Visit) -> None:
    """Filter and order come back from the address, after a reload, and step by step with the back button."""
    page = visit("models/")
    expect(page.get_by_label("Filter")).to_be_visible()
    start = column(page, "model")
    fill(page, "toymany")
    filtered = column(page, "model")
    head(page, "Params M")
    ordered = column(page, "model")
    assert page.url == f"{visit.address}models/#sort=params&q=toymany"
    page.reload()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Params M")
    assert column(page, "model") == ordered
    page.go_back()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert column(page, "model") == filtered
    page.go_back()
    expect(page.get_by_label("Filter")).to_have_value("")
    assert column(page, "model") == start
    assert column(open_many(visit, "&sort=params"), "model") == ordered


def test_anchor_keeps_the_state(visit: Visit) -> None:
    """Going to an anchor of the page, as the skip link does, does not undo the filter."""
    page = open_many(visit)
    page.evaluate("location.hash = '#compare'")
    expect(page.get_by_label("Filter")).to_have_value("toymany")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{MANY} of "))


def test_text_of_records_stays_text(visit: Visit) -> None:
    """A variant and a place made of markup appear as they are written."""
    page = visit("models/#q=alert")
    expect(page.locator("#lv-results tbody tr")).to_have_count(1)
    assert column(page, "model") == ["<script>alert(5)</script>"]
    assert column(page, "source") == ["</script><script>alert(6)</script>"]


def test_foreign_schemes_are_no_links(visit: Visit) -> None:
    """An address in the data that is neither relative nor https is shown as text without a link."""
    columns = [{"key": "model", "title": "Model", "type": "link"}]
    addresses = (
        "../papers/toy-plain/",
        "https://arxiv.org/",
        "javascript:alert(7)",
        "//evil.invalid/",
        "data:text/html,x",
        " javascript:alert(8)",
    )
    context = visit.context()
    page = context.new_page()
    page.route(
        "**/data/table.json",
        lambda route: route.fulfill(json={"columns": columns, "rows": [[[a, a]] for a in addresses]}),
    )
    page.goto(f"{visit.address}models/")
    expect(page.get_by_role("status")).to_have_text("6 of 6 results")
    links = page.locator("#lv-results tbody a")
    assert [link.get_attribute("href") for link in links.all()] == list(addresses[:2])


def test_headings_and_models_stay_in_sight(visit: Visit) -> None:
    """Scrolled in both directions on a phone, headings stay on top and models at the left."""
    page = visit("models/#q=toymany", size=PHONE)
    box = page.locator(".lv-scroll")
    expect(page.get_by_label("Filter")).to_be_visible()
    before = page.locator("th[data-key=model]").bounding_box()
    box.evaluate("(element) => element.scrollTo(400, 900)")
    assert page.locator("th[data-key=model]").bounding_box() == before


def test_keyboard_leads_from_filter_to_bibtex(visit: Visit) -> None:
    """With the keyboard alone one filters, sorts, opens a paper, and copies its BibTeX."""
    page = visit("models/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_label("Filter")).to_be_visible()
    tab_to(page, "#lv-filter")
    page.keyboard.type("toyplain-s")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9] of "))
    tab_to(page, "th[data-key=top1] button")
    page.keyboard.press("Enter")
    expect(page.locator("th[data-key=top1]")).to_have_attribute("aria-sort", "descending")
    tab_to(page, "#lv-results tbody a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}papers/toy-plain/")
    expect(page.get_by_role("button", name="Copy to clipboard")).to_be_attached()
    tab_to(page, "pre ~ nav button, .md-code__nav button")
    page.keyboard.press("Enter")
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    assert "toy-plain" in page.evaluate("navigator.clipboard.readText()")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on an element, at most 150 times."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")
