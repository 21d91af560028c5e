"""What all that is made from one catalogue shares: its templates, and what more than one page shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from lvkb.exports import bibtex_entry
from lvkb.layout import share
from lvkb.records import Paper
from lvkb.render.badge_svg import PaperBadges
from lvkb.render.citation import citation_bibtex
from lvkb.render.data_notice import DataNotice, data_notice
from lvkb.render.page_heads import front_matter, single_head
from lvkb.render.repository import repository_of
from lvkb.render.shown_views import ShownView, shown_view
from lvkb.render.template_environment import environment
from lvkb.results import Results
from lvkb.views.badges import badges
from lvkb.views.counted_models import CountedModels
from lvkb.views.front_charts import FrontCharts
from lvkb.views.frozen_releases import Past
from lvkb.views.named_views import named_views
from lvkb.views.palette import palette_of
from lvkb.views.sections import Section, paper_lines, tree
from lvkb.views.totals import Totals, totals
from lvkb.views.workspace import Workspace, workspace


class Renderer:
    """Renders templates for one catalogue; what several pages show is worked out once, when it is asked for.

    Which page shows what is told by the modules of `pages/`, and by those of texts and files beside this one.

    Attributes:
        results: What is derived from the catalogue.
        catalog: The catalogue.
        past: What the site keeps of earlier releases.
        lines: What lists of papers show of each, by its id.
        repository: Where the records are kept.
    """

    def __init__(self, results: Results, past: Past | None = None) -> None:
        """Takes what is derived from a catalogue, and what the site keeps of earlier releases."""
        self.results = results
        self.catalog = results.catalog
        self.past = past or Past()
        self.lines = paper_lines(results)
        self.repository = repository_of(self.catalog.about)
        self._palette = palette_of(self.catalog)
        self._env = environment(str(share(self.catalog.root, "templates")))
        self._bibtex: dict[str, str] = {}

    @cached_property
    def families(self) -> tuple[Section, ...]:
        """The tree of topics with their papers."""
        return tree(self.catalog, self.lines)

    @cached_property
    def totals(self) -> Totals:
        """How much the knowledge base holds."""
        return totals(self.results)

    @cached_property
    def citation(self) -> str:
        """How to cite the data of today, as BibTeX."""
        release = self.catalog.release
        return citation_bibtex(self.catalog.about, release, kept=self.past.keeps(release))

    @cached_property
    def models(self) -> CountedModels:
        """Models with the figures that were counted on their code."""
        return CountedModels(self.results)

    @cached_property
    def workspace(self) -> Workspace:
        """What the page of models shows."""
        return workspace(self.results)

    @cached_property
    def charts(self) -> FrontCharts:
        """Charts of accuracy against cost, drawn when they are asked for."""
        return FrontCharts(self.results)

    @cached_property
    def shown_views(self) -> tuple[ShownView, ...]:
        """The named views in words."""
        return tuple(map(shown_view, named_views(self.workspace, self._palette)))

    @cached_property
    def badges(self) -> PaperBadges:
        """The badges of papers."""
        chart = self.charts.first()
        found = badges(self.results, (point.result for point in chart.front) if chart else ())
        return PaperBadges(self.catalog.about, found)

    def notice(self, *, is_frozen: bool = False) -> DataNotice:
        """Gives what is said of the data where they travel; frozen ones are those of the release."""
        is_kept = is_frozen or self.past.keeps(self.catalog.release)
        return data_notice(self.catalog, is_frozen=is_frozen, is_kept=is_kept)

    def bibtex(self, paper: Paper) -> str:
        """Gives the entry of a paper for bibliographies, without an end of line."""
        if paper.id not in self._bibtex:  # who shows one page waits for one entry
            self._bibtex[paper.id] = bibtex_entry(paper).strip()
        return self._bibtex[paper.id]

    def render(self, template: str, **values: Any) -> str:
        """Gives the text of a template, by its path in the folder of templates."""
        return self._env.get_template(template).render(
            about=self.catalog.about, release=self.catalog.release, palette=self._palette, **values
        )

    def page(self, name: str, head: Mapping[str, Any] | None = None, **values: Any) -> str:
        """Gives a page: front matter, then Markdown.

        Blocks of HTML (`{% call html("name") %}` in a template) travel in the front matter, and a comment marks their
        place; the theme puts them there. Markdown processors read HTML slowly: this halves the time of a build.

        Args:
            name: The name of its template in `pages/`, without endings.
            head: Its front matter; without it, that of a page that is there once.
            **values: What the template shows.
        """
        blocks: dict[str, str] = {}

        def html(name: str, caller: Callable[[], str]) -> str:
            blocks[name] = caller().strip()
            return f"<!-- block:{name} -->\n"

        body = self.render(f"pages/{name}.md.j2", html=html, **values).strip()
        front = {**(head or single_head(name, self.catalog)), **({"blocks": blocks} if blocks else {})}
        return front_matter(front) + without_gaps(body) + "\n"


def without_gaps(text: str) -> str:
    """Gives a text with one blank line where templates left more."""
    return re.sub(r"\n{3,}", "\n\n", text)
