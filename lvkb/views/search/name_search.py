"""Papers and models by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from lvkb.catalog import Catalog
from lvkb.views.names import names
from lvkb.views.search.name_ways import GUESSES, NEAR_WAYS, WAYS, Hit, Way
from lvkb.views.search.named_papers import Asked, Named, named_paper

_MOST_NEAR = 5
"""Papers that are given where none fits as it is typed."""


class NameSearch:
    """Searches the names of a catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        """Takes the catalogue."""
        self._catalog = catalog

    def find(self, text: str) -> list[Hit]:
        """Gives the papers that fit, each with the model that does; where none does, those with a name nearly so.

        Args:
            text: What is typed; a year in it keeps the papers of that year, unless none of them fits.
        """
        return self._first(text, WAYS) or self._first(text, NEAR_WAYS)[:_MOST_NEAR]

    def guess(self, text: str) -> list[Hit]:
        """Gives the papers that may be meant where something is typed that no name has."""
        return self._first(text, GUESSES)[:_MOST_NEAR]

    def _first(self, text: str, ways: Sequence[Way]) -> list[Hit]:
        asked = Asked(text)
        if not asked.form.compact:
            return []
        of_year = [item for item in self._papers if asked.is_of_year(item.paper)]
        return _ranked(ways, asked, of_year) or (_ranked(ways, asked, self._papers) if asked.year else [])

    @cached_property
    def _papers(self) -> tuple[Named, ...]:
        return tuple(named_paper(item.paper) for item in names(self._catalog).papers)  # those most referred to first


def _ranked(ways: Sequence[Way], asked: Asked, papers: Iterable[Named]) -> list[Hit]:
    """Gives the papers that fit by any way, the surest first; a paper fits by the first way that it can."""
    found = []
    for order, item in enumerate(papers):
        fitting = ((rank, fit) for rank, way in enumerate(ways) if (fit := way(asked, item)))
        if best := next(fitting, None):
            rank, fit = best
            found.append((rank, fit.apart, order, fit.hit))
    return [hit for *_, hit in sorted(found, key=lambda one: one[:3])]
