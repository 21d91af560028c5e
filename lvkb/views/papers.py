"""Everything a paper's own page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lvkb.catalog import Node
from lvkb.records import Annotation, Confirmation, Paper, Protocol
from lvkb.registers import PAPER_REGISTERS, Ref
from lvkb.results import Results
from lvkb.views.paper_models import PaperModel, paper_models
from lvkb.views.paper_sources import SourceLine, source_lines
from lvkb.views.sections import PaperLine
from lvkb.views.timing_table import TimingTable, timing_table
from lvkb.views.timm_table import TimmTable, timm_table


class Identity(NamedTuple):
    """One of a paper's identities as a link."""

    label: str
    text: str
    url: str


class ProtocolLine(NamedTuple):
    """A protocol of the record with its key."""

    key: str
    entry: Protocol


class Relation(NamedTuple):
    """A related work; `id` is empty for one that the catalogue does not hold."""

    label: str
    id: str
    text: str


class PaperPage(NamedTuple):
    """A paper's page.

    Attributes:
        line: The paper as one line.
        authors: All authors.
        aliases: Other names.
        identities: arXiv, DOI, OpenReview, CVF, as far as there are.
        trails: For each category the nodes from the family down.
        annotation: Idea, what gets cheaper, limits.
        models: Its models with their results.
        sources: Sources in the order of the record.
        protocols: Protocols in the order of the record.
        relations: Works it builds on or supersedes, and papers of the catalogue that build on it.
        neighbours: Other papers of its leaves, nearest in time first.
        families: Titles of its families.
        timm: timm's own evaluations of its models, if there are any.
        timings: Times of its models on devices, if there are any.
        confirmed: That an author confirms all readings, if one does.
    """

    line: PaperLine
    authors: tuple[str, ...]
    aliases: tuple[str, ...]
    identities: tuple[Identity, ...]
    trails: tuple[tuple[Node, ...], ...]
    annotation: Annotation
    models: tuple[PaperModel, ...]
    sources: tuple[SourceLine, ...]
    protocols: tuple[ProtocolLine, ...]
    relations: tuple[Relation, ...]
    neighbours: tuple[PaperLine, ...]
    families: tuple[str, ...]
    timm: TimmTable | None
    timings: TimingTable | None
    confirmed: Confirmation | None


_NEIGHBOURS = 3


class PaperPages:
    """Makes the pages of a catalogue; what all pages need is worked out once."""

    def __init__(self, results: Results, lines: Mapping[str, PaperLine]) -> None:
        """Takes the results of a catalogue, and its papers as lines by id."""
        self._results = results
        self._catalog = catalog = results.catalog
        self._lines = lines
        self._members: dict[str, dict[int, list[Paper]]] = {}  # by category and year
        self._followers: dict[str, list[Relation]] = {}
        for paper in catalog.papers.values():
            for category in paper.categories:
                self._members.setdefault(category, {}).setdefault(paper.published.year, []).append(paper)
            for label, works in (
                ("Built on by", paper.relations.builds_on),
                ("Superseded by", paper.relations.supersedes),
            ):
                for work in works:
                    key = work.partition("/")[0]
                    self._followers.setdefault(key, []).append(Relation(label, paper.id, paper.name))

    def page(self, paper: Paper) -> PaperPage:
        """Gives one paper's page."""
        trails = tuple(map(self._catalog.way_to, paper.categories))
        return PaperPage(
            line=self._lines[paper.id],
            authors=paper.authors,
            aliases=paper.aliases,
            identities=tuple(_identities(paper)),
            trails=trails,
            annotation=paper.annotation,
            models=paper_models(paper, self._results.merged[paper.id]),
            sources=source_lines(paper),
            protocols=tuple(ProtocolLine(key, entry) for key, entry in paper.protocols.items()),
            relations=tuple(self._relations(paper)),
            neighbours=self._neighbours(paper),
            families=tuple(dict.fromkeys(trail[0].title for trail in trails if trail)),
            timm=timm_table(self._catalog.timm, self._results.evaluations[paper.id]),
            timings=timing_table(self._catalog.timings, self._results.timed[paper.id]),
            confirmed=paper.confirmed,
        )

    def _relations(self, paper: Paper) -> list[Relation]:
        works = [("Builds on", work) for work in paper.relations.builds_on]
        works += [("Supersedes", work) for work in paper.relations.supersedes]
        related = (self._relation(label, work) for label, work in works)
        return list(dict.fromkeys((*related, *self._followers.get(paper.id, ()))))

    def _relation(self, label: str, work: str) -> Relation:
        held = self._catalog.papers.get(work.partition("/")[0])
        return Relation(label, held.id, held.name) if held else Relation(label, "", work)

    def _neighbours(self, paper: Paper) -> tuple[PaperLine, ...]:
        """Gives the papers of its categories that are nearest in time, those of one distance by name."""
        members = [self._members[category] for category in paper.categories]
        year = paper.published.year
        nearest: list[Paper] = []
        for distance in sorted({abs(other - year) for years in members for other in years}):
            pair = {year - distance, year + distance}
            found = {other.id: other for years in members for at in pair for other in years.get(at, ())}
            found.pop(paper.id, None)
            nearest += sorted(found.values(), key=lambda other: other.name.casefold())
            if len(nearest) >= _NEIGHBOURS:
                break
        return tuple(self._lines[other.id] for other in nearest[:_NEIGHBOURS])


def _identities(paper: Paper) -> list[Identity]:
    given = ((register, getattr(paper, register.field)) for register in PAPER_REGISTERS)
    return [
        Identity(register.label, register.page_name or value, Ref(register, value).url)
        for register, value in given
        if value
    ]
