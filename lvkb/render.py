"""Views to text: README, pages, table data. Nothing is written here; a render is a function of the catalogue alone."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import jinja2

from lvkb.catalog import Catalog
from lvkb.exports import bibtex_entry, published
from lvkb.layout import README, SCHEMA, share
from lvkb.records import Paper, paper_schema
from lvkb.views import coverage
from lvkb.views.best import picks
from lvkb.views.compare import COLUMNS, Cell, Link, compare_rows
from lvkb.views.disagreements import disagreements
from lvkb.views.models_page import Verdicts
from lvkb.views.papers import PaperPages
from lvkb.views.reading_rows import Column, ReadingRow, reading_rows, used_columns
from lvkb.views.scatter import SIDE, scatter
from lvkb.views.totals import counts
from lvkb.views.tree import Section, by_name, paper_lines, tree

FIRST_ROWS = 100
"""Rows of the comparison table that are in the page itself; the others come from its JSON file."""

_HOME = {
    "title": "Lightweight ViT Knowledge Base",
    "description": "Results of lightweight vision transformers: every number with its source, comparable in lanes.",
    "contents": False,
}
_PAPERS = {"title": "Papers", "description": "All papers of the knowledge base, by name.", "search": False}
_TAXONOMY = {
    "title": "Taxonomy",
    "description": "Families, categories and branches of lightweight vision transformers.",
}
_COMPARE = {
    "title": "Compare",
    "description": "All readings in one table to sort and filter.",
    "search": False,
    "table": True,
    "contents": False,
}
_COVERAGE = {
    "title": "Coverage",
    "description": "What the catalogue lacks, where its sources disagree, and what was left out of listings.",
    "search": False,
}
_MODELS = {
    "title": "Models",
    "description": "Reported parameters and compute beside those counted on the code that timm runs.",
    "search": False,
}
_DATA = {"title": "Data", "description": "The knowledge base as CSV, JSON and BibTeX, under CC-BY-4.0."}
_SPECIAL = re.compile(r"[&<>|`*\[\]\\{}~$^#]|(?<!\w)_|_(?!\w)")
_SPECIAL_IN_PROSE = re.compile(r"[&<>|\[\]\\{}~$^]")
_LINE_START = re.compile(r"^(?:[#+\-=:!]|\d+(?=[.)](?:\s|$))|\*(?=\s|$)|[*_](?=[*_ ]*$)|`(?=``))")
"""Headings, lists, definitions, rules and blocks of code begin with these."""

_WORD = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"})
"""Unicode's categories of the characters that GitHub keeps in an anchor."""


def markdown_text(text: str) -> str:
    """Writes text so that any Markdown renderer shows it as it is, in a paragraph, a heading or a table cell.

    Special characters become numeric entities, which GitHub and Python-Markdown read alike, inside tables too.
    """
    return _escape(text, _SPECIAL)


def markdown_prose(text: str) -> str:
    """Writes an annotation: emphasis and code stay Markdown, anything else is shown as it is."""
    return _escape(text, _SPECIAL_IN_PROSE)


def _escape(text: str, special: re.Pattern[str]) -> str:
    line = special.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
    return _LINE_START.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", line)


def sentence(text: str) -> str:
    """Ends a text with a full stop unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def anchor(heading: str) -> str:
    r"""Gives the anchor GitHub makes for a heading: lower case, punctuation dropped, spaces as hyphens.

    Source: `\p{Word}` in https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb
    """
    kept = (char for char in heading.lower() if char in "- " or unicodedata.category(char) in _WORD)
    return "".join(kept).replace(" ", "-")


def escaped_cells(row: ReadingRow, columns: Iterable[Column]) -> list[str]:
    """Gives the cells of a row in some columns, escaped for HTML."""
    return [escape(getattr(row, column.field)) for column in columns]


def to_yaml(data: object) -> str:
    """Writes data as one line of YAML in the form of JSON, with the line breaks that only YAML knows escaped."""
    text = json.dumps(data, ensure_ascii=False)
    return re.sub("[\x85\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def environment(templates: str) -> jinja2.Environment:
    """Gives the template environment: undefined names are errors, and templates cannot reach outside their folder."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown: each value is escaped by the filter of its place
    )
    env.filters |= {
        "md": markdown_text,
        "prose": markdown_prose,
        "sentence": sentence,
        "anchor": anchor,
        "cells": escaped_cells,
    }
    return env


class Renderer:
    """Renders everything that is made from one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._env = environment(str(share(catalog.root, "templates")))
        self._lines = paper_lines(catalog)
        self._families = tree(catalog, self._lines)
        self._counts = counts(catalog)
        self._verdicts = Verdicts(catalog)

    def committed(self) -> dict[str, str]:
        """Gives the generated files that are kept in the repository, by path from its root."""
        return {README: self.readme(), SCHEMA: schema_text()}

    def readme(self) -> str:
        """Gives README.md."""
        counted = {id_: self._verdicts.beside(line.best) if line.best else "" for id_, line in self._lines.items()}
        text = self._render("README.md.j2", families=self._families, counts=self._counts, counted=counted)
        return re.sub(r"\n{3,}", "\n\n", text)

    def site(self) -> dict[str, str]:
        """Gives the generated files of the site, by path inside its folder of documents."""
        readings = reading_rows(self.catalog)
        rows = compare_rows(row for rows in readings.values() for row in rows)
        common: dict[str, Any] = {"families": self._families, "counts": self._counts}
        return {
            "index.md": self._page("home", _HOME, picks=picks(self.catalog), **common),
            "papers/index.md": self._page("papers", _PAPERS, papers=by_name(self._lines)),
            "taxonomy/index.md": self._page("taxonomy", _TAXONOMY, **common),
            "compare.md": self._page("compare", _COMPARE, columns=COLUMNS, rows=rows, shown=rows[:FIRST_ROWS]),
            "models.md": self._models(),
            "data.md": self._page("data", _DATA),
            "coverage.md": self._coverage(),
            "data/table.json": table_json(rows),
            **self._nodes(self._families),
            **self._papers(readings),
            **published(self.catalog),
        }

    def _coverage(self) -> str:
        return self._page(
            "coverage",
            _COVERAGE,
            families=coverage.families(self.catalog),
            lanes=coverage.lanes(self.catalog),
            gaps=coverage.gaps(self.catalog),
            disagreements=tuple(disagreements(self.catalog)),
            listings=coverage.listings(self.catalog),
        )

    def _models(self) -> str:
        verdicts, stored = self._verdicts, self.catalog.counts
        judged = tuple(verdicts.judged())
        charts = (
            ("Parameters", "millions", scatter(judged, "params")),
            ("Compute", "GMACs for one image", scatter(judged, "compute")),
        )
        return self._page(
            "models",
            _MODELS,
            rows=verdicts.by_name(),
            tally=verdicts.tally(),
            charts=[chart for chart in charts if chart[2]],
            side=SIDE,
            corrections=verdicts.corrections(),
            unlinked=verdicts.unlinked(),
            absent=verdicts.absent() if stored else (),
            versions=versions_text(stored.versions) if stored else "",
        )

    def _nodes(self, sections: tuple[Section, ...]) -> dict[str, str]:
        pages: dict[str, str] = {}
        for section in sections:
            node = section.node
            parts = node.path.split("/")
            trail = [self.catalog.nodes["/".join(parts[:depth])] for depth in range(1, len(parts))]
            up = "../" * (len(parts) + 1)
            head = {"title": node.title, "description": node.definition}
            pages[f"taxonomy/{node.path}.md"] = self._page("node", head, section=section, trail=trail, up=up)
            pages |= self._nodes(section.sections)
        return pages

    def _papers(self, readings: Mapping[str, Sequence[ReadingRow]]) -> dict[str, str]:
        pages = PaperPages(self.catalog, self._lines, readings)
        return {f"papers/{paper.id}.md": self._paper(pages, paper) for paper in self.catalog.papers.values()}

    def _paper(self, pages: PaperPages, paper: Paper) -> str:
        page = pages.page(paper)
        columns = used_columns(row for variant in page.variants for row in variant.rows)
        head = {"title": paper.name, "description": paper.title, "contents": False, "paper": paper_head(paper)}
        models = self._verdicts.rows.get(paper.id, ())
        return self._page("paper", head, page=page, columns=columns, models=models, bibtex=bibtex_entry(paper).strip())

    def _page(self, name: str, head: Mapping[str, Any], **values: Any) -> str:
        """Gives a page: front matter, then Markdown.

        Blocks of HTML (`{% call html("name") %}` in a template) travel in the front matter, and a comment marks their
        place; the theme puts them there. Markdown processors read HTML slowly: this halves the time of a build.
        """
        blocks: dict[str, str] = {}

        def html(name: str, caller: Callable[[], str]) -> str:
            blocks[name] = caller().strip()
            return f"<!-- block:{name} -->\n"

        body = self._render(f"pages/{name}.md.j2", html=html, **values).strip()
        front = {**head, **({"blocks": blocks} if blocks else {})}
        matter = "".join(f"{key}: {to_yaml(value)}\n" for key, value in front.items())
        return f"---\n{matter}---\n\n" + re.sub(r"\n{3,}", "\n\n", body) + "\n"

    def _render(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(**values)


def versions_text(versions: Mapping[str, str]) -> str:
    """Gives in words what counted: `lvkb's counter 1, timm 1.0.31, torch 2.13.0`."""
    names = {"counter": "lvkb's counter"}
    return ", ".join(f"{names.get(name, name)} {version}" for name, version in versions.items())


def paper_head(paper: Paper) -> dict[str, Any]:
    """Gives what the head of a paper's page tells machines about the paper."""
    head = {
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.published.year,
        "venue": paper.published.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
    }
    return {key: value for key, value in head.items() if value}


def table_json(rows: Iterable[tuple[Cell, ...]]) -> str:
    """Gives the comparison table as compact JSON: columns, then rows of cells.

    A link is `[text, address]`; an address that is only an anchor belongs to the page of the row's first link.
    """
    columns = [column._asdict() for column in COLUMNS]
    data = {"columns": columns, "rows": [[_short(cell, row[0]) for cell in row] for row in rows]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _short(cell: Cell, first: Cell) -> Cell:
    if isinstance(cell, Link) and isinstance(first, Link) and cell.href.startswith(f"{first.href}#"):
        return Link(cell.text, cell.href.removeprefix(first.href))
    return cell


def schema_text() -> str:
    """Gives catalog/schema/paper.schema.json."""
    return json.dumps(paper_schema(), ensure_ascii=False, indent=2) + "\n"
