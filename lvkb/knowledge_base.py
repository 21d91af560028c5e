"""A knowledge base as programs meet it: records, and frames of all that is derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from lvkb import catalog
from lvkb.findings import Finding
from lvkb.frames import Frame, readings_frame, results_frame, timings_frame
from lvkb.layout import find_root_or_snapshot
from lvkb.records import Paper, Taxonomy
from lvkb.results import Results
from lvkb.wording import amount


class KnowledgeBase:
    """Records as people wrote them, and frames of all that is derived from them; each is made when first asked for.

    >>> import lvkb
    >>> kb = lvkb.load()
    >>> kb.papers["swin"].title
    'Swin Transformer: Hierarchical Vision Transformer using Shifted Windows'

    Attributes:
        catalog: The folder `catalog/` as one object.
    """

    def __init__(self, loaded: catalog.Catalog) -> None:
        self.catalog = loaded

    @property
    def root(self) -> Path:
        """Folder that holds `catalog/`."""
        return self.catalog.root

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The papers by id, sorted by id."""
        return self.catalog.papers

    @property
    def taxonomy(self) -> Taxonomy | None:
        """The tree that papers stand in; None when its file could not be read."""
        return self.catalog.taxonomy

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files themselves; a record with an error is not among the papers."""
        return self.catalog.findings

    @cached_property
    def results(self) -> Frame:
        """All results: a row for each model under one protocol, its readings merged."""
        return results_frame(self._derived)

    @cached_property
    def readings(self) -> Frame:
        """All readings: a row for what one place in one source says about one model, timm's evaluations included."""
        return readings_frame(self._derived)

    @cached_property
    def timings(self) -> Frame:
        """All times on devices: a row for each run that Qualcomm AI Hub Models publishes."""
        return timings_frame(self._derived)

    @cached_property
    def _derived(self) -> Results:
        return Results(self.catalog)

    def __repr__(self) -> str:
        return f"<KnowledgeBase of {self.catalog.origin}: {amount(len(self.papers), 'paper')}>"


def load(root: Path | str | None = None) -> KnowledgeBase:
    """Reads a knowledge base.

    Args:
        root: A folder inside it. Without it, the knowledge base around the working folder is read; where there is none,
            the snapshot that lvkb brings along.

    Returns:
        The knowledge base. Bad records are left out of it and stand in its findings; nothing is raised for bad data.

    Raises:
        RootNotFound: A folder was named that no knowledge base lies around.
    """
    return KnowledgeBase(catalog.load(find_root_or_snapshot(None if root is None else Path(root))))
