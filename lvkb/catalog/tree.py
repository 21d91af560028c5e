"""The taxonomy as nodes: each with its path, its parent and its children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.records import Branch, Category, Family


class Node(NamedTuple):
    """A node of the taxonomy.

    Attributes:
        path: Ids from the family down, joined by `/`.
        title: Title.
        definition: What belongs here.
        group: Heading between a category and several of its branches, or empty.
        parent: Path of the parent, empty for a family.
        children: Paths of the children in order, empty for a leaf.
        aliases: Other names that readers know it by.
    """

    path: str
    title: str
    definition: str
    group: str
    parent: str
    children: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """0 for a family, 1 for a category, 2 for a branch."""
        return self.path.count("/")


def nodes_of(family: Family) -> Iterator[Node]:
    """Gives a family's nodes, each before its children."""
    yield _node(family, "", family.categories)
    for category in family.categories:
        yield _node(category, family.id, category.branches)
        for branch in category.branches:
            yield _node(branch, f"{family.id}/{category.id}", ())


def _node(item: Family | Category | Branch, parent: str, below: Iterable[Category | Branch]) -> Node:
    path = f"{parent}/{item.id}" if parent else item.id
    group = item.group or "" if isinstance(item, Branch) else ""
    children = tuple(f"{path}/{child.id}" for child in below)
    return Node(path, item.title, item.definition, group, parent, children, item.aliases)
