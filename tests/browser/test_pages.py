"""Every kind of page, as a visitor with a browser meets it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.knowledge_base import HOSTILE_NAME, HOSTILE_TITLE

HOME_BYTES = 90_000

PAGES = (
    "",
    "papers/",
    "papers/toy-plain/",
    "papers/toy-gap/",
    "papers/toy-none/",
    "papers/toy-hostile/",
    "papers/toy-harm/",
    "papers/toy-many/",
    "papers/toy-sources/",
    "taxonomy/",
    "taxonomy/components/",
    "taxonomy/components/position-encoding/",
    "taxonomy/dynamic/dynamic-resolution/dynamic-token-pruning/",
    "compare/",
    "models/",
    "data/",
    "api/",
    "views/",
    "about/",
    "audit/",
    "coverage/",
    "glossary/",
    "licences/",
    "method/",
    "contribute/",
    "record-format/",
    "data-format/",
)


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_cleanly(visit: Visit, path: str) -> None:
    """The page opens with a heading, no error and no foreign request, and on a phone it does not scroll sideways."""
    page = visit(path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("article h1")).to_have_count(1)
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


SMALL_TEXTS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (texts.currentNode.textContent.trim() && size < 12 && !parent.closest("script, style, noscript, svg, [hidden]"))
      found.push(`${parent.tagName} ${parent.className} ${size}: ${texts.currentNode.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_text_is_too_small(visit: Visit, path: str, size: tuple[int, int]) -> None:
    """No text of a page, folded up or not, is smaller than 12 pixels, which is too small to read."""
    assert visit(path, size=size).evaluate(SMALL_TEXTS) == []


def test_foreign_requests_are_noticed(visit: Visit) -> None:
    """The guard of these tests sees a request to another host, and stops it."""
    page = visit()
    page.evaluate("fetch('https://example.invalid/').catch(() => null)")
    assert "request to another host: https://example.invalid/" in visit.problems
    visit.problems.clear()


def test_home_page_is_light(visit: Visit) -> None:
    """A first visit of the home page transfers at most 90 KB, and nothing of the search."""
    page = visit.context().new_page()
    session = page.context.new_cdp_session(page)
    sizes: list[float] = []
    addresses: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: addresses.append(event["request"]["url"]))
    session.send("Network.enable")
    page.goto(visit.address)
    page.wait_for_load_state("networkidle")
    assert len(sizes) == len(addresses) > 3
    assert sum(sizes) <= HOME_BYTES
    assert not [address for address in addresses if "pagefind" in address]


def test_hostile_text_is_shown_as_text(visit: Visit) -> None:
    """Markup, template and Markdown characters of a record appear as they are written, in head and body."""
    page = visit("papers/toy-harm/")
    assert page.title() == f"{HOSTILE_NAME} - Toy Knowledge Base"
    expect(page.locator("article h1")).to_contain_text(HOSTILE_NAME)
    expect(page.locator(".lv-title")).to_have_text(HOSTILE_TITLE)
    assert page.locator("meta[name=citation_title]").get_attribute("content") == HOSTILE_TITLE
    assert page.locator("meta[name=citation_author]").get_attribute("content") == "<b>Mallory</b>"
    expect(page.locator(".lv-results")).to_contain_text("</script><script>alert(6)</script>")
    expect(page.locator("article script, article img:not(.lv-badge), article [onload]")).to_have_count(0)


def told(page: Page) -> dict[str, Any]:
    """Gives the schema.org data of a page by type."""
    graph = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")["@graph"]
    return {item["@type"]: item for item in graph}


def test_paper_page_tells_machines_what_it_is_about(visit: Visit) -> None:
    """The head of a paper's page holds the paper as schema.org data, hostile text included."""
    data = told(visit("papers/toy-harm/"))
    article = data["WebPage"]["mainEntity"]
    assert (article["@type"], article["name"], article["datePublished"]) == ("ScholarlyArticle", HOSTILE_TITLE, "2019")
    assert article["author"] == [{"@type": "Person", "name": "<b>Mallory</b>"}]
    assert article["sameAs"] == ["https://arxiv.org/abs/1901.00009"]
    assert data["BreadcrumbList"]["itemListElement"][-1]["name"] == HOSTILE_NAME


@pytest.mark.parametrize("path", ["", "data/", "models/"])
def test_data_pages_tell_machines_of_the_data_set(visit: Visit, path: str) -> None:
    """Home, data and models describe the data set with its licence, and name files that are there."""
    page = visit(path)
    data = told(page)["Dataset"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert len(data["description"]) >= 50
    for file in data["distribution"]:
        answer = page.request.get(urljoin(page.url, file["contentUrl"]))
        assert answer.ok, file


@pytest.mark.parametrize(("preferred", "other"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_system_until_switched(visit: Visit, preferred: str, other: str) -> None:
    """Pages take the colours that the system prefers; the button switches them, and the choice stays."""
    schemes = {"light": "default", "dark": "slate"}
    page = visit(scheme=preferred)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", schemes[preferred])
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_title(f"Switch to {other} colours").click()
    expect(body).to_have_attribute("data-md-color-scheme", schemes[other])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", schemes[other])


def test_without_scripts_models_are_read(visit: Visit) -> None:
    """A visitor without scripts reads the best models in bands, with a chart and downloads, and sees no dead button."""
    page = visit("models/", javascript=False)
    rows = page.get_by_role("table", name="1 model by accuracy").get_by_role("row")
    expect(rows.first).to_have_text("Model and paperTop-1 %Params MGMACsSpeedIn timmSource")
    expect(rows).to_have_text([re.compile("Model"), "1", re.compile("ToyPlain-S ToyPlain, 202278.2≠5.6")])
    expect(page.get_by_role("rowheader", name="ToyPlain-S")).to_be_visible()
    expect(page.get_by_role("figure")).to_contain_text(
        "1 model of one setup (no pre-training, no distillation, 224 px); the line"
    )
    expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", "../data/results.csv")
    expect(page.locator(".lv-search-open")).to_be_hidden()


def test_the_old_address_of_comparisons_leads_on(visit: Visit) -> None:
    """Whoever kept a link to the comparison finds the page of models."""
    page = visit("compare/")
    page.get_by_role("article").get_by_role("link", name="all models").click()
    expect(page).to_have_url(f"{visit.address}models/")


def test_audit_shows_reported_beside_counted(visit: Visit) -> None:
    """The audit has a chart whose points lead to papers, and a table with verdicts; Tab passes the points by."""
    page = visit("audit/")
    charts = page.get_by_role("figure")
    expect(charts).to_have_count(2)
    expect(charts.first).to_have_text(re.compile("Parameters: 1 of 1 reported figures fit"))
    expect(page.locator("article svg a:not([tabindex='-1'])")).to_have_count(0)
    expect(page.locator("#lv-models tbody tr")).to_have_count(1)
    expect(page.locator("#lv-models .lv-verdict")).to_have_text("mismatch")
    charts.first.locator("a").click()
    expect(page).to_have_url(f"{visit.address}papers/toy-plain/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_files_of_views_have_room_for_fingers(visit: Visit, size: tuple[int, int]) -> None:
    """Links to the files of a view are as large as WCAG 2.2 asks for (2.5.8); the invented site has no view."""
    page = visit("views/", size=size)
    row = '<table class="lv-table lv-views"><tr><td><a href="#">md</a> <a href="#">svg</a></td></tr></table>'
    page.locator("article").evaluate("(article, row) => article.insertAdjacentHTML('beforeend', row)", row)
    boxes = [link.bounding_box() for link in page.locator(".lv-views td a").all()]
    assert [box and min(box["width"], box["height"]) >= 24 for box in boxes] == [True, True]


def test_files_of_views_stand_in_one_line(visit: Visit) -> None:
    """On a phone the files of a view stand side by side below it, under heads for its numbers."""
    page = visit("views/", size=(360, 740))
    files = " ".join(f'<a href="#">{ending}</a>' for ending in ("svg", "csv", "json", "md", "tex", "bib", "zip"))
    table = (
        '<div class="lv-scroll"><table class="lv-table lv-views"><thead><tr><th>View</th><th>Models</th>'
        "<th>On the front</th><th>Files</th></tr></thead><tbody><tr><th>Accuracy against images per second on V100</th>"
        f'<td class="num">710</td><td class="num">20</td><td>{files}</td></tr></tbody></table></div>'
    )
    page.locator("article").evaluate("(article, table) => article.insertAdjacentHTML('beforeend', table)", table)
    links = [link.bounding_box() for link in page.locator(".lv-views td a").all()]
    assert len({round(box["y"]) for box in links if box}) == 1
    assert [head.is_visible() for head in page.locator(".lv-views thead th").all()] == [True, True, True, False]
    assert page.locator(".lv-scroll:has(.lv-views)").evaluate("(box) => box.scrollWidth <= box.clientWidth")


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("lv-timm", "78.298", "results-imagenet.csv, line 1519"),
        ("lv-timings", "Samsung Galaxy S24 Ultra", "jg94m94w5"),
        ("lv-corrections", "0.7", "table 'Model Zoo', row 3"),
    ],
)
def test_rows_that_are_pushed_sideways_stay_low(visit: Visit, kind: str, first: str, last: str) -> None:
    """On a phone the words of a wide table keep their lines; out of sight and set word by word they make it tall."""
    page = visit("audit/", size=PHONE)
    cells = "".join(f"<td>{text}</td>" for text in (first, *["14887.74"] * 8, last))
    table = f'<div class="lv-scroll"><table class="lv-table {kind}"><tr><th>Model</th>{cells}</tr></table></div>'
    page.locator("article").evaluate("(article, table) => article.insertAdjacentHTML('beforeend', table)", table)
    assert page.locator(f".{kind}").last.evaluate("(table) => table.rows[0].offsetHeight") < 40
