"""The shell of every page: places, header, footer, the page of unknown addresses, narrow windows, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

PLACES = ["Models", "Papers", "Topics", "Data", "About"]
KINDS = (
    "",
    "papers/",
    "papers/toy-plain/",
    "taxonomy/",
    "taxonomy/components/position-encoding/",
    "data/",
    "api/",
    "views/",
    "about/",
    "audit/",
    "coverage/",
    "glossary/",
    "method/",
)


def width(page: Page) -> int:
    """Gives how wide a page is, with all that leaves the window."""
    found = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("size", [(1100, 800), (700, 800)])
def test_places_stand_in_the_header(visit: Visit, size: tuple[int, int]) -> None:
    """From 700 px on the five places are in sight, in one row with the name, and each leads there."""
    page = visit(size=size)
    links = page.get_by_role("navigation", name="Places").get_by_role("link")
    expect(links).to_have_text(PLACES)
    assert [link.is_visible() for link in links.all()] == [True] * len(PLACES)
    expect(page.locator(".lv-menu")).to_be_hidden()
    links.nth(4).click()
    expect(page).to_have_url(f"{visit.address}about/")


@pytest.mark.parametrize("javascript", [True, False])
def test_places_unfold_on_phones(visit: Visit, javascript: bool) -> None:
    """Below 700 px a button unfolds the places, by keyboard too and without scripts."""
    page = visit("papers/toy-plain/", size=(320, 640), javascript=javascript)
    links = page.locator(".lv-menu a")
    expect(links.first).to_be_hidden()
    page.locator(".lv-menu summary").focus()
    page.keyboard.press("Enter")
    expect(links).to_have_text(PLACES)
    expect(page.locator(".lv-menu [aria-current]")).to_have_text("Papers")
    links.nth(2).click()
    expect(page).to_have_url(f"{visit.address}taxonomy/")


@pytest.mark.parametrize(
    ("path", "place", "current"),
    [
        ("papers/", "Papers", "page"),
        ("papers/toy-plain/", "Papers", "true"),
        ("taxonomy/components/", "Topics", "true"),
        ("audit/", "About", "true"),
        ("glossary/", "About", "true"),
        ("data-format/", "Data", "true"),
        ("compare/", "Models", "true"),
    ],
)
def test_place_of_a_page_is_marked(visit: Visit, path: str, place: str, current: str) -> None:
    """A page marks the place that it belongs to, also where it stands in no navigation."""
    mark = visit(path).locator(".lv-places [aria-current]")
    expect(mark).to_have_text(place)
    expect(mark).to_have_attribute("aria-current", current)


@pytest.mark.parametrize("size", [(1440, 900), (1100, 800), (700, 800), (390, 844), (320, 640), (320, 256)])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_leaves_the_window(visit: Visit, path: str, size: tuple[int, int]) -> None:
    """No page scrolls sideways, down to 320 px and to the window that 400 % of zoom leaves; nor does its header."""
    page = visit(path, size=size)
    assert width(page) <= size[0]
    assert page.evaluate(
        "[...document.querySelectorAll('.md-header__inner > *')].every((item) => "
        "item.getBoundingClientRect().right <= innerWidth)"
    )
    assert page.locator(".md-header").evaluate("(header) => header.offsetHeight") <= 60


@pytest.mark.parametrize(
    "path", ["nothing", "papers/nothing/", "papers/deep/er/nothing", "taxonomy/components/nothing/", "audit/nothing"]
)
def test_missing_page_leads_home(visit: Visit, path: str) -> None:
    """An unknown address below any section gives a page that says so, and leads home and to the places at once."""
    page = visit(path)
    expect(page.get_by_role("heading")).to_have_text("This page does not exist")
    expect(page.get_by_role("link")).to_have_text(["toys", *PLACES, re.compile("home page")])
    expect(page.get_by_role("link", name="Topics")).to_have_attribute("href", re.compile("/kb/taxonomy/$"))
    page.get_by_role("link", name="home page").click()
    expect(page).to_have_url(visit.address)
    assert visit.problems == [
        f"404: {visit.address}{path}",
        "console: Failed to load resource: the server responded with a status of 404 (Not Found)",
    ]
    visit.problems.clear()


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)])
def test_missing_page_searches(visit: Visit, size: tuple[int, int]) -> None:
    """The header of the page of unknown addresses fits any window, and its words open the search of the home page."""
    page = visit("papers/deep/er/nothing", size=size)
    assert width(page) <= size[0]
    page.get_by_role("searchbox", name="Search").fill("toy plain")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}?search=toy+plain")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("toy plain")
    expect(page.locator("#lv-search-list [role=option]").first).to_contain_text("ToyPlain")
    assert all("404" in problem for problem in visit.problems)
    visit.problems.clear()


def test_missing_page_of_no_section_finds_home(visit: Visit) -> None:
    """Where the address names no section the page looks in the folders above, and finds home there."""
    page = visit("no/thing/at/all")
    expect(page.get_by_role("link", name="home page")).to_have_attribute("href", "/kb/")
    assert all("404" in problem for problem in visit.problems)
    visit.problems.clear()


def test_footer_says_what_a_reader_needs(visit: Visit) -> None:
    """Each page has the licence, how to cite and where to download; it names no repository that nobody set."""
    page = visit("papers/toy-plain/")
    footer = page.get_by_role("contentinfo")
    expect(footer).to_contain_text("Catalogue CC-BY-4.0, code Apache-2.0.")
    expect(footer.get_by_role("link", name="Download")).to_have_attribute("href", "../../data/")
    expect(footer.get_by_role("link", name="Repository")).to_have_count(0)
    footer.get_by_role("link", name="How to cite").click()
    expect(page).to_have_url(f"{visit.address}about/#how-to-cite")


@pytest.mark.parametrize("path", ["papers/toy-plain/", ""])
def test_skip_link_leads_to_the_text(visit: Visit, path: str) -> None:
    """The first stop of the Tab key leads past the header."""
    page = visit(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#lv:content$"))
    assert page.evaluate("document.activeElement.id") == "lv:content"


def test_heads_of_long_tables_stay_in_sight(visit: Visit) -> None:
    """The head of a table with many rows stays when the table is scrolled."""
    page = visit("papers/toy-many/")
    scroller = page.locator(".lv-scroll:has(.lv-results)")
    scroller.evaluate("(box) => { box.scrollIntoView(); box.scrollTop = 2000; }")
    head = page.locator(".lv-results thead th").first
    box = head.bounding_box()
    frame = scroller.bounding_box()
    assert box
    assert frame
    assert abs(box["y"] - frame["y"]) <= 2


def test_paper_prints_with_its_sources(visit: Visit) -> None:
    """On paper results have their places, addresses of links are written out, and no control is left."""
    page = visit("papers/toy-plain/", size=(690, 1000))
    page.emulate_media(media="print")
    assert width(page) <= 690
    expect(page.locator(".lv-place").first).to_be_visible()
    expect(page.locator(".lv-results thead")).to_be_visible()
    for gone in (".md-header", ".md-footer", ".lv-actions", ".lv-report", ".lv-snippets"):
        expect(page.locator(gone).first).to_be_hidden()
    written = page.locator(".lv-links a").first.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "https://arxiv.org/abs/2203.00001" in written
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000


def test_forced_colours_keep_marks(chromium_page: Page) -> None:
    """With colours of the system's own the current place is still told by more than its ground."""
    line = chromium_page.locator(".lv-places [aria-current]").evaluate(
        "(link) => getComputedStyle(link).textDecorationLine"
    )
    assert line == "underline"


def test_forced_colours_keep_tracks(visit: Visit) -> None:
    """With colours of the system's own a slider has a track in sight, and the part that is chosen on it."""
    page = visit("models/")
    page.emulate_media(forced_colors="active")
    track = page.locator(".lv-w-track").first
    expect(track).to_be_attached()
    ground, whole, chosen = track.evaluate(
        "(track) => [document.body, track].flatMap((item, at) => at ? ['::before', '::after'].map((part) => "
        "getComputedStyle(item, part).backgroundColor) : [getComputedStyle(item).backgroundColor])"
    )
    assert len({ground, whole, chosen}) == 3


@pytest.mark.parametrize("size", [(1280, 900), (320, 640)])
def test_letters_lead_through_the_papers(visit: Visit, size: tuple[int, int]) -> None:
    """The page of papers has the letters that names begin with, for keys and fingers, and each leads to its papers."""
    page = visit("papers/", size=size)
    links = page.get_by_role("navigation", name="Papers by letter").get_by_role("link")
    expect(links).to_have_text(["#", "S", "T"])
    assert [link.get_attribute("href") for link in links.all()] == ["#letter-other", "#letter-s", "#letter-t"]
    assert all(link.evaluate("(link) => Math.min(link.offsetWidth, link.offsetHeight)") >= 24 for link in links.all())
    links.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}papers/#letter-s")
    expect(page.locator("#letter-s + ul .name")).to_have_text(["Sources"])
    expect(page.locator("#letter-s")).to_be_in_viewport()


@pytest.fixture
def chromium_page(visit: Visit) -> Page:
    """A paper's page with colours of the system's own."""
    page = visit("papers/toy-plain/")
    page.emulate_media(forced_colors="active")
    return page
