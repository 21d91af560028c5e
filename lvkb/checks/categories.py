"""LV4: categories are leaves of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import paper_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import TAXONOMY
from lvkb.near_words import did_you_mean, near_words
from lvkb.yamlfile import field_name

UNKNOWN_CATEGORY = Rule(
    "LV401",
    Level.ERROR,
    "A category is a node of catalog/taxonomy.yml.",
    "A paper in an unknown category appears in no list.",
    "Take a leaf of catalog/taxonomy.yml.",
)
NOT_A_LEAF = Rule(
    "LV402",
    Level.ERROR,
    "A category is a leaf of the tree.",
    "Lists and counts are made leaf by leaf.",
    "Take one of its branches.",
)
EQUAL_NODES = Rule(
    "LV403",
    Level.ERROR,
    "Sibling nodes of the tree have different ids.",
    "Papers could not be told apart between them.",
    "Rename one of the two.",
)

RULES = (UNKNOWN_CATEGORY, NOT_A_LEAF, EQUAL_NODES)


def check_categories(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on categories that are not leaves."""
    if catalog.taxonomy is None:
        return
    leaves = [node.path for node in catalog.nodes.values() if not node.children]
    for spot in paper_spots(catalog):
        for index, category in enumerate(spot.paper.categories):
            keys = ("categories", index)
            node = catalog.nodes.get(category)
            if node is None:
                fix = did_you_mean(near_words(category, leaves, most=1, likeness=0.5), quoted=True)
                yield spot.find(UNKNOWN_CATEGORY, keys, f'"{category}" is not in the tree.', fix)
            elif node.children:
                fix = f"Take one of: {', '.join(node.children)}."
                yield spot.find(NOT_A_LEAF, keys, f'"{category}" has branches.', fix)


def check_tree(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on siblings of one id."""
    for keys, ids in _siblings(catalog):
        for index, node in enumerate(ids):
            if node in ids[:index]:
                here = (*keys, index, "id")
                what = f'"{node}" stands twice among its siblings.'
                yield EQUAL_NODES.at(catalog.place(TAXONOMY, *here), field_name(here), what)


def _siblings(catalog: Catalog) -> Iterator[tuple[tuple[str | int, ...], list[str]]]:
    families = catalog.taxonomy.families if catalog.taxonomy else ()
    yield ("families",), [family.id for family in families]
    for one, family in enumerate(families):
        here: tuple[str | int, ...] = ("families", one, "categories")
        yield here, [category.id for category in family.categories]
        for two, category in enumerate(family.categories):
            yield (*here, two, "branches"), [branch.id for branch in category.branches]


CHECKS = (check_categories, check_tree)
