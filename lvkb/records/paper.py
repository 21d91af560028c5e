"""One paper of the catalogue: identity, annotation, sources, variants; and its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lvkb.records.reading import Protocol, Reading
from lvkb.records.values import COMMIT, Day, Flag, Line, Prose, Record, Slug, SourceKey, Year


class Published(Record):
    """When and where a paper came out."""

    year: Annotated[Year, Field(description="Year of the first public version")]
    venue: Annotated[Line | None, Field(description="Venue with its year; absent for a preprint")] = None


class Code(Record):
    """One repository with code of the paper."""

    github: Annotated[Line | None, Field(description="owner/name on GitHub")] = None
    url: Annotated[Line | None, Field(description="Address on another host")] = None
    path: Annotated[Line | None, Field(description="Folder inside the repository")] = None
    official: Annotated[Flag, Field(description="true only where the paper or its authors say so")]
    license: Annotated[Line | None, Field(description="Licence of the code (SPDX), from its repository")] = None


class Annotation(Record):
    """What an expert would tell a colleague about the paper, in our own words."""

    idea: Annotated[Prose, Field(description="The mechanism: what is computed from what")]
    cheaper: Annotated[Prose, Field(description="What becomes cheaper, and why accuracy holds")]
    limits: Annotated[Prose, Field(description="The price: what it does not save, and what it needs")]
    placement: Annotated[
        Prose | None, Field(description="Why it stands in its category, where that is open to doubt")
    ] = None


class Relations(Record):
    """How a paper builds on others: record ids, or plain text for works that are not held."""

    builds_on: Annotated[tuple[Line, ...], Field(alias="builds-on", description="Works whose design it extends")] = ()
    supersedes: Annotated[tuple[Line, ...], Field(description="Earlier works of the same line that it replaces")] = ()


class Confirmation(Record):
    """An author says in public that the figures are right."""

    by: Annotated[Line, Field(description="Address of the thread in which an author says so")]
    date: Annotated[Day, Field(description="Day on which it was said")]


class Source(Record):
    """A place numbers were read in: exactly one of arxiv, github, openreview, cvf, doi, url."""

    arxiv: Annotated[Line | None, Field(description="arXiv id with the version that was read")] = None
    github: Annotated[Line | None, Field(description="owner/name; with path and commit")] = None
    path: Annotated[Line | None, Field(description="File inside the repository")] = None
    commit: Annotated[
        Annotated[str, StringConstraints(pattern=COMMIT)] | None, Field(description="Commit that was read")
    ] = None
    openreview: Annotated[Line | None, Field(description="OpenReview forum id")] = None
    cvf: Annotated[Line | None, Field(description="<folder>/<stem> of the CVF page")] = None
    doi: Annotated[Line | None, Field(description="DOI")] = None
    url: Annotated[Line | None, Field(description="Any other address")] = None
    read: Annotated[Day | None, Field(description="Day it was read")] = None
    via: Annotated[Line | None, Field(description="Address of the copy that was read")] = None
    confirmed: Annotated[Confirmation | None, Field(description="An author confirms the readings of this source")] = (
        None
    )


class Variant(Record):
    """One size or recipe family of a paper's model."""

    name: Annotated[Line, Field(description="As the authors print it, with the family name")]
    timm: Annotated[Line | None, Field(description="timm name and tag of the same architecture")] = None
    weights_license: Annotated[Line | None, Field(description="Licence of the weights (SPDX)")] = None
    readings: Annotated[tuple[Reading, ...], Field(min_length=1, description="One for each place in a source")]


class Paper(Record):
    """One paper of the catalogue."""

    id: Annotated[Slug, Field(description="File name without .yml; never changes")]
    name: Annotated[Line, Field(description="Short name, unique in the catalogue")]
    aliases: Annotated[tuple[Line, ...], Field(description="Other names the paper or its code goes by")] = ()
    title: Annotated[Line, Field(description="Full title as the source prints it")]
    authors: Annotated[tuple[Line, ...], Field(min_length=1, description="All authors in order, given name first")]
    published: Annotated[Published, Field(description="Year of the first public version, and venue")]
    scope: Annotated[Literal["core", "adjacent"], Field(description="core, or adjacent to the field")] = "core"
    categories: Annotated[tuple[Line, ...], Field(min_length=1, description="Leaves of the taxonomy, primary first")]
    arxiv: Annotated[Line | None, Field(description="arXiv id without version, in quotes")] = None
    doi: Annotated[Line | None, Field(description="The publisher's DOI")] = None
    openreview: Annotated[Line | None, Field(description="OpenReview forum id")] = None
    cvf: Annotated[Line | None, Field(description="<folder>/<stem> of the CVF page")] = None
    code: Annotated[tuple[Code, ...], Field(description="Repositories")] = ()
    annotation: Annotated[Annotation, Field(description="Idea, what gets cheaper, limits; own words")]
    relations: Annotated[Relations, Field(description="Links to other papers")] = Relations()
    sources: Annotated[
        dict[SourceKey, Source],
        Field(default_factory=dict, description="Places that numbers were read in, by key"),
    ]
    protocols: Annotated[
        dict[SourceKey, Protocol],
        Field(default_factory=dict, description="What rows do not print of their protocol, by key"),
    ]
    variants: Annotated[tuple[Variant, ...], Field(description="Models with their readings")] = ()
    no_results: Annotated[Line | None, Field(description="Why there are no ImageNet-1K results")] = None
    confirmed: Annotated[Confirmation | None, Field(description="An author confirms all readings")] = None
    added: Annotated[Day, Field(description="Day the record came in")]

    def stands_in(self, node: str) -> bool:
        """Tells whether a node of the taxonomy, by its path, or one below it is among the categories."""
        return any(f"{category}/".startswith(f"{node}/") for category in self.categories)

    def readings(self) -> Iterator[tuple[Variant, Reading]]:
        """Gives every reading with its variant, in the order of the record."""
        for variant in self.variants:
            for reading in variant.readings:
                yield variant, reading
