"""What travels until the search of a catalogue twice as large shows its first result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench.conftest import built
from tests.browser.server import serve
from tests.browser.test_search_bytes import FIRST_RESULT, MOST_BYTES, MOST_BYTES_BY_NAME

pytestmark = pytest.mark.bench

PAPERS = 1_000

BY_NAME = ("mobilevit", "Mehta Rastegari", "2110.02178", "mobilvit", "vision transformer", "image is worth 16x16 words")
BY_TEXT = (
    *("Hadamard", "squeeze excitation", "parameter sharing layers", "ImageNet-21k teacher"),
    "entropy of the attention map",
)


@pytest.fixture(scope="module")
def address(grown: Callable[[int], Path]) -> Iterator[str]:
    """The home page of a site of so many papers, behind a server that compresses."""
    with serve(built(grown(PAPERS), search=True)) as url:
        yield url


def test_bytes_with_a_thousand_papers(address: str, chromium: Browser) -> None:
    """The bounds of the catalogue hold for one twice as large: 60 KB by name, 150 KB where the text alone answers."""
    sizes = {text: first_result(chromium, address, text) for text in (*BY_NAME, *BY_TEXT)}
    print("", *(f"{text}: {size:,} bytes, {group}" for text, (group, size) in sizes.items()), sep="\n")
    assert {text: group for text, (group, _) in sizes.items()} == (
        dict.fromkeys(BY_NAME, "lv-search-names") | dict.fromkeys(BY_TEXT, "lv-search-text")
    )
    assert {text: size for text, (_, size) in sizes.items() if size > MOST_BYTES} == {}
    assert {text: sizes[text] for text in BY_NAME if sizes[text][1] > MOST_BYTES_BY_NAME} == {}


def first_result(browser: Browser, address: str, text: str) -> tuple[str, int]:
    """Gives in which group the first result of a text stands, and how many bytes came until then."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}about/", wait_until="networkidle")
    group, sizes = page.evaluate(FIRST_RESULT, text)
    page.context.close()
    return group, sum(sizes.values())
