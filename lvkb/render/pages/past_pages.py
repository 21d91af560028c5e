"""Pages of what is past: releases that the site keeps, and papers of theirs that are there no more."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.render.citation import citation_bibtex
from lvkb.render.page_heads import gone_head, release_head
from lvkb.render.renderer import Renderer


def past_pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Gives these pages with their paths inside the site's folder of documents."""
    about, repository = renderer.catalog.about, renderer.repository.url
    for item in renderer.past.releases:
        citation = citation_bibtex(about, item.release, kept=True)
        head = release_head(item.release)
        page = renderer.page("release", head, frozen=item, citation=citation, repository=repository)
        yield f"{item.folder}.md", page
    for gone in renderer.past.gone:
        yield f"papers/{gone.id}.md", renderer.page("gone_paper", gone_head(gone.name), gone=gone)
