"""Grown catalogues and their sites, and commands run in a process of their own with time and memory measured."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from lvkb.build import build_site
from lvkb.catalog import load
from lvkb.results import Results
from tests.bench.grow import grow
from tests.browser.conftest import chromium

__all__ = ["chromium"]

REPOSITORY = Path(__file__).parents[2]


class Run(NamedTuple):
    """What one command took, and what it printed.

    Attributes:
        seconds: CPU seconds of it and its children.
        megabytes: Memory of the largest of its processes at its peak, in 10^6 bytes.
        output: What it printed.
    """

    seconds: float
    megabytes: float
    output: str


class Measure(NamedTuple):
    """Runs commands with a cache folder of their own."""

    cache: Path

    def __call__(self, *command: str) -> Run:
        """Runs a command to its end.

        CPU seconds are taken instead of wall time: what else the machine does changes them little.
        """
        env = os.environ | {"LVKB_CACHE": str(self.cache)}
        reader = (
            "import resource, subprocess, sys\n"
            "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)\n"
            "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "print(done.stdout)\nprint(used.ru_utime + used.ru_stime, used.ru_maxrss, done.returncode)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", reader, *command], env=env, capture_output=True, text=True, check=True
        )
        *output, figures = done.stdout.strip().splitlines()
        seconds, kilobytes, _ = figures.split()
        return Run(float(seconds), int(kilobytes) * 1024 / 10**6, "\n".join(output))


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """Runs commands over an empty cache."""
    return Measure(tmp_path / "cache")


SHARED = ("templates", "site", "mkdocs.yml", "docs")
"""What a knowledge base needs for a site of its own."""


def share(root: Path) -> None:
    """Puts templates and site of this repository into a knowledge base."""
    for name in SHARED:
        source = REPOSITORY / name
        shutil.copytree(source, root / name, dirs_exist_ok=True) if source.is_dir() else shutil.copy(
            source, root / name
        )


def built(root: Path, *, search: bool) -> Path:
    """Builds the site of a knowledge base, and gives its folder."""
    share(root)
    catalog = load(root)
    assert catalog.findings == ()
    return build_site(Results(catalog), lambda _: None, search=search)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Gives the root of a knowledge base of so many records, made once."""
    made: dict[int, Path] = {}

    def root(papers: int) -> Path:
        if papers not in made:
            made[papers] = grow(REPOSITORY, tmp_path_factory.mktemp("grown") / str(papers), papers)
        return made[papers]

    return root
