"""The folder of documents that MkDocs reads: generated pages and hand-written ones together, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from lvkb.build.build_errors import BuildError, template_errors
from lvkb.build.shared_work import shared
from lvkb.build.site_identity import identity_of
from lvkb.build.staging import write_files
from lvkb.changes.corrections import corrections
from lvkb.exports.atom_feed import NEWEST, atom_feeds
from lvkb.layout import share
from lvkb.records import Paper
from lvkb.render.pages.paper_pages import page_path, paper_pages
from lvkb.render.pages.site_pages import shared_pages
from lvkb.render.renderer import Renderer
from lvkb.render.site_data import linked_files

DOCS = "build/docs"
FORMAT_PAGES = ("docs/record-format.md", "docs/data-format.md", "docs/licences.md")
"""Pages of the project that readers of the site need too."""


def assemble(renderer: Renderer) -> Path:
    """Puts generated pages and the hand-written ones of `site/` together in build/docs, and removes what is stale.

    Data files that pages link to stand there empty: they are made while MkDocs runs, and written into the site itself.

    Args:
        renderer: The renderer of the catalogue.

    Returns:
        The folder.

    Raises:
        BuildError: A template is broken, two pages have one name, or the disk refuses.
    """
    docs = renderer.catalog.root / DOCS
    names: set[str] = set()

    def write_papers(papers: Iterable[Paper]) -> None:
        with template_errors():
            write_files(docs, paper_pages(renderer, papers))

    papers = tuple(renderer.catalog.papers.values())
    with shared(papers, write_papers) as rest:
        with template_errors():
            write_files(docs, _documents(renderer, names))
        write_papers(rest)
    _remove_others(docs, names)
    return docs


def _documents(renderer: Renderer, names: set[str]) -> Iterator[tuple[str, str | bytes]]:
    """Gives every document but the pages of papers by its path, one at a time, and notes the paths of all."""
    identity = identity_of(renderer.catalog.about)
    corrected = corrections(renderer.catalog.root, NEWEST)
    feeds = atom_feeds(renderer.catalog, identity.name, identity.address, corrected)
    names.update(map(page_path, renderer.catalog.papers.values()))
    for path, text in chain(shared_pages(renderer), dict.fromkeys(linked_files(renderer.past), "").items(), feeds):
        names.add(path)
        yield path, text
    for path, content in _hand_written(renderer.catalog.root):
        if path in names:
            raise BuildError(f"site/pages/{path} has the name of a generated page. Rename it.")
        names.add(path)
        yield path, content


def _hand_written(root: Path) -> Iterator[tuple[str, bytes]]:
    """Gives the hand-written files of the site by path in its folder of documents."""
    for folder, prefix in (("site/pages", ""), ("site/assets", "assets/")):
        base = share(root, folder)
        for file in sorted(base.rglob("*")):
            if file.is_file():
                yield prefix + file.relative_to(base).as_posix(), file.read_bytes()
    for path in FORMAT_PAGES:
        file = share(root, path)
        yield file.name, file.read_bytes()


def _remove_others(folder: Path, files: Collection[str]) -> None:
    """Deletes what is in a folder but not among its files, and the folders that this empties."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(folder).as_posix() not in files:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
