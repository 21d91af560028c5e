"""The files of named views: one address each, the same rows in every form, digits as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lvkb.exports.api.api_rows import results_data
from lvkb.exports.bibtex import bibtex_of
from lvkb.exports.cells import csv_lines
from lvkb.exports.columns import RESULTS
from lvkb.exports.json_text import json_list, json_value
from lvkb.exports.results_csv import result_rows
from lvkb.render.data_notice import DataNotice
from lvkb.render.drawing_style import drawing_style
from lvkb.render.figure_texts import number
from lvkb.render.related_columns import COLUMNS, RelatedColumn, all_speeds
from lvkb.render.related_tables import html_table, latex_table, markdown_table
from lvkb.render.renderer import Renderer
from lvkb.render.shown_views import ShownView
from lvkb.views.named_views import NamedView
from lvkb.views.picker import Choice

ENDINGS = ("html", "svg", "csv", "json", "md", "tex", "bib", "zip")
"""The files of a view, the page that others embed first."""

_SPEEDS = {"ms": "latency_ms", "ips": "throughput"}
_SHOWN = ("model", "paper", "year", "top1", "params", "gmacs", "px")


class ViewFiles(NamedTuple):
    """The files of a view but the archive of them all.

    Attributes:
        shown: The view.
        texts: Their contents, by their endings.
        beside: What goes into the archive beside them, by name: what it is, licence, citation.
    """

    shown: ShownView
    texts: Mapping[str, str]
    beside: Mapping[str, str]


def named_view_files(renderer: Renderer, *, is_frozen: bool = False) -> Iterator[ViewFiles]:
    """Gives the files of all named views, one view at a time.

    Args:
        renderer: The renderer of the catalogue.
        is_frozen: Whether they are of a release, and will lie in its folder.
    """
    notice = renderer.notice(is_frozen=is_frozen)
    up = "../../../../" if is_frozen else "../../"
    return (_view_files(renderer, shown, notice, up) for shown in renderer.shown_views)


def _view_files(renderer: Renderer, shown: ShownView, notice: DataNotice, up: str) -> ViewFiles:
    """Gives the files of a view.

    CSV and JSON hold every model that the chart shows; Markdown, LaTeX and BibTeX, which are printed, those on its
    front.
    """
    view, render = shown.view, renderer.render
    columns = _columns(view)
    told = {"shown": shown, "view": view, "notice": notice, "style": drawing_style(renderer.catalog.root)}
    texts = {
        "html": render("views/page.html.j2", up=up, table=html_table(view.front, columns), endings=ENDINGS, **told),
        "svg": render("views/drawing.svg.j2", up=notice.home or up, **told),
        "csv": view_csv(view),
        "json": view_json(shown, notice),
        "md": markdown_table(view.front, columns),
        "tex": latex_table(view.front, columns),
        "bib": bibtex_of(row.paper for row in view.front),
    }
    beside = {
        "README.md": render("views/notice.md.j2", **told),
        "LICENSE.txt": notice.license_text,
        "CITATION.bib": notice.citation,
    }
    return ViewFiles(shown, texts, beside)


def embed_page(renderer: Renderer, *, is_frozen: bool = False) -> str:
    """Gives the page that shows any view of models alone; its script and style lie beside it."""
    home = "../../../" if is_frozen else "../"
    first = next(iter(renderer.shown_views), None)
    return renderer.render("views/embed.html.j2", notice=renderer.notice(is_frozen=is_frozen), home=home, first=first)


def view_csv(view: NamedView) -> str:
    """Gives every row of a view with the columns of results.csv, behind what the view says of it."""
    own = [_own(view, row) for row in view.rows]
    lines = result_rows(row.result for row in view.rows)
    rows = ((*said.values(), *line) for said, line in zip(own, lines, strict=True))
    return "".join(csv_lines((*own[0], *RESULTS), rows))


def view_json(shown: ShownView, notice: DataNotice) -> str:
    """Gives every row of a view as the API writes results, behind what the view says of it."""
    view = shown.view
    head: dict[str, Any] = {
        "view": {"path": shown.path, "title": shown.title, "setup": str(view.setup), "cost": view.cost}
        | ({"device": view.device} if view.device else {}),
        "license": notice.license,
    }
    head |= {"release": notice.release.model_dump()} if notice.release else {}
    rows = zip(view.rows, results_data(row.result for row in view.rows), strict=True)
    lines = "".join(json_list(json_value({**_own(view, row), **told}) for row, told in rows))
    return f'{json_value(head).removesuffix("}")},"results":{lines}}}\n'


def _own(view: NamedView, row: Choice) -> dict[str, Any]:
    """Gives what a view says of a result: whether it is on the front, and the speed that it stands at."""
    said: dict[str, Any] = {"front": row in view.front}
    if view.cost in ("ms", "ips"):
        said |= {"device": view.device, _SPEEDS[view.cost]: getattr(row.entry, view.cost), "speeds": all_speeds(row)}
    return said


def _columns(view: NamedView) -> tuple[RelatedColumn, ...]:
    columns = tuple(COLUMNS[key] for key in _SHOWN)
    if not view.device:
        return columns
    unit = "ms" if view.cost == "ms" else "images/s"
    return (*columns, RelatedColumn(f"{view.device} {unit}", lambda row: number(getattr(row.entry, view.cost)), True))
