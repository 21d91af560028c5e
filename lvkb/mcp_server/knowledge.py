"""What all tools ask: results, workspace and names of a catalogue, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from lvkb.catalog import Catalog
from lvkb.mcp_server.model_rows import ModelRows
from lvkb.results import Results
from lvkb.views.model_lookup import ModelNames
from lvkb.views.search.record_search import RecordSearch
from lvkb.views.workspace import Workspace, workspace


class Knowledge:
    """A catalogue with what is derived from it."""

    def __init__(self, catalog: Catalog) -> None:
        """Takes the catalogue."""
        self.catalog = catalog
        self.results = Results(catalog)

    @cached_property
    def space(self) -> Workspace:
        """The rows that models are chosen from."""
        return workspace(self.results)

    @cached_property
    def names(self) -> ModelNames:
        """All names of papers and models."""
        return ModelNames(self.catalog)

    @cached_property
    def search(self) -> RecordSearch:
        """The search of names and texts."""
        return RecordSearch(self.catalog)

    @cached_property
    def rows(self) -> ModelRows:
        """The rows of answers."""
        return ModelRows(self.results)
