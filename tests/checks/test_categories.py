"""Categories are leaves of the tree, and its nodes can be told apart."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told

TREE = """\
families:
- id: parts
  title: Parts
  definition: What it is made of.
  categories:
  - id: tokens
    title: Tokens
    definition: Pixels to tokens.
    branches:
    - {id: patches, title: Patches, definition: Squares.}
    - {id: stems, title: Stems, definition: Convolutions.}
  - {id: order, title: Order, definition: Where tokens stand.}
"""


@pytest.mark.parametrize(
    ("category", "what", "cure"),
    [
        ("parts/tokens/patches", "", ""),
        ("parts/order", "", ""),
        (
            "parts/tokens",
            'LV402 categories[0]: "parts/tokens" has branches.',
            "Take one of: parts/tokens/patches, parts/tokens/stems.",
        ),
        ("parts", 'LV402 categories[0]: "parts" has branches.', "Take one of: parts/tokens, parts/order."),
        (
            "parts/tokens/patch",
            'LV401 categories[0]: "parts/tokens/patch" is not in the tree.',
            'Did you mean "parts/tokens/patches"?',
        ),
        (
            "something/else",
            'LV401 categories[0]: "something/else" is not in the tree.',
            "Take a leaf of catalog/taxonomy.yml.",
        ),
    ],
)
def test_categories(category: str, what: str, cure: str, make_root: MakeRoot) -> None:
    """A category is a leaf; a branch that was probably meant, or those below a node, are named."""
    root = make_root({"taxonomy.yml": TREE, "papers/a.yml": record("a", categories=f"[{category}]")})
    found = checks.run(load(root))
    assert [(f"{item.code} {item.field}: {item.what}", item.fix) for item in found] == ([(what, cure)] if what else [])


def test_each_category_is_looked_at(make_root: MakeRoot) -> None:
    """Every category of a record is told at its own place."""
    root = make_root({"taxonomy.yml": TREE, "papers/a.yml": record("a", categories="[parts/order, parts, parts/x]")})
    assert [line.partition(":")[0] for line in told(root)] == ["LV402 categories[1]", "LV401 categories[2]"]


FAMILY = TREE.removeprefix("families:\n")


def test_siblings_of_one_id(make_root: MakeRoot) -> None:
    """Families, categories and branches have ids of their own among their siblings."""
    twice = TREE.replace("id: order", "id: tokens").replace("id: stems", "id: patches") + FAMILY
    root = make_root({"taxonomy.yml": twice, "papers/a.yml": record("a", categories="[parts/order]")})
    assert told(root) == [
        'LV403 families[0].categories[0].branches[1].id: "patches" stands twice among its siblings.',
        'LV403 families[0].categories[1].id: "tokens" stands twice among its siblings.',
        'LV403 families[1].id: "parts" stands twice among its siblings.',
    ]


def test_nodes_of_one_id_that_are_no_siblings(make_root: MakeRoot) -> None:
    """The same id may stand below two nodes, which tell them apart."""
    other = TREE + FAMILY.replace("id: parts", "id: other")
    assert told(make_root({"taxonomy.yml": other, "papers/a.yml": record("a", categories="[parts/order]")})) == []
