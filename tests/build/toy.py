"""The toy knowledge base: where it lies, copies to build in, and what is rendered from a catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

from lvkb.catalog import Catalog
from lvkb.render.pages.site_pages import site_pages
from lvkb.render.renderer import Renderer
from lvkb.render.site_data import data_files
from lvkb.results import Results
from tests.exported import texts

REPOSITORY = Path(__file__).parents[2]
TOY = REPOSITORY / "tests/toy"
GOLDEN_TEXTS = ("llms.txt", "papers/index.md", "papers/toy-plain/index.md", "papers/toy-hostile/index.md")
"""Texts for programs that are compared with golden ones."""


def copy_toy(root: Path) -> Path:
    """Makes a knowledge base of the toy catalogue's records and gives its root."""
    shutil.copytree(TOY / "catalog", root / "catalog")
    return root


def own(root: Path, *names: str) -> Path:
    """Gives a knowledge base files and folders of its own in the place of lvkb's: `templates`, `site`, `mkdocs.yml`."""
    for name in names:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    return root


def renderer(catalog: Catalog) -> Renderer:
    """Gives the renderer of a catalogue."""
    return Renderer(Results(catalog))


def site_files(renderer: Renderer) -> dict[str, str]:
    """Gives the pages and data files of a site by path inside its folder of documents."""
    return {**dict(site_pages(renderer)), **texts(data_files(renderer))}


def files_in(folder: Path) -> dict[str, bytes]:
    """Gives the content of every file below a folder, hidden ones too, by path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
