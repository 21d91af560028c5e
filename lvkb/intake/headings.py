"""Headings of a list to nodes of the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from lvkb.catalog import Node
from lvkb.intake.list_entries import Section
from lvkb.registers import title_key

NEAR_HEADING = 90.0
"""Score of the telling words of two headings, 0 to 100, from which on one is taken for the other."""

_EMPTY_WORD = re.compile(r"a|and|based|design|efficient|for|level|methods?|of|others?|the|transformers?|vision|vits?")


class Placement(NamedTuple):
    """Where the headings above an entry put it.

    Attributes:
        node: The deepest node that was found, None when no heading is in the tree.
        inner: The innermost heading, None when the entry stands under none.
        is_inner: Whether it is the innermost heading that names the node.
    """

    node: Node | None
    inner: Section | None
    is_inner: bool

    @property
    def leaf(self) -> str:
        """Path of the node when it is a leaf, else empty; further headings below a leaf change nothing."""
        return self.node.path if self.node and not self.node.children else ""


class Nearly(NamedTuple):
    """A heading that was taken for a node of another title."""

    section: Section
    node: Node


def place(sections: Sequence[Section], nodes: Mapping[str, Node]) -> tuple[Placement, tuple[Nearly, ...]]:
    """Gives the node that headings name, and those headings whose title is not quite the node's.

    Args:
        sections: Headings above an entry, outermost first.
        nodes: The taxonomy by path.
    """
    node: Node | None = None
    is_inner = False
    nearly = []
    for section in sections:
        found = find_node(section.title, node, nodes)
        is_inner = found is not None
        node = found or node
        if found and title_key(found.title) != title_key(section.title):
            nearly.append(Nearly(section, found))
    return Placement(node, sections[-1] if sections else None, is_inner), tuple(nearly)


def find_node(title: str, parent: Node | None, nodes: Mapping[str, Node]) -> Node | None:
    """Gives the node that a heading means.

    An equal title wins; else the one node, first among the children of `parent` and then among all below it, whose
    telling words are those of the heading. Words of the parent's title tell nothing, nor do words such as "design".

    Args:
        title: Heading.
        parent: Node of the heading above it, None at the top.
        nodes: The taxonomy by path.

    Returns:
        The node, or None when there is none or more than one.
    """
    below = [node for node in nodes.values() if parent is None or node.path.startswith(f"{parent.path}/")]
    if equal := _equal(title, below) or _equal(title, nodes.values()):
        return equal[0] if len(equal) == 1 else None
    children = [node for node in below if node.parent == (parent.path if parent else "")]
    ignored = frozenset(title_key(parent.title if parent else "").split())
    return next((found for scope in (children, below) if (found := _only_near(title, scope, ignored))), None)


def _equal(title: str, scope: Iterable[Node]) -> list[Node]:
    return [node for node in scope if title_key(node.title) == title_key(title)]


def _only_near(title: str, scope: Iterable[Node], ignored: frozenset[str]) -> Node | None:
    wanted = " ".join(_telling(title, ignored))
    scores = [(fuzz.token_set_ratio(wanted, " ".join(_telling(node.title, ignored))), node) for node in scope]
    near = [node for score, node in scores if score >= NEAR_HEADING]
    return near[0] if wanted and len(near) == 1 else None


def _telling(title: str, ignored: frozenset[str]) -> Iterator[str]:
    return (word for word in title_key(title).split() if word not in ignored and not _EMPTY_WORD.fullmatch(word))
