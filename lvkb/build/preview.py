"""Single pages of papers made anew in a built site, the same as the next build will make them, in less than a second.

MkDocs runs in this very process, over the changed pages and empty ones in the place of those that the navigation names.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lvkb.build.build_errors import BuildError, template_errors
from lvkb.build.minify import shrink
from lvkb.build.site_tool import configuration
from lvkb.build.staging import write_files
from lvkb.records import Paper
from lvkb.render.pages.paper_pages import paper_pages
from lvkb.render.renderer import Renderer
from lvkb.results import Results

PREVIEW = "build/preview"
"""Where such pages are made."""


def preview_papers(results: Results, papers: Iterable[Paper], site: Path) -> None:
    """Makes the pages of some papers anew in a built site.

    Args:
        results: The results of the catalogue as it is now.
        papers: The papers.
        site: Folder of the built site.

    Raises:
        BuildError: A template is broken, or MkDocs or the disk refuses.
    """
    with template_errors():
        pages = dict(paper_pages(Renderer(results), papers))
    folder = results.catalog.root / PREVIEW
    shutil.rmtree(folder, ignore_errors=True)
    write_files(folder, {"mkdocs.yml": configuration(results.catalog, folder / "docs", folder / "site")})
    _run_mkdocs(folder, pages)
    made = {f"{page.removesuffix('.md')}/index.html" for page in pages}
    write_files(site, {path: shrink((folder / "site" / path).read_text(encoding="utf-8")) for path in made})


def _run_mkdocs(folder: Path, pages: Mapping[str, str]) -> None:
    """Builds some pages; what they link to is not there, so only errors stop it."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - of the extra `site`
    from mkdocs.config import load_config  # noqa: PLC0415 - as above
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    (folder / "docs").mkdir()
    try:
        config = load_config(str(folder / "mkdocs.yml"), strict=False)
        write_files(folder / "docs", {**dict.fromkeys(_named(config.nav), "# \n"), **pages})
        build(config)
    except (MkDocsException, SystemExit) as error:
        raise BuildError(f"mkdocs failed:\n{error}") from error


def _named(nav: Any) -> Iterator[str]:
    """Gives the documents that the navigation names."""
    match nav:
        case str():
            if nav.endswith(".md"):
                yield nav
        case list():
            for item in nav:
                yield from _named(item)
        case dict():
            for item in nav.values():
                yield from _named(item)
