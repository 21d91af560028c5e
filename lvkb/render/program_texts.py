"""Texts for readers that are programs: llms.txt, and papers as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.exports.api import API, DOCUMENTS
from lvkb.permalinks import source_urls
from lvkb.records import Paper
from lvkb.render.renderer import Renderer, without_gaps
from lvkb.render.repository import site_address
from lvkb.views.papers import PaperPages
from lvkb.views.sections import by_name

LLMS = "llms.txt"


def shared_texts(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Gives those texts that are of no single paper, with their paths in the site."""
    address = site_address(renderer.catalog.about)
    yield LLMS, renderer.render("texts/llms.txt.j2", home=address, api=API, documents=DOCUMENTS, totals=renderer.totals)
    yield "papers/index.md", renderer.render("texts/papers.md.j2", papers=by_name(renderer.lines))
    for gone in renderer.past.gone:
        yield f"papers/{gone.id}/index.md", renderer.render("texts/gone_paper.md.j2", gone=gone)


def paper_texts(renderer: Renderer, papers: Iterable[Paper]) -> Iterator[tuple[str, str]]:
    """Gives some papers as Markdown with their paths in the site, one at a time."""
    shown = PaperPages(renderer.results, renderer.lines)
    for paper in papers:
        text = renderer.render(
            "texts/paper.md.j2",
            page=shown.page(paper),
            data=f"{API}/papers/{paper.id}.json",
            bibtex=renderer.bibtex(paper),
            urls=source_urls(paper),
        )
        yield f"papers/{paper.id}/index.md", without_gaps(text)
