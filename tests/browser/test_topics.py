"""Topics: the tree as a picture, and the page of a node."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visit


def test_picture_leads_to_the_nodes(visit: Visit) -> None:
    """Each node of the picture is a link with its count; Tab and screen readers have the list beneath instead."""
    page = visit("taxonomy/")
    picture = page.locator(".lv-tree")
    expect(picture).to_have_attribute("aria-hidden", "true")
    expect(picture.locator("a:not([tabindex='-1'])")).to_have_count(0)
    node = picture.locator("a", has_text="Position Encoding")
    expect(node).to_have_text(re.compile(r"Position Encoding\s*5$"))
    node.click()
    expect(page).to_have_url(f"{visit.address}taxonomy/components/position-encoding/")


def test_list_has_all_nodes(visit: Visit) -> None:
    """The list beneath has every node of the picture, and stands alone on a phone."""
    page = visit("taxonomy/", size=PHONE)
    expect(page.locator(".lv-tree")).to_be_hidden()
    drawn = page.locator(".lv-tree a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    listed = page.locator(".lv-directory a, h2 > a:not(.headerlink)").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    assert set(drawn) == set(listed)


def test_topics_of_a_topic_stand_below_it(visit: Visit) -> None:
    """In the list a topic has the line of its family above it; topics below it are plain lines without marks."""
    page = visit("taxonomy/")
    topic = page.locator(".lv-directory > li").filter(has=page.locator("li")).first
    style = "(item) => ['borderTopWidth', 'listStyleType'].map((name) => getComputedStyle(item)[name])"
    assert topic.evaluate(style) == ["3px", "none"]
    assert topic.locator("li").first.evaluate(style) == ["0px", "none"]


def test_node_has_its_members_as_a_table(visit: Visit) -> None:
    """A node's page has definition, chart, and its papers with year, best result and cost, the newest first."""
    page = visit("taxonomy/components/position-encoding/")
    expect(page.locator(".lv-lead")).not_to_be_empty()
    expect(page.locator(".lv-front svg:visible")).to_have_count(1)
    rows = page.get_by_role("region", name=re.compile("Papers on")).locator("tbody tr")
    expect(rows.first).to_contain_text(
        re.compile(r"Sources\s*2023\s*Models pre-trained: imagenet-21k\s*84.36\s*5.58\s*0.9\s*224")
    )
    expect(rows.first.get_by_role("rowheader")).to_have_text("Sources")


@pytest.mark.parametrize("size", [DESKTOP, (960, 800), (959, 800), PHONE, (320, 640)])
def test_chart_of_a_node_fits_the_window(visit: Visit, size: tuple[int, int]) -> None:
    """One drawing is in sight and all of it, with letters that can be read; on a desktop it is as wide as the page."""
    page = visit("taxonomy/components/position-encoding/", size=size)
    drawing = page.locator(".lv-front svg:visible")
    expect(drawing).to_have_count(1)
    expect(page.locator(".lv-front__scroll")).to_have_count(0)
    inside, share, letters = drawing.evaluate("""(svg) => {
        const { left, right, width } = svg.getBoundingClientRect();
        const page = document.querySelector(".lv-lead").parentElement.getBoundingClientRect();
        const isInside = left >= page.left - 1 && right <= page.right + 1;
        return [isInside, width / page.width, 11 * width / svg.viewBox.baseVal.width];
    }""")
    assert inside
    assert letters >= 9
    assert share > 0.99 or size == (959, 800)


def test_node_has_its_years(visit: Visit) -> None:
    """The papers of a node stand by year, the oldest first, with their number."""
    page = visit("taxonomy/components/position-encoding/")
    years = page.locator(".lv-years > li > b")
    texts = years.all_text_contents()
    assert texts == sorted(texts)
    assert "2023" in texts
