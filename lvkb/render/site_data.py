"""The data files of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.exports import FILES
from lvkb.exports.api import PATHS, api_files
from lvkb.render.croissant import CROISSANT, described_data
from lvkb.render.data_notice import notice_json
from lvkb.render.evidence_json import evidence_json
from lvkb.render.names_data import INDEX as NAMES
from lvkb.render.names_data import names_files
from lvkb.render.program_texts import LLMS
from lvkb.render.renderer import Renderer
from lvkb.render.repository import site_address
from lvkb.render.snippet_rows import row_snippets
from lvkb.render.workspace_json import workspace_json
from lvkb.views.frozen_releases import Past
from lvkb.views.names import names

WORKSPACE, NOTICE = "data/models.json", "data/notice.json"
LINKED = (WORKSPACE, NAMES, LLMS, CROISSANT, *FILES, *PATHS)
"""Files beside the pages that these may link to."""


def linked_files(past: Past) -> Iterator[str]:
    """Gives the paths of the files that pages link to, those of the releases that the site keeps too."""
    yield from LINKED
    yield from (f"{item.folder}/{path}" for item in past.releases for path in item.linked)


def data_files(renderer: Renderer) -> Iterator[tuple[str, Iterable[str]]]:
    """Gives the data files of the site with their paths inside it, one at a time; no page is made of them.

    Long texts come piece by piece, and are to be taken before the next file is asked for.
    """
    yield from page_data(renderer)
    yield from names_files(names(renderer.catalog))
    yield from _evidence(renderer)
    yield from renderer.badges.files()
    yield from described_data(renderer.results, site_address(renderer.catalog.about))
    yield from api_files(renderer.results, renderer.past)


def page_data(renderer: Renderer, *, is_frozen: bool = False) -> Iterator[tuple[str, str]]:
    """Gives the data of the page of models with their paths in the site, or in a release."""
    yield WORKSPACE, workspace_json(renderer.workspace)
    yield NOTICE, notice_json(renderer.notice(is_frozen=is_frozen))


def _evidence(renderer: Renderer) -> Iterator[tuple[str, str]]:
    snippets = row_snippets(renderer.workspace)
    for paper in (row.paper for row in renderer.workspace.papers):
        results = renderer.results.merged[paper.id]
        text = evidence_json(paper, results, renderer.bibtex(paper), snippets[paper.id])
        yield f"data/evidence/{paper.id}.json", text
