"""What a build of 1,000 papers costs, part by part, beside a plain mkdocs site of as many pages."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import lvkb
from lvkb import check_cache
from lvkb.build import build
from lvkb.results import Results
from tests.bench.conftest import share

pytestmark = pytest.mark.bench


class Parts(NamedTuple):
    """Wall seconds of each part of a build."""

    ours: float
    mkdocs: float
    search: float


@pytest.fixture(scope="module")
def thousand(grown: Callable[[int], Path]) -> Path:
    """A knowledge base of 1,000 records with its own templates and site."""
    root = grown(1000)
    share(root)
    return root


def _build_parts(root: Path) -> Parts:
    """Runs a build as `lvkb build` does after its check, and tells its parts apart by the steps it announces."""
    steps: list[tuple[str, float]] = []
    start = time.perf_counter()
    results = Results(lvkb.load(root).catalog)
    build(results, lambda text: steps.append((text.split()[0], time.perf_counter())))
    end = time.perf_counter()
    began = dict(steps)
    mkdocs = began["Shrinking"] - began["Building"]
    search = end - began["Checking"]
    return Parts(end - start - mkdocs - search, mkdocs, search)


def _plain_site(folder: Path, pages: int) -> float:
    """Builds a plain Material site of short pages, without search and tags, and gives its wall seconds."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    words = " ".join(f"word{number}" for number in range(150))
    table = "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 3
    for number in range(pages):
        (docs / f"p{number}.md").write_text(
            f"---\ntitle: Page {number}\ntags: [a, b, c]\n---\n\n# Page {number}\n\n{words}\n\n{table}\n"
        )
    (docs / "index.md").write_text("# Home\n")
    config = {
        "site_name": "Plain",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "nav": [{"Home": "index.md"}],
        "markdown_extensions": ["tables", "toc", "admonition", "pymdownx.superfences", "pymdownx.highlight"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config))
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    start = time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    return time.perf_counter() - start


def test_build_of_a_thousand(thousand: Path, tmp_path: Path) -> None:
    """Our part takes little longer than mkdocs, and mkdocs than for as many plain pages of 150 words."""
    check_cache.check(thousand)  # fills the cache of records, as the check in front of every build does
    parts = _build_parts(thousand)
    pages = sum(1 for _ in (thousand / "build/docs").rglob("*.md"))
    plain = _plain_site(tmp_path / "plain", pages)
    search = thousand / "build/site/pagefind"
    searched = sum(file.stat().st_size for file in search.rglob("*") if file.is_file())
    size = sum(file.stat().st_size for file in (thousand / "build/site").rglob("*") if file.is_file()) - searched
    print(
        f"\n{pages:,} pages: ours {parts.ours:.1f} s, mkdocs {parts.mkdocs:.1f} s, search {parts.search:.1f} s; "
        f"plain mkdocs site {plain:.1f} s; "
        f"output {size / 2**20:.1f} MiB, search {searched / 2**20:.1f} MiB"
    )
    assert parts.ours <= 1.4 * parts.mkdocs
    assert size <= 27 * 2**20  # 2 of these are figures of timm's models, whatever the number of papers
    assert parts.mkdocs <= 1.5 * plain  # the plain pages hold a tenth of the text, and no table of readings
