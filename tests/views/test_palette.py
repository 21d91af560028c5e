"""Colours of families."""

from __future__ import annotations

from lvkb.views.palette import Palette, palette_of
from tests.invented import catalog, paper, taxonomy


def test_the_first_four_families_have_a_colour_each() -> None:
    """Colours follow the order of the taxonomy, whatever its families are called; from the fifth on they share one."""
    palette = palette_of(catalog(taxonomy=taxonomy("e/x", "d/x", "c/x", "b/x", "a/x")))
    assert [palette.of_node(path) for path in ("e", "e/x", "d/x/y", "b", "a", "gone")] == [
        "1",
        "1",
        "2",
        "4",
        "other",
        "other",
    ]
    assert palette.legend({"other", "3", "1"}) == (("1", "E"), ("3", "C"), ("other", "Other"))


def test_a_paper_has_the_colour_of_its_first_category() -> None:
    """Further categories do not count."""
    palette = Palette([("a", "A"), ("b", "B")])
    assert palette.of_paper(paper("p", categories=["b/x", "a/x"])) == "2"


def test_without_a_taxonomy() -> None:
    """Where the taxonomy cannot be read, all share one colour."""
    assert palette_of(catalog()).of_node("a") == "other"
