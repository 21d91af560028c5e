"""What a build of 1,000 papers costs, part by part, beside a plain mkdocs site of as many pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import lvkb
from lvkb import build
from lvkb.htmlcheck import check_html
from lvkb.searchindex import index_site
from lvkb.shrink import shrink_site

pytestmark = pytest.mark.bench
REPOSITORY = Path(__file__).parents[2]
SHARED = ("templates", "site", "mkdocs.yml", "docs")


class Parts(NamedTuple):
    """CPU seconds of each part of a build, children included."""

    ours: float
    mkdocs: float
    search: float


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _timed(work: Callable[[], object]) -> float:
    start = _cpu()
    work()
    return _cpu() - start


@pytest.fixture(scope="module")
def thousand(grown: Callable[[int], Path]) -> Path:
    """A knowledge base of 1,000 records with its own templates and site."""
    root = grown(1000)
    for name in SHARED:
        source = REPOSITORY / name
        shutil.copytree(source, root / name, dirs_exist_ok=True) if source.is_dir() else shutil.copy(
            source, root / name
        )
    return root


def _build_parts(root: Path) -> Parts:
    """Runs the parts of a build one by one; checking for findings counts as ours, as in `lvkb build`."""
    site = root / "build/site"
    shutil.rmtree(root / "build", ignore_errors=True)
    start = _cpu()
    catalog = lvkb.load(root)
    build.write_files(root, build.render_committed(catalog))
    build.assemble(catalog)
    ours = _cpu() - start
    mkdocs = _timed(lambda: build.run_mkdocs(catalog, site))
    ours += _timed(lambda: shrink_site(site))
    findings: list[object] = []
    ours += _timed(lambda: findings.extend(check_html(site)))
    assert not findings
    return Parts(ours, mkdocs, _timed(lambda: index_site(site)))


def _plain_site(folder: Path, pages: int) -> float:
    """Builds a plain Material site of short pages, without search and tags, and gives its CPU seconds."""
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
    return _timed(lambda: subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}))


def test_build_of_a_thousand(thousand: Path, tmp_path: Path) -> None:
    """Our part takes at most as long as mkdocs' part, and mkdocs no longer than for a plain site of as many pages."""
    start = time.perf_counter()
    parts = _build_parts(thousand)
    wall = time.perf_counter() - start
    pages = sum(1 for _ in (thousand / "build/docs").rglob("*.md"))
    plain = _plain_site(tmp_path / "plain", pages)
    search = thousand / "build/site/pagefind"
    searched = sum(file.stat().st_size for file in search.rglob("*") if file.is_file())
    size = sum(file.stat().st_size for file in (thousand / "build/site").rglob("*") if file.is_file()) - searched
    print(
        f"\n{pages:,} pages: ours {parts.ours:.1f} s, mkdocs {parts.mkdocs:.1f} s, search {parts.search:.1f} s of CPU "
        f"({wall:.1f} s of wall time); plain mkdocs site {plain:.1f} s; "
        f"output {size / 2**20:.1f} MiB, search {searched / 2**20:.1f} MiB"
    )
    assert parts.ours <= parts.mkdocs
    assert size <= 25 * 2**20
    assert parts.mkdocs <= plain
