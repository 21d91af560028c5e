"""The tree that papers are sorted into: families, categories, branches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.records.values import Line, Prose, Record, Slug

Aliases = Annotated[tuple[Line, ...], Field(description="Other names that readers know it by")]


class Branch(Record):
    """Third level of the taxonomy."""

    id: Slug
    title: Line
    aliases: Aliases = ()
    definition: Prose
    group: Annotated[Line | None, Field(description="Heading between a category and several of its branches")] = None


class Category(Record):
    """Second level of the taxonomy; a leaf when it has no branches."""

    id: Slug
    title: Line
    aliases: Aliases = ()
    definition: Prose
    branches: tuple[Branch, ...] = ()


class Family(Record):
    """First level of the taxonomy."""

    id: Slug
    title: Line
    aliases: Aliases = ()
    definition: Prose
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]


class Taxonomy(Record):
    """The tree that papers are sorted into."""

    families: Annotated[tuple[Family, ...], Field(min_length=1)]
