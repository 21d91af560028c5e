"""The files of named views: one address each, the same rows in every form, digits as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from lvkb.exports.api.api_rows import results_data
from lvkb.exports.bibtex import bibtex_of
from lvkb.exports.cells import csv_file
from lvkb.exports.columns import RESULTS
from lvkb.exports.json_text import json_value
from lvkb.exports.results_csv import result_rows
from lvkb.render.data_notice import DataNotice
from lvkb.render.drawing_style import drawing_style
from lvkb.render.figure_texts import number
from lvkb.render.related_columns import COLUMNS, RelatedColumn, all_speeds
from lvkb.render.related_tables import html_table, latex_table, markdown_table
from lvkb.subject.setups import SUPERVISED, Setup
from lvkb.views.frozen_releases import VIEWS
from lvkb.views.named_views import NamedView
from lvkb.views.picker import Choice
from lvkb.views.setup_fronts import CostName, SpeedName

ENDINGS = ("html", "svg", "csv", "json", "md", "tex", "bib", "zip")
"""The files of a view, the page that others embed first."""

Render = Callable[..., str]

_COSTS = {"gmacs": "GMACs", "params": "parameters", "ms": "milliseconds", "ips": "images per second"}
_SPEEDS = {"ms": "latency_ms", "ips": "throughput"}
_AXES = {"ms": "speed", "ips": "speed"}
_SHOWN = ("model", "paper", "year", "top1", "params", "gmacs", "px")


class ShownView(NamedTuple):
    """A view in words.

    Attributes:
        view: The view.
        title: What it shows: `Accuracy against GMACs`, with the device of speeds.
        query: The address of the same setup and axis on the page of models, as its query.
    """

    view: NamedView
    title: str
    query: str

    @property
    def path(self) -> str:
        """Its address below the site, or a release, without an ending."""
        return f"{VIEWS}/{self.view.path}"

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return self.view.path.rpartition("/")[2]

    @property
    def archive(self) -> str:
        """The name of the folder in its archive."""
        return self.view.path.replace("/", "-")


def shown_view(view: NamedView) -> ShownView:
    """Gives a view in words."""
    device = f" on {view.device}" if view.device else ""
    return ShownView(
        view, f"Accuracy against {_COSTS[view.cost]}{device}", chart_query(view.setup, view.cost, view.device)
    )


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


def view_files(shown: ShownView, notice: DataNotice, root: Path, up: str, render: Render) -> ViewFiles:
    """Gives the files of a view.

    CSV and JSON hold every model that the chart shows; Markdown, LaTeX and BibTeX, which are printed, those on its
    front.

    Args:
        shown: The view.
        notice: What is said of the data.
        root: The root of the knowledge base.
        up: The way from the view's page to the home page.
        render: Renders a template.
    """
    view = shown.view
    columns = _columns(view)
    told = {"shown": shown, "view": view, "notice": notice, "style": drawing_style(root)}
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


def view_csv(view: NamedView) -> str:
    """Gives every row of a view with the columns of results.csv, behind what the view says of it."""
    own = [_own(view, row) for row in view.rows]
    lines = result_rows(row.result for row in view.rows)
    return csv_file((*own[0], *RESULTS), ((*said.values(), *line) for said, line in zip(own, lines, strict=True)))


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
    lines = ",\n".join(json_value({**_own(view, row), **told}) for row, told in rows)
    return f'{json_value(head).removesuffix("}")},"results":[\n{lines}\n]}}\n'


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


def chart_query(setup: Setup, cost: CostName | SpeedName, device: str = "", **limits: str) -> str:
    """Gives the query by which the page of models shows a chart of a setup.

    Args:
        setup: The setup.
        cost: What the chart's axis from left to right tells.
        device: Device that speeds are of.
        **limits: Further filters, by their names in addresses.
    """
    told = {
        **limits,  # in front, since `&para` begins an entity for readers of HTML that are not browsers
        "view": "chart",
        "px": setup.resolution.partition(" ")[0],
        "pretrain": "none" if setup.data == setup.dataset else setup.data,
        "distilled": setup.distilled,
        "eval": setup.evaluation,
        "device": device,
        "x": _AXES.get(cost, cost),
    }
    usual = {"px": "224", "pretrain": "none", "distilled": "no", "eval": SUPERVISED, "device": "", "x": "gmacs"}
    return urlencode({key: value for key, value in told.items() if value != usual.get(key)}, safe="/")
