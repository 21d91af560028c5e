"""What builds of 1,000 and 5,000 papers cost, beside a plain MkDocs site of as many pages: CPU seconds and memory.

Bounds leave a margin above what was measured, on a machine with ten times the work that its processors can do at once.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.bench.conftest import Measure, Run

pytestmark = pytest.mark.bench
REPOSITORY = Path(__file__).parents[2]
SHARED = ("templates", "site", "mkdocs.yml", "docs")
SHORT_README = "# Survey\n\n{{ totals.papers }} papers.\n"


class Builds(NamedTuple):
    """The first build of a knowledge base over empty caches, the second one, and what they made.

    Attributes:
        cold: The first build.
        warm: The second one.
        pages: Pages of the site.
        megabytes: All files of the site, in 10^6 bytes.
    """

    cold: Run
    warm: Run
    pages: int
    megabytes: float


Build = Callable[[int], Builds]


@pytest.fixture(scope="session")
def built(grown: Callable[[int], Path], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Gives the builds of a knowledge base of so many papers, with their own templates and site, made once."""
    made: dict[int, Builds] = {}

    def build(papers: int) -> Builds:
        if papers not in made:
            root = tmp_path_factory.mktemp("built") / str(papers)
            shutil.copytree(grown(papers), root)
            _add_shell(root)
            measure = Measure(root.parent / "cache")
            cold, warm = (measure(sys.executable, "-m", "lvkb", "build", "--root", str(root)) for _ in range(2))
            files = [file for file in (root / "build/site").rglob("*") if file.is_file()]
            pages = sum(file.name == "index.html" for file in files)
            made[papers] = Builds(cold, warm, pages, sum(file.stat().st_size for file in files) / 10**6)
        return made[papers]

    return build


def _add_shell(root: Path) -> None:
    """Copies templates and site, with a README that stays below what forges show, however many papers there are."""
    for name in SHARED:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name, dirs_exist_ok=True)
        else:
            shutil.copy(source, root / name)
    (root / "templates/README.md.j2").write_text(SHORT_README, encoding="utf-8")


def _plain_site(measure: Measure, folder: Path, pages: int) -> Run:
    """Builds a plain Material site of short pages, without search and tags."""
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
    return measure(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))


def test_build_of_a_thousand(built: Build, measure: Measure, tmp_path: Path) -> None:
    """Over empty caches all of it takes less than nine plain MkDocs sites of as many pages of 150 words.

    Beside the pages those are the check of the records, the data files, the API, the search index, every link followed.
    Measured were 7.4 such sites, 196 MB of memory, and 100 MB of files.
    """
    builds = built(1000)
    plain = _plain_site(measure, tmp_path / "plain", builds.pages)
    print(
        f"\n{builds.pages:,} pages: cold {builds.cold.seconds:.1f} s, warm {builds.warm.seconds:.1f} s of CPU, "
        f"{builds.cold.megabytes:.0f} MB; plain site {plain.seconds:.1f} s; "
        f"{builds.megabytes:.0f} MB of files"
    )
    assert builds.cold.seconds <= 9 * plain.seconds
    assert builds.cold.megabytes <= 220
    assert builds.megabytes <= 110


def test_build_of_five_thousand(built: Build) -> None:
    """Five times the papers take hardly more than five times the work, and less memory than five times as much.

    Measured were 4.6 times the work, and 629 MB over empty caches.
    """
    small, large = built(1000), built(5000)
    print(
        f"\n5,000 papers: cold {large.cold.seconds:.1f} s, warm {large.warm.seconds:.1f} s of CPU, "
        f"{large.cold.megabytes:.0f} and {large.warm.megabytes:.0f} MB"
    )
    assert large.cold.seconds <= 5.5 * small.cold.seconds
    assert max(large.cold.megabytes, large.warm.megabytes) <= 700
