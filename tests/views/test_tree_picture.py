"""The picture of the taxonomy."""

from __future__ import annotations

from lvkb.catalog import Node
from lvkb.views.sections import Section, paper_lines, tree
from lvkb.views.tree_picture import WIDTH, Line, TreePicture, tree_picture
from tests.invented import paper, results, taxonomy


def picture() -> TreePicture:
    """Gives the picture of two families with three papers."""
    found = results(
        paper("a", categories=["one/c/b"]),
        paper("b", categories=["one/c/d"]),
        paper("c", categories=["two/e", "one/c/d"]),
        taxonomy=taxonomy("one/c/b", "one/c/d", "one/f", "two/e"),
    )
    return tree_picture(tree(found.catalog, paper_lines(found)))


def test_nodes_stand_in_columns() -> None:
    """Leaves stand below each other, every other node between its first and last child; depth is the column."""
    assert [(item.section.node.path, item.x, item.y) for item in picture().nodes] == [
        ("one", 0, 45.5),
        ("one/c", 290, 26),
        ("one/c/b", 610, 13),
        ("one/c/d", 610, 39),
        ("one/f", 290, 65),
        ("two", 0, 109),
        ("two/e", 290, 109),
    ]
    assert picture().height == 122


def test_bars_are_as_long_as_the_counts() -> None:
    """A bar is as long as its share of the fullest family; a node without papers has none."""
    assert {item.section.node.path: item.bar for item in picture().nodes} == {
        "one": 190,
        "one/c": 190,
        "one/c/b": 63.3,
        "one/c/d": 126.7,
        "one/f": 0,
        "two": 63.3,
        "two/e": 63.3,
    }


def test_lines_lead_to_what_is_below() -> None:
    """Each node but a family is at the end of one line, which ends before its name."""
    assert picture().lines == (
        Line(535, 26, 600, 13),
        Line(535, 26, 600, 39),
        Line(245, 45.5, 280, 26),
        Line(245, 45.5, 280, 65),
        Line(245, 109, 280, 109),
    )


def test_everything_lies_inside_the_drawing() -> None:
    """No bar leaves the drawing."""
    assert max(item.x + item.bar for item in picture().nodes) <= WIDTH


def test_an_empty_tree() -> None:
    """Without families, and without papers, there is a picture too."""
    assert tree_picture(()) == TreePicture(0, (), ())
    node = Node("one", "ONE", "About one.", "", "", ())
    (drawn,) = tree_picture((Section(node, "ONE", (), (), 0),)).nodes
    assert drawn.bar == 0
