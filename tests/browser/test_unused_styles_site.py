"""What the build takes out of the theme's style sheets changes nothing of any page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import material
import pytest

from tests.browser.conftest import DESKTOP, PHONE, Visit

LOOK = """() => {
  const named = (element) => `${element?.tagName}.${element?.getAttribute("class")}`;
  const placed = (element) => `${named(element.parentElement)} > ${named(element)}`;
  const all = [...document.querySelectorAll("html, body, body *")];
  const elements = new Map(all.map((element) => [placed(element), element]));
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
  return Object.fromEntries([...elements].flatMap(([place, element]) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    return [place + part, names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ")];
  })));
}"""
"""Gives how one element of each tag and class in each kind of parent looks, with what stands before and after it."""

WHOLE = """async (sheets) => {
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    const sheet = sheets[new URL(link.href).pathname.split("/").at(-1)];
    if (sheet) link.replaceWith(Object.assign(document.createElement("style"), { textContent: sheet }));
  }
  return document.querySelectorAll("style").length;
}"""
"""Puts the theme's own sheets in the place of the cut ones, and gives how many sheets stand in the page."""


@pytest.fixture(scope="module")
def sheets() -> dict[str, str]:
    """The theme's style sheets by name, as its package has them."""
    folder = Path(material.__file__).parent / "templates/assets/stylesheets"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.css"))}


@pytest.mark.parametrize("path", ["", "models/", "papers/toy-plain/", "taxonomy/", "data-format/", "method/"])
@pytest.mark.parametrize(
    ("scheme", "size", "media"), [("light", DESKTOP, "print"), ("dark", PHONE, "screen")], ids=["paper", "phone"]
)
def test_pages_look_the_same(
    visit: Visit,
    sheets: dict[str, str],
    path: str,
    scheme: str,
    size: tuple[int, int],
    media: Literal["print", "screen"],
) -> None:
    """Every kind of element of a page looks as with the whole theme."""
    page = visit(path, scheme=scheme, size=size)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media=media)
    cut = page.evaluate(LOOK)
    assert page.evaluate(WHOLE, sheets) == 2
    whole = page.evaluate(LOOK)
    assert cut.keys() == whole.keys()
    assert [(place, cut[place], whole[place]) for place in cut if cut[place] != whole[place]] == []
