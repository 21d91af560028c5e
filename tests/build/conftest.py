"""The toy catalogue: loaded, copied to build from, and built once for all tests that look at a site."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from lvkb.build import build, site
from lvkb.build.minify import shrink_site
from lvkb.catalog import Catalog, load
from lvkb.results import Results
from tests.build.toy import TOY, copy_toy
from tests.golden_files import GoldenFiles

ADDRESS = "https://kb.example/vit/"
"""Where the site of these tests says that it is published."""


class Built(NamedTuple):
    """A knowledge base that was built.

    Attributes:
        root: Its root.
        unshrunk: Copy of the site as MkDocs made it.
        replaced: What the build said it replaced.
        said: Lines of progress.
    """

    root: Path
    unshrunk: Path
    replaced: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "build/site"


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> GoldenFiles:
    """The golden files; `--update-golden` rewrites them."""
    return GoldenFiles(bool(pytestconfig.getoption("--update-golden")))


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The toy catalogue where it lies; nothing is built there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_CACHE", str(tmp_path_factory.mktemp("toy-cache")))
        return load(TOY)


@pytest.fixture
def toy_root(tmp_path: Path) -> Path:
    """A copy of the toy knowledge base, to build in."""
    return copy_toy(tmp_path / "kb")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The toy knowledge base with its site, search index included; not to be written to."""
    base = tmp_path_factory.mktemp("built")
    root, unshrunk = copy_toy(base / "kb"), base / "unshrunk"
    said: list[str] = []

    def keep_and_shrink(folder: Path) -> None:
        shutil.copytree(folder, unshrunk)
        shrink_site(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_CACHE", str(base / "cache"))
        patch.setenv("LVKB_SITE_URL", ADDRESS)
        patch.setattr(site, "shrink_site", keep_and_shrink)
        replaced = build(Results(load(root)), said.append)
    return Built(root, unshrunk, replaced, tuple(said))
