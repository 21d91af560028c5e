"""The taxonomy with its papers."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper, Taxonomy
from lvkb.views.sections import (
    CodeLink,
    Section,
    by_letter,
    by_name,
    members,
    paper_line,
    paper_lines,
    tree,
    venue_text,
)
from tests.invented import PLAIN, catalog, paper, reading, results, variant


def leaf(identity: str, **values: Any) -> dict[str, Any]:
    """Gives a node as its file has it."""
    return {"id": identity, "title": identity.upper(), "definition": f"About {identity}.", **values}


TREE = Taxonomy.model_validate(
    {
        "families": [
            leaf(
                "parts",
                categories=[
                    leaf("tokens", branches=[leaf("patches"), leaf("stems", group="Convolution")]),
                    leaf("order"),
                ],
            ),
            leaf("all", categories=[leaf("none")]),
        ]
    }
)


def sections(*papers: Paper) -> tuple[Section, ...]:
    """Gives the tree of papers."""
    found = results(*papers, taxonomy=TREE)
    return tree(found.catalog, paper_lines(found))


def shape(found: tuple[Section, ...]) -> list[tuple[str, list[str], int, Any]]:
    """Gives heading, papers, total and sections of each node."""
    return [(item.heading, [line.id for line in item.papers], item.total, shape(item.sections)) for item in found]


def test_the_tree_is_that_of_the_taxonomy() -> None:
    """Families, categories and branches stand in the order of their file, each with its papers and their number."""
    papers = (
        paper("one", categories=["parts/tokens/stems"]),
        paper("two", categories=["parts/order", "parts/tokens/patches"]),
        paper("three", categories=["parts/order"]),
    )
    assert shape(sections(*papers)) == [
        (
            "PARTS",
            [],
            3,
            [
                ("TOKENS", [], 2, [("PATCHES", ["two"], 1, []), ("Convolution: STEMS", ["one"], 1, [])]),
                ("ORDER", ["three", "two"], 2, []),
            ],
        ),
        ("ALL", [], 0, [("NONE", [], 0, [])]),
    ]


def test_a_node_is_not_another_one_that_begins_alike() -> None:
    """Papers of `parts-of-other` are not papers of `parts`."""
    assert [item.total for item in sections(paper("one", categories=["parts-of-other/tokens"]))] == [0, 0]


def test_papers_of_a_leaf_stand_oldest_first() -> None:
    """Papers of a leaf stand by year, then by arXiv id, those without one last, then by name."""
    values: list[tuple[str, int, dict[str, Any]]] = [
        ("young", 2023, {"arxiv": "2301.00001"}),
        ("late", 2021, {"arxiv": "2112.00001"}),
        ("none-b", 2021, {"name": "B"}),
        ("none-a", 2021, {"name": "A"}),
        ("early", 2021, {"arxiv": "2101.00009"}),
        ("old", 2020, {}),
    ]
    papers = [paper(key, categories=["all/none"], published={"year": year}, **more) for key, year, more in values]
    (leaf_,) = sections(*papers)[1].sections
    assert [line.id for line in leaf_.papers] == ["old", "early", "late", "none-a", "none-b", "young"]


def test_a_paper_in_one_line() -> None:
    """A line has title, year, venue, address, code with the official first, and why there are no results."""
    code = [
        {"github": "a/copy", "official": False},
        {"url": "https://x.example/a", "official": True},
        {"github": "a/b", "path": "vit", "official": True, "license": "MIT"},
    ]
    values = {"published": {"year": 2021, "venue": "ICLR 2022"}, "arxiv": "2101.00001", "no_results": "Text only."}
    line = paper_line(paper("a", code=code, **values), None)
    assert line._asdict() == {
        "id": "a",
        "name": "A",
        "title": "The title of a",
        "year": 2021,
        "venue": "ICLR 2022",
        "url": "https://arxiv.org/abs/2101.00001",
        "code": (
            CodeLink("https://x.example/a", True, "https://x.example/a", ""),
            CodeLink("https://github.com/a/b/tree/HEAD/vit", True, "a/b", "MIT"),
            CodeLink("https://github.com/a/copy", False, "a/copy", ""),
        ),
        "best": None,
        "no_results": "Text only.",
    }


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"published": {"year": 2021, "venue": "CVPR 2022"}}, "CVPR 2022"),
        ({"published": {"year": 2021}, "arxiv": "2101.00001"}, "arXiv 2021"),
        ({"published": {"year": 2021}}, "Preprint 2021"),
    ],
)
def test_venues(values: dict[str, Any], text: str) -> None:
    """A paper without venue is a preprint, named after arXiv where it is there."""
    assert venue_text(paper("a", **values)) == text


def test_the_result_of_a_line_is_the_papers_own() -> None:
    """Each line has the result that represents its paper, and none where no result does."""
    papers = (paper("a", variant("A-S", reading(top1=78, **PLAIN))), paper("b"))
    found = results(*papers)
    lines = paper_lines(found)
    assert lines["a"].best is found.merged["a"][0]
    assert (list(lines), lines["b"].best, lines["b"].no_results) == (["a", "b"], None, "")


def test_lines_by_name() -> None:
    """Lines stand in the order of their names, whatever their capitals and ids."""
    lines = paper_lines(results(paper("x", name="b"), paper("y", name="C"), paper("z", name="A")))
    assert [line.name for line in by_name(lines)] == ["A", "b", "C"]


def test_lines_by_letter() -> None:
    """Letters that names begin with stand in order, without accents; all other signs stand first, together."""
    names = ["vit", "Éclair", "Vim", "εNet", "3D", "elan"]
    lines = paper_lines(results(*(paper(f"p{at}", name=name) for at, name in enumerate(names))))
    assert {letter: [line.name for line in group] for letter, group in by_letter(lines).items()} == {
        "#": ["3D", "εNet"],
        "E": ["elan", "Éclair"],
        "V": ["Vim", "vit"],
    }
    assert list(by_letter(lines)) == ["#", "E", "V"]


def test_without_taxonomy_there_is_no_tree() -> None:
    """A catalogue whose taxonomy could not be read has no sections."""
    assert tree(catalog(paper("a")), {}) == ()


def test_members_of_a_node() -> None:
    """A node has the papers of all nodes below it, each once, the newest first, and those of a year by name."""
    papers = (
        paper("one", categories=["parts/tokens/stems", "parts/order"], published={"year": 2021}),
        paper("two", categories=["parts/tokens/patches"], published={"year": 2023}),
        paper("b", categories=["parts/order"], published={"year": 2021}, name="bee"),
        paper("c", categories=["all/none"]),
    )
    parts, everything = sections(*papers)
    assert [line.id for line in members(parts)] == ["two", "b", "one"]
    assert [line.id for line in members(parts.sections[0])] == ["two", "one"]
    assert [line.id for line in members(everything)] == ["c"]
