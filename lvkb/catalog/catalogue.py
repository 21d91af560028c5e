"""All records of a knowledge base as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from lvkb import __version__
from lvkb.catalog.files import read_document
from lvkb.catalog.tree import Node, nodes_of
from lvkb.findings import Finding, Level, Location
from lvkb.layout import PAPERS, is_packed
from lvkb.measured import Counts, Timings, TimmResults
from lvkb.records import UNNAMED, About, Decision, DeviceModel, Paper, Release, Taxonomy, Waiver
from lvkb.yamlfile import Document
from lvkb.yamlfile.places import Places

_MOST_DOCUMENTS = 200
"""Places of so many files are kept unpacked at a time; all of a large catalogue would fill the memory."""


@dataclass(frozen=True)
class Catalog:
    """All records that could be read, and a finding for everything that could not.

    Attributes:
        root: Folder that holds `catalog/`.
        papers: Papers by id, sorted by id.
        taxonomy: The tree; empty when its file could not be read.
        waivers: Accepted findings with their reasons.
        findings: What is wrong with the files themselves.
        files: Number of record files that were looked at.
        decisions: What became of the papers of saved listings.
        counts: What was counted on timm's models; None when nothing was, or its file cannot be used.
        timm: timm's own evaluations; None when none were taken over, or their file cannot be used.
        device_models: Models that were timed on devices, with the variants that they are.
        timings: Their times; None when none were taken over, or their file cannot be used.
        about: What the knowledge base says of itself; a knowledge base without a name where it says nothing.
        release: Which release its data are of; None where none was made yet.
    """

    root: Path
    papers: Mapping[str, Paper]
    taxonomy: Taxonomy | None
    waivers: tuple[Waiver, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: int = 0
    decisions: tuple[Decision, ...] = ()
    counts: Counts | None = None
    timm: TimmResults | None = None
    device_models: tuple[DeviceModel, ...] = ()
    timings: Timings | None = None
    about: About = UNNAMED
    release: Release | None = None
    _packed: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _documents: dict[str, Document | Places] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every node of the taxonomy by its path, in the order of the tree."""
        families = self.taxonomy.families if self.taxonomy else ()
        return MappingProxyType({node.path: node for family in families for node in nodes_of(family)})

    @cached_property
    def updated(self) -> date | None:
        """The day the newest record came in; None without records."""
        return max((paper.added for paper in self.papers.values()), default=None)

    @property
    def broken_files(self) -> frozenset[str]:
        """The files that have errors, whose records are left out."""
        return frozenset(finding.location.path for finding in self.findings if finding.level is Level.ERROR)

    @property
    def origin(self) -> str:
        """Whose data these are, for people: the folder, or the snapshot packed with lvkb with its release."""
        if not is_packed(self.root):
            return str(self.root)
        told = f" {self.release.version} of {self.release.date}" if self.release else ""
        return f"the snapshot{told}, packed with lvkb {__version__}"

    def way_to(self, path: str) -> tuple[Node, ...]:
        """Gives the nodes from the family down to a node; those that the taxonomy does not have are left out."""
        parts = path.split("/")
        paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return tuple(self.nodes[path] for path in paths if path in self.nodes)

    def below(self, path: str) -> tuple[Paper, ...]:
        """Gives the papers in a node and below it."""
        return tuple(paper for paper in self.papers.values() if paper.stands_in(path))

    def with_paper(self, paper: Paper) -> Catalog:
        """Gives the catalogue with a new record, or with another content of an old one."""
        return replace(self, papers=MappingProxyType(dict(sorted({**self.papers, paper.id: paper}.items()))))

    def at(self, paper: str, *keys: str | int) -> Location:
        """Gives the place of a value in a paper's file."""
        return self.place(f"{PAPERS}/{paper}.yml", *keys)

    def place(self, path: str, *keys: str | int) -> Location:
        """Gives the place of a value in a file of the catalogue."""
        document = self._documents.get(path)
        if document is None:
            packed = self._packed.get(path)
            document = Places(packed, path) if packed else read_document(self.root, path)
            if len(self._documents) >= _MOST_DOCUMENTS:
                self._documents.clear()
            self._documents[path] = document
        return document.at(keys)
