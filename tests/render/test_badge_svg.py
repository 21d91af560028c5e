"""Badges as pictures, and the Markdown that shows them."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from lvkb.render.badge_svg import badge_markdown, badge_svg, badge_text
from lvkb.views.badges import Badge
from tests.invented import paper

PLAIN = Badge(is_confirmed=False, front_m=None, results=4)
FULL = Badge(is_confirmed=True, front_m=Decimal(6), results=4)
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ET.Element:
    """Gives a picture as XML."""
    return ET.fromstring(text)  # noqa: S314 - our own output


@pytest.mark.parametrize(
    ("badge", "text"),
    [
        (PLAIN, "4 results"),
        (PLAIN._replace(results=1), "1 result"),
        (PLAIN._replace(is_confirmed=True), "figures confirmed"),
        (PLAIN._replace(front_m=Decimal(30)), "on the front at ≤ 30 M"),
        (FULL, "figures confirmed, on the front at ≤ 6 M"),
    ],
)
def test_what_a_badge_says(badge: Badge, text: str) -> None:
    """Confirmation goes first, then the front; without both the number of results stands."""
    assert badge_text(badge) == text


def test_a_badge_is_read_aloud() -> None:
    """A badge is one image with a name, its drawn letters are for eyes alone, and its texts fit their fields."""
    picture = parsed(badge_svg("lvkb", FULL))
    label = "lvkb: figures confirmed, on the front at ≤ 6 M"
    assert (picture.get("role"), picture.get("aria-label"), picture.findtext(f"{SVG}title")) == ("img", label, label)
    (letters,) = picture.iter(f"{SVG}g")
    assert letters.get("aria-hidden") == "true"
    left, right = picture.iter(f"{SVG}text")
    assert [left.text, right.text] == ["lvkb", "figures confirmed, on the front at ≤ 6 M"]
    end = float(right.get("x", 0)) + float(right.get("textLength", 0))
    assert float(left.get("x", 0)) + float(left.get("textLength", 0)) < float(right.get("x", 0))
    assert end < float(picture.get("width", 0))


def test_a_badge_is_closed_in_itself() -> None:
    """A badge has no script, no style, no link, and no address but that of its own language."""
    text = badge_svg("lvkb", FULL)
    assert text.count("://") == text.count("http://www.w3.org/2000/svg") == 1
    assert {element.tag.removeprefix(SVG) for element in parsed(text).iter()} <= {
        *("svg", "title", "rect", "path", "g", "text")
    }
    assert text == badge_svg("lvkb", FULL)


@pytest.mark.parametrize("name", ['<b a="1">&amp;', "]]> <!-- -->", "x" * 500])
def test_odd_names(name: str) -> None:
    """A name that means something to XML stays text, and a long one is cut."""
    picture = parsed(badge_svg(name, PLAIN))
    assert len(picture.get("aria-label", "")) < 80 + len(": 4 results")
    assert {element.tag for element in picture} == {f"{SVG}{tag}" for tag in ("title", "rect", "path", "g")}


@pytest.mark.parametrize(
    ("address", "where"),
    [("", "https://ADDRESS-OF-THIS-SITE/"), ("https://kb.example/vit/", "https://kb.example/vit/")],
)
def test_markdown_of_a_badge(address: str, where: str) -> None:
    """The picture leads to the paper's page, and its text says what it is, whatever the badge will say later."""
    text = badge_markdown("lvkb", paper("a-b", name="A [B] *c*"), address)
    assert text == rf"[![A \[B\] \*c\* in lvkb]({where}badges/a-b.svg)]({where}papers/a-b/)"
