"""Pages that are there once: home, lists, the page of models, data, coverage and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from lvkb.exports.api import API, DOCUMENTS
from lvkb.exports.feed_paths import feed_links
from lvkb.layout import share
from lvkb.records import UNNAMED
from lvkb.render.chart_query import LIGHT_QUERY, front_query
from lvkb.render.glossary import glossary_page
from lvkb.render.page_heads import front_matter, single_head
from lvkb.render.renderer import Renderer
from lvkb.render.reports import Reports
from lvkb.render.repository import site_address
from lvkb.render.view_files import ENDINGS
from lvkb.views import coverage
from lvkb.views.audit_chart import HEIGHT, WIDTH, audit_chart
from lvkb.views.disagreements import disagreements
from lvkb.views.front import SMALL
from lvkb.views.home import home
from lvkb.views.names import names
from lvkb.views.sections import by_letter
from lvkb.views.standings import standings
from lvkb.views.tree_picture import WIDTH as TREE_WIDTH
from lvkb.views.tree_picture import tree_picture

_ANY_ADDRESS = "https://example.org/"
"""Stands in examples where the site has no address."""


def single_pages(renderer: Renderer) -> dict[str, str]:
    """Gives these pages by their paths inside the site's folder of documents."""
    return {
        "index.md": _home(renderer),
        "papers/index.md": _papers(renderer),
        "taxonomy/index.md": _taxonomy(renderer),
        "models.md": _models(renderer),
        "compare.md": renderer.page("compare"),
        "audit.md": _audit(renderer),
        "about.md": _about(renderer),
        "glossary.md": _glossary(renderer),
        "api.md": _api(renderer),
        "views.md": _views(renderer),
        "data.md": _data(renderer),
        "coverage.md": _coverage(renderer),
    }


def _home(renderer: Renderer) -> str:
    chart = renderer.charts.first(SMALL)
    return renderer.page(
        "home",
        home=home(renderer.results, renderer.workspace, renderer.lines),
        chart=chart,
        query=front_query(chart, **LIGHT_QUERY),
        families=renderer.families,
        totals=renderer.totals,
    )


def _papers(renderer: Renderer) -> str:
    return renderer.page("papers", letters=by_letter(renderer.lines), number=len(renderer.lines))


def _taxonomy(renderer: Renderer) -> str:
    families = renderer.families
    return renderer.page(
        "taxonomy",
        picture=tree_picture(families),
        picture_width=TREE_WIDTH,
        families=families,
        totals=renderer.totals,
    )


def _models(renderer: Renderer) -> str:
    return renderer.page(
        "models",
        standings=standings(renderer.results),
        chart=renderer.charts.first(),
        repository=renderer.repository.url,
        frozen=renderer.past.embedding,
        totals=renderer.totals,
    )


def _audit(renderer: Renderer) -> str:
    models, stored = renderer.models, renderer.catalog.counts
    judged = tuple(models.judged())
    charts = (
        ("Parameters", "millions", audit_chart(judged, "params")),
        ("Compute", "GMACs for one image", audit_chart(judged, "compute")),
    )
    return renderer.page(
        "audit",
        rows=models.by_name(),
        tally=models.tally(),
        charts=[chart for chart in charts if chart[2]],
        width=WIDTH,
        height=HEIGHT,
        corrections=models.corrections(),
        unlinked=models.unlinked(),
        absent=models.absent() if stored else (),
        versions=versions_text(stored.versions) if stored else "",
    )


def versions_text(versions: Mapping[str, str]) -> str:
    """Gives in words what counted: `lvkb's counter 1, timm 1.0.31, torch 2.13.0`."""
    names = {"counter": "lvkb's counter"}
    return ", ".join(f"{names.get(name, name)} {version}" for name, version in versions.items())


def _about(renderer: Renderer) -> str:
    return renderer.page("about", citation=renderer.citation, families=renderer.families, totals=renderer.totals)


def _glossary(renderer: Renderer) -> str:
    text = share(renderer.catalog.root, "docs/glossary.md").read_text(encoding="utf-8")
    return front_matter(single_head("glossary", renderer.catalog)) + glossary_page(text)


def _api(renderer: Renderer) -> str:
    """Gives the page for developers; its examples run as they stand where the site has an address."""
    known = names(renderer.catalog).papers
    return renderer.page(
        "api",
        api=API,
        documents=DOCUMENTS,
        address=site_address(renderer.catalog.about) or _ANY_ADDRESS,
        example=known[0].paper if known else UNNAMED,
    )


def _views(renderer: Renderer) -> str:
    setups = [(setup, tuple(group)) for setup, group in groupby(renderer.shown_views, lambda shown: shown.view.setup)]
    address = site_address(renderer.catalog.about) or _ANY_ADDRESS
    return renderer.page("views", setups=setups, endings=ENDINGS, address=address, frozen=renderer.past.releases)


def _data(renderer: Renderer) -> str:
    return renderer.page(
        "data",
        citation=renderer.citation,
        frozen=renderer.past.releases,
        feeds=tuple(feed_links(renderer.catalog)),
        families=renderer.families,
        totals=renderer.totals,
    )


def _coverage(renderer: Renderer) -> str:
    catalog, results = renderer.catalog, renderer.results
    return renderer.page(
        "coverage",
        families=coverage.families(catalog),
        setups=coverage.setups(results),
        gaps=coverage.gaps(results),
        disagreements=tuple(disagreements(results.results)),
        listings=coverage.listings(catalog),
        totals=renderer.totals,
        reports=Reports(renderer.repository, "../"),
    )
