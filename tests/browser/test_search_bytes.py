"""What travels until the search of the whole catalogue shows its first result."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from lvkb.build import build_site
from lvkb.catalog import load
from lvkb.results import Results
from tests.browser.conftest import Visit
from tests.browser.knowledge_base import REPOSITORY, SHARED
from tests.browser.server import serve

MOST_BYTES = 150_000
MOST_BYTES_BY_NAME = 60_000

FIRST_RESULT = """async (text) => {
  const first = new Promise((resolve) => {
    const look = () => document.querySelector("#lv-search-list [role=option]") && resolve(performance.now());
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  performance.clearResourceTimings();
  document.querySelector(".lv-search-open").click();
  while (!document.querySelector("dialog[open] [role=combobox]")) await new Promise(requestAnimationFrame);
  const field = document.querySelector("dialog[open] [role=combobox]");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const seen = await first;
  const group = document.querySelector("#lv-search-list [role=group]").getAttribute("aria-labelledby");
  const asked = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < seen);
  while (asked.some(({ responseEnd }) => !responseEnd)) await new Promise(requestAnimationFrame);
  return [group, Object.fromEntries(asked.map(({ name, encodedBodySize }) => [name, encodedBodySize]))];
}"""
"""Searches, and gives which group the first result stands in, and the bytes of all that was asked for until then."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The home page of the site of this repository, behind a server that compresses."""
    root = tmp_path_factory.mktemp("whole")
    for name in ("catalog", *SHARED):
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    with serve(build_site(Results(load(root)), lambda _: None, search=True)) as url:
        yield url


@pytest.mark.parametrize(
    ("text", "group", "most"),
    [
        ("mobilevit", "names", MOST_BYTES_BY_NAME),
        ("Mehta Rastegari", "names", MOST_BYTES_BY_NAME),
        ("2110.02178", "names", MOST_BYTES_BY_NAME),
        ("mobilvit", "names", MOST_BYTES_BY_NAME),
        ("Hadamard", "text", MOST_BYTES),
        ("squeeze excitation", "text", MOST_BYTES),
        ("parameter sharing layers", "text", MOST_BYTES),
        ("ImageNet-21k teacher", "text", MOST_BYTES),
        ("entropy of the attention map", "text", MOST_BYTES),
    ],
)
def test_bytes_until_the_first_result(visit: Visit, text: str, group: str, most: int) -> None:
    """By name at most 60 KB travel, and 150 KB where the text of pages alone answers."""
    page = visit("about/")
    page.wait_for_load_state("networkidle")
    found, sizes = page.evaluate(FIRST_RESULT, text)
    assert found == f"lv-search-{group}"
    print(f"\n{text}: {sum(sizes.values()):,} bytes", *sorted(sizes.items(), key=lambda item: -item[1]), sep="\n  ")
    assert any("wasm" in name for name in sizes) == (group == "text")
    assert 20_000 < sum(sizes.values()) <= most
