"""Pages of papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.permalinks import source_urls
from lvkb.records import Paper
from lvkb.render import result_cells
from lvkb.render.chart_query import front_query
from lvkb.render.page_heads import paper_head
from lvkb.render.renderer import Renderer
from lvkb.render.reports import Reports
from lvkb.views.papers import PaperPage, PaperPages
from lvkb.views.result_columns import used_columns

_UP = "../../"


def page_path(paper: Paper) -> str:
    """Gives the path of a paper's page inside the site's folder of documents."""
    return f"papers/{paper.id}.md"


def paper_pages(renderer: Renderer, papers: Iterable[Paper]) -> Iterator[tuple[str, str]]:
    """Gives the pages of some papers with their paths, one at a time."""
    shown = PaperPages(renderer.results, renderer.lines)
    return ((page_path(paper), _page(renderer, paper, shown.page(paper))) for paper in papers)


def _page(renderer: Renderer, paper: Paper, shown: PaperPage) -> str:
    catalog = renderer.catalog
    columns = used_columns(renderer.results.merged[paper.id])
    chart = renderer.charts.paper(paper)
    return renderer.page(
        "paper",
        paper_head(paper, catalog.way_to(paper.categories[0])),
        page=shown,
        columns=columns,
        cells=lambda result: result_cells.cells_html(result, columns, catalog.papers, _UP),
        work=lambda work: result_cells.work_html(work, catalog.papers, _UP),
        models=renderer.models.rows.get(paper.id, ()),
        bibtex=renderer.bibtex(paper),
        reports=Reports(renderer.repository, _UP),
        badge=renderer.badges.told(paper),
        chart=chart,
        query=front_query(chart),
        urls=source_urls(paper),
    )
