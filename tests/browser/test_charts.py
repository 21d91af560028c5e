"""Charts as a browser draws them: labels that can be read, colours that differ, and nothing for the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lvkb.records import Variant
from lvkb.render.template_environment import environment
from lvkb.views.front import FULL, SMALL, WIDE, Size, front_chart
from lvkb.views.palette import Palette
from tests.browser.test_accessibility import violations
from tests.invented import PLAIN, paper, reading, results, variant

ROOT = Path(__file__).parents[2]
STYLES = "".join((ROOT / f"site/assets/css/{name}.css").read_text(encoding="utf-8") for name in ("lvkb", "charts"))
TEMPLATE = '{% from "charts.j2" import front_chart %}{{ front_chart(chart, "Accuracy & cost", "../") }}'


def model(name: str, top1: int, cost: int) -> Variant:
    """Gives a variant that costs so many quarters of a GMAC."""
    return variant(name, reading(**PLAIN, top1=top1, compute_g=Decimal(cost) / 4, compute_unit="macs"))


def drawing(size: Size) -> str:
    """Gives the HTML of a chart with forty models on its front, and one paper that is lit, of each family."""
    families = ("components/a", "dynamic/a", "distillation/a", "adjacent/a", "other/a")
    papers = [
        paper(
            f"p{number}",
            *(model(f"Model-{number}{place}", 60 + number + 4 * place, number + 5 * place) for place in range(8)),
            categories=[family],
        )
        for number, family in enumerate(families, 1)
    ]
    palette = Palette((family.partition("/")[0], family) for family in families)
    chart = front_chart(results(*papers).results, size=size, lit="p3", palette=palette)
    assert chart is not None
    return environment(str(ROOT / "templates")).from_string(TEMPLATE).render(chart=chart)


@pytest.fixture(params=[SMALL, WIDE, FULL], ids=["small", "wide", "full"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page with nothing but the chart."""
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    shown = context.new_page()
    shown.set_content(
        f'<!doctype html><html lang="en"><title>t</title><style>{STYLES}</style><body data-md-color-scheme="default">'
        f'<main class="md-content"><h1>Chart</h1><div class="md-typeset">{drawing(request.param)}</div></main>'
    )
    yield shown
    context.close()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Gives the boxes of elements on the screen."""
    sides = "({ left, right, top, bottom }) => ({ left, right, top, bottom })"
    measure = f"all => all.map(one => one.getBoundingClientRect()).map({sides})"
    found: list[dict[str, float]] = page.eval_on_selector_all(selector, measure)
    return found


def overlap(one: dict[str, float], two: dict[str, float]) -> bool:
    """Tells whether two boxes overlap by more than the air that fonts leave around letters."""
    across = min(one["right"], two["right"]) - max(one["left"], two["left"])
    upward = min(one["bottom"], two["bottom"]) - max(one["top"], two["top"])
    return across > 1 and upward > 4


def test_labels_can_be_read(page: Page) -> None:
    """No label lies over another one, and those of the lit paper are there."""
    labels = boxes(page, ".lv-dot text")
    assert len(labels) >= 10
    assert [pair for pair in combinations(labels, 2) if overlap(*pair)] == []
    expect(page.locator(".lv-dot--lit text")).not_to_have_count(0)


def test_families_have_colours_of_their_own(page: Page) -> None:
    """Each family's points and its mark in the legend have one colour, which no other family has."""
    points: list[Any] = page.eval_on_selector_all(
        ".lv-dot circle:not(.lv-dot__ring)",
        "all => all.map(one => [[...one.closest('a').classList].at(-1), getComputedStyle(one).fill])",
    )
    colours: dict[str, str] = dict(points)
    legend: list[Any] = page.eval_on_selector_all(
        ".lv-front__legend span",
        "all => all.map(one => [one.className, getComputedStyle(one, '::before').backgroundColor])",
    )
    assert dict(legend) == colours
    assert len(set(colours.values())) == len(colours) == 5


def test_the_drawing_is_for_eyes_and_mouse(page: Page) -> None:
    """Tab passes all points by, the caption says what they say, and axe-core finds nothing."""
    expect(page.locator("svg a:not([tabindex='-1'])")).to_have_count(0)
    caption = page.locator("figcaption")
    expect(caption).to_contain_text(
        "Accuracy & cost. 40 models of one setup (no pre-training, no distillation, 224 px); the line is the front."
    )
    expect(caption).to_contain_text("On it: Model-10 (P1, 2021): 61 %, 0.25 GMACs; Model-20 (P2, 2021)")
    expect(page.locator(".lv-dot--lit").first).to_have_attribute("href", "../papers/p3/")
    assert violations(page) == []
