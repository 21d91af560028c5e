"""Colours of the taxonomy's families: the first ones have each its own, all others share one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lvkb.catalog import Catalog
from lvkb.records import Paper

COLOURS = 4
"""So many colours tell apart readers with any sight; site/assets/css/charts.css has them."""

OTHER = "other"
"""Stands for the colour of all other families."""


class Palette:
    """The colours of a taxonomy's families, by the order in which they stand there.

    Args:
        families: Id and title of each family, in the order of the taxonomy.
    """

    def __init__(self, families: Iterable[tuple[str, str]] = ()) -> None:
        coloured = list(families)[:COLOURS]
        self._colours = {family: str(number) for number, (family, _) in enumerate(coloured, start=1)}
        self._titles = {self._colours[family]: title for family, title in coloured} | {OTHER: "Other"}

    def of_node(self, path: str) -> str:
        """Gives the colour of a node's family: its number, or `other`."""
        return self._colours.get(path.partition("/")[0], OTHER)

    def of_paper(self, paper: Paper) -> str:
        """Gives the colour of a paper: that of its first category."""
        return self.of_node(paper.categories[0])

    def legend(self, found: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Gives colours with the titles that they stand for, in the order of the taxonomy.

        Args:
            found: The colours that are shown.
        """
        return tuple((colour, title) for colour, title in self._titles.items() if colour in found)


def palette_of(catalog: Catalog) -> Palette:
    """Gives the colours of a catalogue."""
    families = catalog.taxonomy.families if catalog.taxonomy else ()
    return Palette((family.id, family.title) for family in families)
