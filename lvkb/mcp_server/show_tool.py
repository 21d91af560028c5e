"""The tool `show`: one paper or one model with all its results."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.mcp_server.asked_base import Answer, Arguments, Limit, Name, Offset
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.mcp_server.model_rows import ModelRow
from lvkb.permalinks import paper_links
from lvkb.records import Paper
from lvkb.render.sheet_texts import code_text
from lvkb.render.snippet_rows import model_snippet
from lvkb.views.paper_sheet import paper_sheet

_SPEEDS_OF_MODEL = 40
"""Speeds of the first result of a model: those on devices are of the model, and stand with each of its results."""

_SPEEDS_OF_OTHERS = 2


class ShowArguments(Arguments):
    """A paper or a model."""

    name: Annotated[
        Name, Field(description="Name, alias, paper-id/Model, timm name, arXiv id, DOI or address of a paper or model.")
    ]
    limit: Limit = 10
    offset: Offset = 0


class PaperFacts(Answer):
    """What is told of a paper itself."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    title: str
    authors: tuple[str, ...]
    year: int
    venue: str | None = None
    beside_the_field: Annotated[bool, Field(description="Whether it is no lightweight vision transformer itself")] = (
        False
    )
    topics: tuple[str, ...]
    links: dict[str, str]
    code: tuple[str, ...] = ()
    idea: str
    cheaper: Annotated[str, Field(description="What becomes cheaper, and why accuracy holds")]
    limits: Annotated[str, Field(description="The price: what it does not save, and what it needs")]
    builds_on: tuple[str, ...] = ()
    no_results: Annotated[str | None, Field(description="Why it has no results")] = None


class ShowAnswer(Answer):
    """A paper, or one of its models."""

    paper: PaperFacts
    model: Annotated[str | None, Field(description="The model that was asked for; absent for the whole paper")] = None
    total: Annotated[int, Field(description="Results with an accuracy")]
    results: tuple[ModelRow, ...]
    next_offset: Annotated[int | None, Field(description="`offset` for the next results; absent at the end")] = None
    without_accuracy: Annotated[tuple[str, ...], Field(description="Models of which no result has an accuracy")] = ()
    python_for: str | None = None
    python: Annotated[str | None, Field(description="Runs that model with timm")] = None


def show_paper(data: Knowledge, given: ShowArguments) -> ShowAnswer:
    """Gives a paper or a model.

    Raises:
        UnknownModel: The name stands for nothing, or for several things.
    """
    found = data.names.look_up(given.name)
    sheet = paper_sheet(data.results, found)
    shown = sheet.rows[given.offset : given.offset + given.limit]
    after = given.offset + len(shown)
    runs = sheet.runs
    return ShowAnswer(
        paper=_facts(sheet.paper),
        model=str(found) if found.variant else None,
        total=len(sheet.rows),
        results=tuple(
            data.rows.row(choice, _SPEEDS_OF_MODEL if found.variant and not nr else _SPEEDS_OF_OTHERS)
            for nr, choice in enumerate(shown, given.offset)
        ),
        next_offset=after if after < len(sheet.rows) else None,
        without_accuracy=sheet.without,
        python_for=runs.entry.model if runs else None,
        python=model_snippet(runs.own) if runs and runs.own else None,
    )


def _facts(paper: Paper) -> PaperFacts:
    note = paper.annotation
    return PaperFacts(
        id=paper.id,
        name=paper.name,
        aliases=paper.aliases,
        title=paper.title,
        authors=paper.authors,
        year=paper.published.year,
        venue=paper.published.venue,
        beside_the_field=paper.scope != "core",
        topics=paper.categories,
        links=paper_links(paper),
        code=tuple(map(code_text, paper.code)),
        idea=" ".join(note.idea.split()),
        cheaper=" ".join(note.cheaper.split()),
        limits=" ".join(note.limits.split()),
        builds_on=paper.relations.builds_on,
        no_results=paper.no_results,
    )
