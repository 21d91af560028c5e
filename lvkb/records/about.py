"""What a knowledge base says of itself: its names and addresses, and the texts that no two of them share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from lvkb.records.values import WEB_ADDRESS, Day, Line, Prose, Record

WebAddress = Annotated[str, StringConstraints(max_length=500, pattern=WEB_ADDRESS)]


class SecondReading(Record):
    """What came of it when a second reader looked up figures at the places that records name."""

    day: Day
    read: Annotated[Line, Field(description="What was read again")]
    compared: Annotated[Line, Field(description="Number of values compared")]
    different: Annotated[Line, Field(description="Number of values that differed")]
    what: Annotated[Prose, Field(description="What the differences were, and what became of them")]


class About(Record):
    """The file of what a knowledge base says of itself."""

    name: Annotated[Line, Field(description="Its name, as README and pages show it")]
    short_name: Annotated[Line | None, Field(description="Its name where there is little room")] = None
    description: Annotated[Line, Field(description="What it is, in one sentence")]
    field: Annotated[Line, Field(description="What its papers are on, as in `papers on ...`")]
    repository: Annotated[WebAddress | None, Field(description="Address of the repository that holds it")] = None
    address: Annotated[WebAddress | None, Field(description="Address at which its site is published")] = None
    introduction: Annotated[Prose | None, Field(description="What README.md begins with, in Markdown")] = None
    usage: Annotated[Prose | None, Field(description="How the repository is used, in Markdown, for README.md")] = None
    topics: Annotated[Prose | None, Field(description="Where the taxonomy comes from, in Markdown")] = None
    reuse: Annotated[Prose | None, Field(description="Licences and how to cite, in Markdown, for README.md")] = None
    authors: Annotated[tuple[Line, ...], Field(description="Who a citation names; persons as `Family, Given`")] = ()
    keywords: Annotated[tuple[Line, ...], Field(description="What archives file its releases under")] = ()
    second_readings: Annotated[tuple[SecondReading, ...], Field(description="Readings by a second reader")] = ()

    @property
    def short(self) -> str:
        """Its name where there is little room."""
        return self.short_name or self.name


UNNAMED = About(
    name="Knowledge Base of Vision Backbones",
    short_name="Backbones",
    description="Results of vision backbones: every number with its source.",
    field="vision backbones",
)
"""Stands in where a knowledge base does not say what it is."""
