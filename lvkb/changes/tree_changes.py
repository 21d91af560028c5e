"""The taxonomy before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.catalog import Catalog


class NodeChange(NamedTuple):
    """A node of the taxonomy that came, went, or says something else.

    Attributes:
        path: Ids from the family down.
        field: `title`, `definition`, `group` or `aliases`; empty for a node that came or went.
        old: What it said; empty for a node that came.
        new: What it says; empty for a node that went.
    """

    path: str
    field: str
    old: str
    new: str


def node_changes(old: Catalog, new: Catalog) -> Iterator[NodeChange]:
    """Gives the nodes that differ, in the order of the tree, those that went last."""
    for path, node in new.nodes.items():
        before = old.nodes.get(path)
        if before is None:
            yield NodeChange(path, "", "", node.title)
            continue
        for field in ("title", "definition", "group"):
            one, two = getattr(before, field), getattr(node, field)
            if one != two:
                yield NodeChange(path, field, one, two)
        if before.aliases != node.aliases:
            yield NodeChange(path, "aliases", "; ".join(before.aliases), "; ".join(node.aliases))
    for path, node in old.nodes.items():
        if path not in new.nodes:
            yield NodeChange(path, "", node.title, "")
