"""Everything that is rendered from one catalogue: README, pages, table data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from lvkb import __version__
from lvkb.exports import FILES, bibtex_entry
from lvkb.exports.api import API, DOCUMENTS, PATHS, api_files
from lvkb.exports.catalog_json import DATA_VERSION, LICENSE
from lvkb.exports.feed_paths import feed_links
from lvkb.layout import CITATION, README, SCHEMA, ZENODO, share
from lvkb.permalinks import source_url
from lvkb.records import UNNAMED, Paper, paper_schema
from lvkb.render import markdown, result_cells
from lvkb.render.badge_svg import PaperBadges
from lvkb.render.citation import citation_bibtex, citation_cff, zenodo_json
from lvkb.render.croissant import CROISSANT, described_data
from lvkb.render.data_notice import DataNotice, data_notice, notice_json
from lvkb.render.evidence_json import evidence_json
from lvkb.render.glossary import glossary_page
from lvkb.render.names_data import INDEX as NAMES
from lvkb.render.names_data import names_files
from lvkb.render.page_heads import gone_head, node_head, paper_head, release_head, single_head
from lvkb.render.reports import Reports
from lvkb.render.repository import repository_of, site_address
from lvkb.render.snippet_rows import row_snippets
from lvkb.render.template_environment import GLOBALS, environment
from lvkb.render.view_files import ENDINGS, ShownView, ViewFiles, chart_query, shown_view, view_files
from lvkb.render.workspace_json import workspace_json
from lvkb.results import Results
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.views import coverage
from lvkb.views.audit_chart import HEIGHT, WIDTH, audit_chart
from lvkb.views.badges import badges
from lvkb.views.counted_models import CountedModels
from lvkb.views.disagreements import disagreements
from lvkb.views.front import SMALL, FrontChart, FrontCharts
from lvkb.views.frozen_releases import Past
from lvkb.views.home import home
from lvkb.views.named_views import named_views
from lvkb.views.names import names
from lvkb.views.palette import palette_of
from lvkb.views.papers import PaperPages
from lvkb.views.result_columns import used_columns
from lvkb.views.sections import Section, by_letter, by_name, members, paper_lines, tree
from lvkb.views.standings import standings
from lvkb.views.totals import Totals, totals
from lvkb.views.tree_picture import WIDTH as TREE_WIDTH
from lvkb.views.tree_picture import tree_picture
from lvkb.views.workspace import Workspace, workspace

_LIGHT_QUERY = {"params": GLOBALS["light_params"], "gmacs": GLOBALS["light_gmacs"]}
"""The limits of light models in addresses of the page of models."""


WORKSPACE, NOTICE = "data/models.json", "data/notice.json"
LLMS = "llms.txt"
LINKED = (WORKSPACE, NAMES, LLMS, CROISSANT, *FILES, *PATHS)
"""Data files that pages may link to."""


class Renderer:
    """Renders everything that is made from one catalogue; what README needs not is worked out when it is asked for.

    Args:
        results: What is derived from the catalogue.
        past: What the site keeps of earlier releases.
    """

    def __init__(self, results: Results, past: Past | None = None) -> None:
        self.results = results
        self._past = past or Past()
        self.catalog = results.catalog
        self._env = environment(str(share(self.catalog.root, "templates")))
        self._lines = paper_lines(results)
        self._bibtex: dict[str, str] = {}
        self._palette = palette_of(self.catalog)
        self._repository = repository_of(self.catalog.about)

    @cached_property
    def _families(self) -> tuple[Section, ...]:
        return tree(self.catalog, self._lines)

    @cached_property
    def _totals(self) -> Totals:
        return totals(self.results)

    @cached_property
    def _citation(self) -> str:
        release = self.catalog.release
        return citation_bibtex(
            self.catalog.about, release, kept=release in {item.release for item in self._past.releases}
        )

    @cached_property
    def _models(self) -> CountedModels:
        return CountedModels(self.results)

    @cached_property
    def _workspace(self) -> Workspace:
        return workspace(self.results)

    @cached_property
    def _charts(self) -> FrontCharts:
        return FrontCharts(self.results)

    def committed(self) -> dict[str, str]:
        """Gives the generated files that are kept in the repository, by path from its root."""
        about, release = self.catalog.about, self.catalog.release
        files = {README: self.readme(), SCHEMA: schema_text()}
        return files | (
            {CITATION: citation_cff(about, release), ZENODO: zenodo_json(about, release)} if release else {}
        )

    def readme(self) -> str:
        """Gives README.md."""
        text = self._render("README.md.j2", families=self._families, totals=self._totals)
        return re.sub(r"\n{3,}", "\n\n", text)

    def bundle_notice(
        self, commit: str, licences: Sequence[str], *, unreleased: bool, site: bool, parquet: bool
    ) -> str:
        """Gives the README of a release's archive.

        Args:
            commit: The commit that it is made of.
            licences: Names of the files of licences in it.
            unreleased: Whether it holds what was not released yet.
            site: Whether the site is in it.
            parquet: Whether its tables are in it as Parquet too.
        """
        told = {"commit": commit, "licences": licences, "unreleased": unreleased}
        address = site_address(self.catalog.about)
        facts = {
            "lvkb_version": __version__,
            "schema_version": DATA_VERSION,
            "licence": LICENSE,
            "site": site,
            "parquet": parquet,
        }
        citation = citation_bibtex(self.catalog.about, self.catalog.release, kept=True)
        return self._render("bundle.md.j2", totals=self._totals, citation=citation, address=address, **told, **facts)

    def site(self) -> dict[str, str]:
        """Gives the generated files of the site, by path inside its folder of documents."""
        return {**dict(self.pages()), **dict(self.data_files())}

    def pages(self) -> Iterator[tuple[str, str]]:
        """Gives the generated pages of the site with their paths inside its folder of documents, one at a time."""
        yield from self.shared_pages()
        yield from self.paper_pages(self.catalog.papers.values())

    def shared_pages(self) -> Iterator[tuple[str, str]]:
        """Gives the generated pages of the site that are of no single paper."""
        yield from self._single_pages().items()
        yield from self._releases()
        yield from self._gone_papers()
        yield from self._nodes(self._families)

    def _single_pages(self) -> dict[str, str]:
        common: dict[str, Any] = {"families": self._families, "totals": self._totals}
        chart = self._charts.first(SMALL)
        return {
            "index.md": self._page(
                "home",
                home=home(self.results, self._workspace, self._lines),
                chart=chart,
                query=_query_of(chart, **_LIGHT_QUERY) if chart else "",
                **common,
            ),
            "papers/index.md": self._page("papers", letters=by_letter(self._lines), number=len(self._lines)),
            "taxonomy/index.md": self._page(
                "taxonomy", picture=tree_picture(self._families), picture_width=TREE_WIDTH, **common
            ),
            "models.md": self._page(
                "models",
                standings=standings(self.results),
                chart=self._charts.first(),
                repository=self._repository.url,
                frozen=self._past.embedding,
                **common,
            ),
            "compare.md": self._page("compare"),
            "audit.md": self._audit(),
            "about.md": self._page("about", citation=self._citation, **common),
            "glossary.md": self._glossary(),
            "api.md": self._api_page(),
            "views.md": self._views_page(),
            "data.md": self._data(**common),
            "coverage.md": self._coverage(),
        }

    def linked(self) -> Iterator[str]:
        """Gives the paths of data files that pages link to."""
        yield from LINKED
        yield from (f"{item.folder}/{path}" for item in self._past.releases for path in item.linked)

    def data_files(self) -> Iterator[tuple[str, str]]:
        """Gives the data files of the site with their paths inside it, one at a time; no page is made of them."""
        yield from self.page_data()
        yield from names_files(names(self.catalog))
        yield from self._evidence()
        yield from self.badges.files()
        yield from described_data(self.results, site_address(self.catalog.about))
        yield from api_files(self.results)

    def page_data(self, *, is_frozen: bool = False) -> Iterator[tuple[str, str]]:
        """Gives the data of the page of models with their paths in the site, or in a release."""
        yield WORKSPACE, workspace_json(self._workspace)
        yield NOTICE, notice_json(self.notice(is_frozen=is_frozen))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Gives llms.txt and the papers as Markdown with their paths in the site, for readers that are programs."""
        yield from self.shared_texts()
        yield from self.paper_texts(self.catalog.papers.values())

    def shared_texts(self) -> Iterator[tuple[str, str]]:
        """Gives the texts for programs that are of no single paper."""
        yield (
            LLMS,
            self._render(
                "texts/llms.txt.j2",
                home=site_address(self.catalog.about),
                api=API,
                documents=DOCUMENTS,
                totals=self._totals,
            ),
        )
        yield "papers/index.md", self._render("texts/papers.md.j2", papers=by_name(self._lines))

    def paper_texts(self, papers: Iterable[Paper]) -> Iterator[tuple[str, str]]:
        """Gives some papers as Markdown with their paths in the site, one at a time."""
        pages = PaperPages(self.results, self._lines)
        for paper in papers:
            text = self._render(
                "texts/paper.md.j2",
                page=pages.page(paper),
                data=f"{API}/papers/{paper.id}.json",
                bibtex=self._bibtex_of(paper),
                urls=_source_urls(paper),
            )
            yield f"papers/{paper.id}/index.md", re.sub(r"\n{3,}", "\n\n", text)

    def views(self, *, is_frozen: bool = False) -> Iterator[ViewFiles]:
        """Gives the named views with their files, one at a time.

        Args:
            is_frozen: Whether they are of a release, and will lie in its folder.
        """
        notice = self.notice(is_frozen=is_frozen)
        up = "../../../../" if is_frozen else "../../"
        for shown in self.shown_views:
            yield view_files(shown, notice, self.catalog.root, up, self._render)

    def embed_page(self, *, is_frozen: bool = False) -> str:
        """Gives the page that shows any view of models alone; its script and style lie beside it."""
        home = "../../../" if is_frozen else "../"
        first = self.shown_views[0] if self.shown_views else None
        return self._render("views/embed.html.j2", notice=self.notice(is_frozen=is_frozen), home=home, first=first)

    @cached_property
    def shown_views(self) -> tuple[ShownView, ...]:
        """The named views in words."""
        return tuple(map(shown_view, named_views(self._workspace, self._palette)))

    def notice(self, *, is_frozen: bool = False) -> DataNotice:
        """Gives what is said of the data where they travel; frozen ones are those of the release."""
        is_kept = is_frozen or self.catalog.release in {item.release for item in self._past.releases}
        return data_notice(self.catalog, is_frozen=is_frozen, is_kept=is_kept)

    @cached_property
    def badges(self) -> PaperBadges:
        """The badges of papers."""
        chart = self._charts.first()
        found = badges(self.results, (point.result for point in chart.front) if chart else ())
        return PaperBadges(self.catalog.about, found)

    def _bibtex_of(self, paper: Paper) -> str:
        if paper.id not in self._bibtex:  # who shows one page waits for one entry
            self._bibtex[paper.id] = bibtex_entry(paper).strip()
        return self._bibtex[paper.id]

    def _evidence(self) -> Iterator[tuple[str, str]]:
        snippets = row_snippets(self._workspace)
        for paper in (row.paper for row in self._workspace.papers):
            text = evidence_json(paper, self.results.merged[paper.id], self._bibtex_of(paper), snippets[paper.id])
            yield f"data/evidence/{paper.id}.json", text

    def _coverage(self) -> str:
        return self._page(
            "coverage",
            families=coverage.families(self.catalog),
            setups=coverage.setups(self.results),
            gaps=coverage.gaps(self.results),
            disagreements=tuple(disagreements(self.results.results)),
            listings=coverage.listings(self.catalog),
            totals=self._totals,
            reports=Reports(self._repository, "../"),
        )

    def _api_page(self) -> str:
        """Gives the page for developers; its examples run as they stand where the site has an address."""
        known = names(self.catalog).papers
        return self._page(
            "api",
            api=API,
            documents=DOCUMENTS,
            address=site_address(self.catalog.about) or "https://example.org/",
            example=known[0].paper if known else UNNAMED,
        )

    def _views_page(self) -> str:
        setups = [(setup, tuple(group)) for setup, group in groupby(self.shown_views, lambda shown: shown.view.setup)]
        address = site_address(self.catalog.about) or "https://example.org/"
        return self._page("views", setups=setups, endings=ENDINGS, address=address, frozen=self._past.releases)

    def _glossary(self) -> str:
        text = glossary_page(share(self.catalog.root, "docs/glossary.md").read_text(encoding="utf-8"))
        return front_matter(self._single_head("glossary")) + text

    def _data(self, **common: Any) -> str:
        feeds = tuple(feed_links(self.catalog))
        return self._page("data", citation=self._citation, frozen=self._past.releases, feeds=feeds, **common)

    def _audit(self) -> str:
        models, stored = self._models, self.catalog.counts
        judged = tuple(models.judged())
        charts = (
            ("Parameters", "millions", audit_chart(judged, "params")),
            ("Compute", "GMACs for one image", audit_chart(judged, "compute")),
        )
        return self._page(
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

    def _releases(self) -> Iterator[tuple[str, str]]:
        for item in self._past.releases:
            citation = citation_bibtex(self.catalog.about, item.release, kept=True)
            head = release_head(item.release)
            page = self._page("release", head, frozen=item, citation=citation, repository=self._repository.url)
            yield f"{item.folder}.md", page

    def _gone_papers(self) -> Iterator[tuple[str, str]]:
        for gone in self._past.gone:
            yield f"papers/{gone.id}.md", self._page("gone_paper", gone_head(gone.name), gone=gone)

    def _nodes(self, sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
        for section in sections:
            node = section.node
            parts = node.path.split("/")
            trail = self.catalog.way_to(node.path)[:-1]
            up = "../" * (len(parts) + 1)
            chart = self._charts.topic(node.path)
            page = self._page(
                "node",
                node_head(node, trail, self.catalog.below(node.path)),
                section=section,
                members=members(section),
                trail=trail,
                up=up,
                reports=Reports(self._repository, up),
                chart=chart,
                small=self._charts.topic(node.path, SMALL),
                query=_query_of(chart, **_LIGHT_QUERY, topic=node.path) if chart else "",
            )
            yield f"taxonomy/{node.path}.md", page
            yield from self._nodes(section.sections)

    def paper_pages(self, papers: Iterable[Paper]) -> Iterator[tuple[str, str]]:
        """Gives the pages of some papers with their paths inside the site's folder of documents, one at a time."""
        pages = PaperPages(self.results, self._lines)
        return ((page_of(paper), self._paper(pages, paper)) for paper in papers)

    def _paper(self, pages: PaperPages, paper: Paper) -> str:
        up = "../../"
        columns = used_columns(self.results.merged[paper.id])
        chart = self._charts.paper(paper)
        return self._page(
            "paper",
            paper_head(paper, self.catalog.way_to(paper.categories[0])),
            page=pages.page(paper),
            columns=columns,
            cells=lambda result: result_cells.cells_html(result, columns, self.catalog.papers, up),
            work=lambda work: result_cells.work_html(work, self.catalog.papers, up),
            models=self._models.rows.get(paper.id, ()),
            bibtex=self._bibtex_of(paper),
            reports=Reports(self._repository, up),
            badge=self.badges.told(paper),
            chart=chart,
            query=_query_of(chart) if chart else "",
            urls=_source_urls(paper),
        )

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
        return front_matter(front) + re.sub(r"\n{3,}", "\n\n", body) + "\n"

    def _single_head(self, name: str) -> dict[str, Any]:
        """Gives the head of a page that is there once; it changes with any record."""
        updated = self.catalog.updated
        return {**single_head(name, self.catalog.about), **({"updated": updated.isoformat()} if updated else {})}

    def _render(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(
            about=self.catalog.about, release=self.catalog.release, palette=self._palette, **values
        )


def _query_of(chart: FrontChart, **limits: str) -> str:
    """Gives the query by which the page of models shows the models of a chart; empty where it cannot.

    That page lists methods under the model that they are applied to, and other data sets not at all.
    """
    own = [point.result for point in chart.lit or chart.marked if not point.result.is_method_applied]
    if not own or chart.setup.dataset != DEFAULT_DATASET:
        return ""
    scope = {} if all(result.paper.scope == "core" for result in own) else {"scope": "all"}
    return chart_query(chart.setup, chart.cost, **limits, **scope)


def page_of(paper: Paper) -> str:
    """Gives the path of a paper's page inside the site's folder of documents."""
    return f"papers/{paper.id}.md"


def _source_urls(paper: Paper) -> dict[str, str]:
    return {key: source_url(source) for key, source in paper.sources.items()}


def front_matter(values: Mapping[str, Any]) -> str:
    """Gives the head of a page for the theme."""
    lines = "".join(f"{key}: {markdown.to_yaml(value)}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n"


def versions_text(versions: Mapping[str, str]) -> str:
    """Gives in words what counted: `lvkb's counter 1, timm 1.0.31, torch 2.13.0`."""
    names = {"counter": "lvkb's counter"}
    return ", ".join(f"{names.get(name, name)} {version}" for name, version in versions.items())


def schema_text() -> str:
    """Gives catalog/schema/paper.schema.json."""
    return json.dumps(paper_schema(), ensure_ascii=False, indent=2) + "\n"
