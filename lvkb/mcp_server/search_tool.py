"""The tool `search`: papers, models, topics and devices by any words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.catalog import Catalog
from lvkb.mcp_server.asked_base import Answer, Arguments, Limit, Name, Offset
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.permalinks import paper_url
from lvkb.render.markdown import first_sentence
from lvkb.views.search.name_ways import Hit
from lvkb.views.search.record_search import fitting_devices


class SearchArguments(Arguments):
    """Words."""

    query: Annotated[
        Name, Field(description="A name, timm name, arXiv id, DOI, address, author, topic path, or words of a text.")
    ]
    limit: Limit = 10
    offset: Offset = 0


class FoundPaper(Answer):
    """A paper, or one of its models, that fits."""

    name: Annotated[str, Field(description="paper-id, or paper-id/Model: what `show` and `compare` take")]
    fits: Annotated[
        str, Field(description="id, name, beginning or part of a name, title, author, topic, text, or near")
    ]
    because: Annotated[str, Field(description="What fits: the name, title, author, topic, or a sentence of the record")]
    paper: str
    title: str
    year: int
    venue: str | None = None
    idea: str
    topics: tuple[str, ...]
    models: Annotated[int, Field(description="Models of the paper in the record")]
    url: str


class FoundTopic(Answer):
    """A node of the taxonomy, for the argument `topic` of `pick`."""

    topic: str
    title: str
    definition: str
    papers: int


class SearchAnswer(Answer):
    """What fits, the surest first."""

    total: int
    results: tuple[FoundPaper, ...]
    next_offset: Annotated[int | None, Field(description="`offset` for the next results; absent at the end")] = None
    topics: tuple[FoundTopic, ...] = ()
    devices: Annotated[tuple[str, ...], Field(description="For the argument `device`")] = ()
    hint: str | None = None


def search_records(data: Knowledge, given: SearchArguments) -> SearchAnswer:
    """Answers a search."""
    found = data.search.find(given.query)
    shown = found.hits[given.offset : given.offset + given.limit]
    after = given.offset + len(shown)
    devices = fitting_devices(data.space.devices, given.query)
    is_empty = not (found.hits or found.topics or devices)
    return SearchAnswer(
        total=len(found.hits),
        results=tuple(_paper(hit) for hit in shown),
        next_offset=after if after < len(found.hits) else None,
        topics=tuple(
            FoundTopic(topic=hit.node.path, title=hit.node.title, definition=hit.node.definition, papers=hit.papers)
            for hit in found.topics
        ),
        devices=devices,
        hint=_nothing(data.catalog) if is_empty else None,
    )


def _paper(hit: Hit) -> FoundPaper:
    paper = hit.found.paper
    return FoundPaper(
        name=str(hit.found),
        fits=hit.by,
        because=hit.text,
        paper=paper.name,
        title=paper.title,
        year=paper.published.year,
        venue=paper.published.venue,
        idea=first_sentence(paper.annotation.idea)[0],
        topics=paper.categories,
        models=len(paper.variants),
        url=paper_url(paper),
    )


def _nothing(catalog: Catalog) -> str:
    return f"Nothing fits in {len(catalog.papers)} papers on {catalog.about.field}."
