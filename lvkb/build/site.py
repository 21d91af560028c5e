"""The whole build: everything is made and checked beside the old output, and only then is that replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from lvkb.build import html_check
from lvkb.build.build_errors import BuildError, template_errors
from lvkb.build.committed import left_over, render_committed, too_long
from lvkb.build.docs_dir import assemble
from lvkb.build.embedding import embed_files
from lvkb.build.minify import shrink_site
from lvkb.build.paper_files import PaperFiles
from lvkb.build.release_copies import ReleaseCopies
from lvkb.build.scripts import join_scripts
from lvkb.build.search_index import SearchError, index_site
from lvkb.build.shared_work import shared
from lvkb.build.site_tool import run_mkdocs
from lvkb.build.staging import FreshFiles, move_into, staged, write_fresh
from lvkb.build.view_archives import all_view_files
from lvkb.findings import Finding
from lvkb.render.renderer import Renderer
from lvkb.render.site_data import data_files
from lvkb.results import Results

SITE = "build/site"
_SHOWN = 20

Say = Callable[[str], None]


def build(
    results: Results, say: Say, *, html: bool = True, search: bool = True, releases: Path | None = None
) -> tuple[str, ...]:
    """Makes README, schema and site.

    Args:
        results: The results of a catalogue without errors.
        say: Takes one line of progress at a time.
        html: Also build the site, not only the files kept in the repository.
        search: Also make the search index.
        releases: Folder with archives of releases, whose data the site keeps.

    Returns:
        Paths of the replaced files and folders.

    Raises:
        BuildError: Something is wrong with templates, pages or disk; the old output stands.
    """
    catalog = results.catalog
    committed = render_committed(results)
    long = [str(finding) for finding in too_long(committed)]
    if long:
        raise BuildError("\n".join(long))
    site = build_site(results, say, search=search, releases=releases) if html else None
    with staged(catalog.root, committed) as files:
        if site is not None:
            _swap(site, catalog.root / SITE)
        replaced = files.replace()
        for path in left_over(catalog, committed):
            say(f"Deleting {path}")
            (catalog.root / path).unlink()
    return replaced if site is None else (*replaced, SITE)


def build_site(results: Results, say: Say, *, search: bool, releases: Path | None = None) -> Path:
    """Builds and checks the site in a folder beside the final one, and gives that folder.

    Args:
        results: The results of a catalogue without errors.
        say: Takes one line of progress at a time.
        search: Also make the search index.
        releases: Folder with archives of releases, whose data the site keeps.

    Raises:
        BuildError: Something is wrong with templates, pages or disk; the folder stays for a look at it.
    """
    catalog, copies = results.catalog, ReleaseCopies(releases)
    say(f"Rendering {len(catalog.papers)} papers")
    renderer = Renderer(results, copies.past(catalog.papers))
    assemble(renderer)
    site = catalog.root / f"{SITE}.new"
    shutil.rmtree(site, ignore_errors=True)
    say("Building HTML (mkdocs)")
    with _folder_beside(site) as data:
        _write_data(renderer, copies, site, data)
        move_into(site, data)
    say("Shrinking pages")
    shrink_site(site)
    join_scripts(site)
    say("Checking links, and indexing for search (Pagefind)" if search else "Checking links")
    findings = _check_and_index(site, search=search)
    if findings:
        shown = "\n".join(str(finding) for finding in findings[:_SHOWN])
        raise BuildError(f"{shown}\n{len(findings)} broken addresses in the built site.")
    return site


@contextmanager
def _folder_beside(site: Path) -> Iterator[Path]:
    """Gives a folder of files that go into the site later: MkDocs empties the site's own folder first."""
    folder = site.with_suffix(".data")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_data(renderer: Renderer, copies: ReleaseCopies, site: Path, folder: Path) -> None:
    """Writes all that is no page into a folder, while MkDocs makes the pages."""
    catalog, of_papers = renderer.catalog, PaperFiles(renderer)

    def write(files: FreshFiles) -> None:
        with template_errors():
            write_fresh(folder, files)

    papers = tuple(catalog.papers.values())
    with shared(papers, lambda papers: write(of_papers.of(papers))) as rest, ThreadPoolExecutor(1) as pool:
        made = pool.submit(run_mkdocs, catalog, site)
        views = chain(all_view_files(renderer), embed_files(renderer))
        write(chain(data_files(renderer), views, copies.files(), of_papers.shared(), of_papers.of(rest)))
        made.result()


def _check_and_index(site: Path, *, search: bool) -> list[Finding]:
    """Gives what is wrong with the pages; Pagefind, a process of its own, works meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        index = pool.submit(index_site, site) if search else None
        findings = html_check.check_html(site)
        try:
            if index is not None:
                index.result()
        except SearchError as error:
            raise BuildError(f"Pagefind failed:\n{error}") from error
    return findings


def _swap(new: Path, final: Path) -> None:
    """Puts a new folder in the place of the old one; the old one is moved aside first and deleted last."""
    old = final.with_name(f"{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    try:
        new.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)
