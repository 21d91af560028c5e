"""Pages of topics: the nodes of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.render.chart_query import LIGHT_QUERY, front_query
from lvkb.render.page_heads import node_head
from lvkb.render.renderer import Renderer
from lvkb.render.reports import Reports
from lvkb.views.front import SMALL
from lvkb.views.sections import Section, members


def topic_pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Gives these pages with their paths inside the site's folder of documents, each before those below it."""
    return ((f"taxonomy/{section.node.path}.md", _page(renderer, section)) for section in _all(renderer.families))


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _page(renderer: Renderer, section: Section) -> str:
    catalog, charts, node = renderer.catalog, renderer.charts, section.node
    *trail, _ = catalog.way_to(node.path)
    up = "../" * (len(trail) + 2)
    chart = charts.topic(node.path)
    return renderer.page(
        "node",
        node_head(node, trail, catalog.below(node.path)),
        section=section,
        members=members(section),
        trail=trail,
        up=up,
        reports=Reports(renderer.repository, up),
        chart=chart,
        small=charts.topic(node.path, SMALL),
        query=front_query(chart, **LIGHT_QUERY, topic=node.path),
    )
