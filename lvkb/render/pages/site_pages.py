"""All pages of the site that are made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.render.pages.paper_pages import paper_pages
from lvkb.render.pages.past_pages import past_pages
from lvkb.render.pages.single_pages import single_pages
from lvkb.render.pages.topic_pages import topic_pages
from lvkb.render.renderer import Renderer


def site_pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Gives these pages with their paths inside the site's folder of documents, one at a time."""
    yield from shared_pages(renderer)
    yield from paper_pages(renderer, renderer.catalog.papers.values())


def shared_pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Gives those that are of no single paper."""
    yield from single_pages(renderer).items()
    yield from past_pages(renderer)
    yield from topic_pages(renderer)
