"""A paper's page: what a reader sees first, where each number stands, and what can be copied and reported."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit

FIRST = (1280, 900)


def test_first_screen(visit: Visit) -> None:
    """Without scrolling a reader sees name, title, venue, idea, models with figures, chart and both actions."""
    page = visit("papers/toy-plain/", size=FIRST)
    for item in (
        page.get_by_role("heading", name="ToyPlain", exact=True),
        page.locator(".lv-title"),
        page.locator(".lv-byline"),
        page.locator(".lv-idea"),
        page.get_by_role("button", name="Copy BibTeX"),
        page.get_by_role("link", name="Report an error", exact=True),
        page.locator(".lv-models").get_by_role("row", name="ToyPlain-S 78.2"),
        page.locator(".lv-front svg"),
    ):
        box = item.bounding_box()
        assert box
        assert box["y"] + box["height"] <= FIRST[1]


def test_models_lead_to_their_results(visit: Visit) -> None:
    """A model in the first table leads to its row among all results, which is marked."""
    page = visit("papers/toy-plain/")
    page.get_by_role("link", name="ToyPlain-B", exact=True).first.click()
    row = page.locator("#result-1")
    expect(row).to_be_in_viewport()
    ground = "(row) => getComputedStyle(row.querySelector('td')).backgroundColor"
    assert row.evaluate(ground) != page.locator("#result-0").evaluate(ground)


def test_authors_are_shortened(visit: Visit) -> None:
    """Three authors are named, the others counted and told on hovering; the first sentence is the idea in one line."""
    page = visit("papers/toy-sources/")
    expect(page.locator(".lv-byline")).to_have_text("CVPR 2023 · Ida One, Jo Two, Kim Three and 2 more")
    expect(page.locator(".lv-byline [title]")).to_have_attribute("title", "Lu Four, Max Five")
    expect(page.locator(".lv-idea")).to_have_text("A name that is a heading too.")
    expect(page.locator(".lv-notes")).to_contain_text("It has a second sentence.")


def test_digits_are_shown_well_and_kept(visit: Visit) -> None:
    """Tables show two decimals and three digits; what the source prints stands beside its place."""
    page = visit("papers/toy-sources/")
    cells = page.locator("#result-0 td")
    recipe, place = "300 epochs, pre-trained on imagenet-21k, no distillation", "paper: Table 1, row 1"
    printed = f"{place} (prints 84.357421875 %, 5.5786 M) · wrong?"
    expect(cells).to_have_text(["84.36", "224", "5.58", "0.9", recipe, printed])


def test_a_paper_called_like_a_heading(visit: Visit) -> None:
    """A paper called Sources with a model called Models repeats no anchor, and its links lead where they say."""
    page = visit("papers/toy-sources/#sources")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((item) => item.id)")
    assert len(ids) == len(set(ids))
    expect(page.locator("#sources")).to_contain_text("Sources")
    assert page.locator("#sources").evaluate("(heading) => heading.tagName") == "H2"
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_bibtex_is_copied(visit: Visit, key: str) -> None:
    """The button on the first screen puts the whole entry on the clipboard, by mouse or keyboard, and says so."""
    page = visit("papers/toy-plain/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy BibTeX")
    if key == "click":
        button.click()
    else:
        button.focus()
        page.keyboard.press(key)
    expect(page.get_by_role("status")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("@inproceedings{toy-plain,")
    assert text.rstrip().endswith("}")


def test_each_copy_is_told_as_long(visit: Visit) -> None:
    """A second press is told for its own time, on its own button."""
    page = visit("papers/toy-plain/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.reload()  # all timers of the page are of this clock
    told = page.locator("[data-copied]")
    page.get_by_role("button", name="Copy the Python that runs ToyPlain-S").click()
    expect(told).to_have_count(1)
    page.clock.fast_forward(5000)
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(told).to_have_text(["Copy BibTeX"])
    page.clock.fast_forward(5000)
    expect(page.get_by_role("status")).to_have_text("Copied")
    page.clock.fast_forward(5000)
    expect(page.get_by_role("status")).to_be_empty()
    expect(told).to_have_count(0)


def test_snippet_is_copied_from_the_first_table(visit: Visit) -> None:
    """A model that timm runs has a button that copies its Python; the same text stands folded further down."""
    page = visit("papers/toy-plain/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the Python that runs ToyPlain-S").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# 224 x 224 pixels")
    assert 'timm.create_model("toyplain_small.in1k", pretrained=True).eval()\n' in text
    page.get_by_text("Run ToyPlain-S in Python").click()
    expect(page.locator("#snippet-1")).to_have_text(text)


def test_without_scripts(visit: Visit) -> None:
    """Without scripts there is no dead button; BibTeX, places and reports are there."""
    page = visit("papers/toy-plain/", javascript=False)
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_hidden()
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.locator("#bibtex")).to_be_in_viewport()
    expect(page.locator(".lv-place").first).to_be_visible()


def test_each_place_can_be_reported(visit: Visit) -> None:
    """Each place of a result leads to its document and to a report, without a repository on the contribute page."""
    page = visit("papers/toy-plain/")
    place = page.locator("#result-0 .lv-place").first
    expect(place.get_by_role("link", name="README.md")).to_have_attribute(
        "href", "https://github.com/toy/plain/blob/0123abc/README.md"
    )
    place.get_by_role("link", name="wrong? Report an error in this result: ToyPlain-S").click()
    expect(page).to_have_url(f"{visit.address}contribute/")


def test_sources_are_in_sight_on_a_phone(visit: Visit) -> None:
    """On a phone a result is a card: its figures have their names, and its places lie inside the window."""
    page = visit("papers/toy-plain/", size=PHONE)
    box = page.locator("#result-0 .lv-place").first.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    label = page.locator("#result-0 td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert label == '"Top-1 %"'


def test_words_lead_to_the_glossary(visit: Visit) -> None:
    """The first use of a word leads to its meaning."""
    page = visit("papers/toy-plain/")
    page.locator(".lv-term", has_text="setup").first.click()
    expect(page).to_have_url(f"{visit.address}glossary/#setup")
    expect(page.get_by_role("heading", name="setup")).to_be_in_viewport()
