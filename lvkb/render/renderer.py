"""Everything that is rendered from one catalogue: README, pages, table data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

import jinja2

from lvkb.exports import bibtex_entry, published
from lvkb.layout import README, SCHEMA, share
from lvkb.records import Paper, paper_schema
from lvkb.render import figure_texts, markdown
from lvkb.render.page_heads import HEADS, node_head, paper_head
from lvkb.render.table_data import Row, table_json
from lvkb.results import JudgedReading, Results
from lvkb.results.explanations import explain, in_unit
from lvkb.subject.agreement import MEANINGS
from lvkb.subject.light import LIGHT_GMACS, LIGHT_PARAMS_M, LIGHT_RESOLUTION
from lvkb.views import compare, coverage
from lvkb.views.disagreements import disagreements
from lvkb.views.models_page import ModelRow, ModelsPage
from lvkb.views.papers import PaperPages
from lvkb.views.picks import picks
from lvkb.views.reading_columns import ReadingColumn, used_columns
from lvkb.views.scatter import SIDE, scatter
from lvkb.views.sections import Section, by_name, paper_lines, tree
from lvkb.views.snippets import is_fusable, snippet
from lvkb.views.totals import totals

FIRST_ROWS = 100
"""Rows of the comparison table that are in the page itself; the others come from its JSON file."""


def escaped_cells(item: JudgedReading, columns: Iterable[ReadingColumn]) -> list[str]:
    """Gives the cells of a reading in some columns, escaped for HTML."""
    return [escape(figure_texts.reading_text(column.cell(item.reading))) for column in columns]


def row_snippet(row: ModelRow) -> str:
    """Gives the Python that runs a model at the own size of its weights; empty when nothing was counted on them."""
    return snippet(row.own, deploy=is_fusable(row.own)) if row.own else ""


FILTERS: Mapping[str, Callable[..., Any]] = {
    "md": markdown.markdown_text,
    "prose": markdown.markdown_prose,
    "sentence": markdown.sentence,
    "anchor": markdown.anchor,
    "cells": escaped_cells,
    "cell": figure_texts.cell_text,
    "number": figure_texts.number,
    "figure": figure_texts.figure_text,
    "compute": figure_texts.compute_text,
    "summary": figure_texts.summary,
    "confirmed": figure_texts.confirmed,
    "reported": figure_texts.reported,
    "counted": figure_texts.counted,
    "protocol": figure_texts.protocol_text,
    "explain": explain,
    "point_title": figure_texts.point_title,
    "params": lambda count: in_unit("params", count),
    "gmacs": lambda count: in_unit("compute", count),
    "snippet": row_snippet,
    "marks": compare.reading_marks,
}
"""How templates write values: a template never writes one of itself."""

GLOBALS: Mapping[str, Any] = {
    "verdicts": MEANINGS,
    "light_params": figure_texts.number(LIGHT_PARAMS_M),
    "light_gmacs": figure_texts.number(LIGHT_GMACS),
    "light_resolution": figure_texts.number(LIGHT_RESOLUTION),
}
"""Facts that templates tell, from where the code has them."""


@cache
def environment(templates: str) -> jinja2.Environment:
    """Gives the template environment: undefined names are errors, and templates cannot reach outside their folder.

    It is made once for each folder, so that `lvkb serve` reads only those templates again that have changed.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown: each value is escaped by the filter of its place
    )
    env.filters.update(FILTERS)
    env.globals.update(GLOBALS)
    return env


class Renderer:
    """Renders everything that is made from one catalogue."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.catalog = results.catalog
        self._env = environment(str(share(self.catalog.root, "templates")))
        self._lines = paper_lines(results)
        self._families = tree(self.catalog, self._lines)
        self._totals = totals(results)
        self._models = ModelsPage(results)

    def committed(self) -> dict[str, str]:
        """Gives the generated files that are kept in the repository, by path from its root."""
        return {README: self.readme(), SCHEMA: schema_text()}

    def readme(self) -> str:
        """Gives README.md."""
        text = self._render("README.md.j2", families=self._families, totals=self._totals)
        return re.sub(r"\n{3,}", "\n\n", text)

    def site(self) -> dict[str, str]:
        """Gives the generated files of the site, by path inside its folder of documents."""
        common: dict[str, Any] = {"families": self._families, "totals": self._totals}
        rows = self._compared()
        return {
            "index.md": self._page("home", picks=picks(self.results.results), **common),
            "papers/index.md": self._page("papers", papers=by_name(self._lines)),
            "taxonomy/index.md": self._page("taxonomy", **common),
            "compare.md": self._page("compare", columns=compare.COLUMNS, rows=rows, shown=rows[:FIRST_ROWS], **common),
            "models.md": self._models_page(),
            "data.md": self._page("data", **common),
            "coverage.md": self._coverage(),
            "data/table.json": table_json(rows),
            **self._nodes(self._families),
            **self.paper_pages(self.catalog.papers.values()),
            **published(self.results),
        }

    def _compared(self) -> tuple[Row, ...]:
        nodes = self.catalog.nodes
        return tuple(compare.cells(result, nodes) for result in compare.compared(self.results.results))

    def _coverage(self) -> str:
        return self._page(
            "coverage",
            families=coverage.families(self.catalog),
            setups=coverage.setups(self.results),
            gaps=coverage.gaps(self.results),
            disagreements=tuple(disagreements(self.results.results)),
            listings=coverage.listings(self.catalog),
            totals=self._totals,
        )

    def _models_page(self) -> str:
        models, stored = self._models, self.catalog.counts
        judged = tuple(models.judged())
        charts = (
            ("Parameters", "millions", scatter(judged, "params")),
            ("Compute", "GMACs for one image", scatter(judged, "compute")),
        )
        return self._page(
            "models",
            rows=models.by_name(),
            tally=models.tally(),
            charts=[chart for chart in charts if chart[2]],
            side=SIDE,
            corrections=models.corrections(),
            unlinked=models.unlinked(),
            absent=models.absent() if stored else (),
            versions=versions_text(stored.versions) if stored else "",
        )

    def _nodes(self, sections: tuple[Section, ...]) -> dict[str, str]:
        pages: dict[str, str] = {}
        for section in sections:
            node = section.node
            parts = node.path.split("/")
            trail = self.catalog.way_to(node.path)[:-1]
            up = "../" * (len(parts) + 1)
            head = node_head(node, trail, self.catalog.below(node.path))
            pages[f"taxonomy/{node.path}.md"] = self._page("node", head, section=section, trail=trail, up=up)
            pages |= self._nodes(section.sections)
        return pages

    def paper_pages(self, papers: Iterable[Paper]) -> dict[str, str]:
        """Gives the pages of some papers, by path inside the site's folder of documents."""
        pages = PaperPages(self.results, self._lines)
        return {f"papers/{paper.id}.md": self._paper(pages, paper) for paper in papers}

    def _paper(self, pages: PaperPages, paper: Paper) -> str:
        columns = used_columns(self.results.by_paper[paper.id])
        models = self._models.rows.get(paper.id, ())
        bibtex = bibtex_entry(paper).strip()
        head = paper_head(paper, self.catalog.way_to(paper.categories[0]))
        return self._page("paper", head, page=pages.page(paper), columns=columns, models=models, bibtex=bibtex)

    def _page(self, name: str, head: Mapping[str, Any] | None = None, **values: Any) -> str:
        """Gives a page: front matter, then Markdown.

        Blocks of HTML (`{% call html("name") %}` in a template) travel in the front matter, and a comment marks their
        place; the theme puts them there. Markdown processors read HTML slowly: this halves the time of a build.
        """
        blocks: dict[str, str] = {}

        def html(name: str, caller: Callable[[], str]) -> str:
            blocks[name] = caller().strip()
            return f"<!-- block:{name} -->\n"

        body = self._render(f"pages/{name}.md.j2", html=html, **values).strip()
        front = {**(head or self._single_head(name)), **({"blocks": blocks} if blocks else {})}
        matter = "".join(f"{key}: {markdown.to_yaml(value)}\n" for key, value in front.items())
        return f"---\n{matter}---\n\n" + re.sub(r"\n{3,}", "\n\n", body) + "\n"

    def _single_head(self, name: str) -> dict[str, Any]:
        """Gives the head of a page that is there once; it changes with any record."""
        updated = self.catalog.updated
        return {**HEADS[name], **({"updated": updated.isoformat()} if updated else {})}

    def _render(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(**values)


def versions_text(versions: Mapping[str, str]) -> str:
    """Gives in words what counted: `lvkb's counter 1, timm 1.0.31, torch 2.13.0`."""
    names = {"counter": "lvkb's counter"}
    return ", ".join(f"{names.get(name, name)} {version}" for name, version in versions.items())


def schema_text() -> str:
    """Gives catalog/schema/paper.schema.json."""
    return json.dumps(paper_schema(), ensure_ascii=False, indent=2) + "\n"
