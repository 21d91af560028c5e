"""The folder `catalog/` as one object: papers, taxonomy, waivers, and what could not be read."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from lvkb.cache import Store, code_digest, digest
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.measured import Counts, TimmResults, parse_measured
from lvkb.reading import read_record
from lvkb.records import Branch, Category, Decision, Decisions, Family, Paper, Record, Taxonomy, Waiver, Waivers
from lvkb.root import COUNTS, DECISIONS, PAPERS, TAXONOMY, TIMM_RESULTS, WAIVERS, find_root, is_record_name, paper_files
from lvkb.yamlfile import MAX_BYTES, Document, parse, too_large

UNREADABLE = Rule(
    "LV001",
    Level.ERROR,
    "Every file of the catalogue can be read.",
    "What cannot be read is missing from every page and table.",
    "Restore the file, or its permissions.",
)
OUTSIDE = Rule(
    "LV008",
    Level.ERROR,
    "Files of the catalogue are plain files inside it.",
    "A link could bring a file of this machine onto a public page.",
    "Put the file itself here instead of a link.",
)
STRAY_FILE = Rule(
    "LV009",
    Level.ERROR,
    "`catalog/papers/` holds nothing but `<id>.yml` files.",
    "Any other file is never read, and its content is lost without a word.",
    "Rename the file to `<id>.yml`, or move it out of the folder.",
)
FILE_NAME = Rule(
    "LV015",
    Level.ERROR,
    "A record's file is named after its id.",
    "Links to a paper's page are made from the id, and files are found by it.",
    "Rename the file, unless the id itself is the slip.",
)

MEASURED_BROKEN = Rule(
    "LV601",
    Level.ERROR,
    "The files of `catalog/measured/` are as a command wrote them.",
    "Pages show their figures beside the reported ones, so a slip of the hand would pass for a measurement.",
    "Take the file of the last commit, or write it anew: `lvkb models verify --write`, `lvkb models import-timm`.",
)

RULES = (UNREADABLE, OUTSIDE, STRAY_FILE, FILE_NAME, MEASURED_BROKEN)

MAX_MEASURED_BYTES = 20_000_000
"""Files of `catalog/measured/` hold a line for each model."""

R = TypeVar("R", bound=Record)
M = TypeVar("M", Counts, TimmResults)


class Node(NamedTuple):
    """A node of the taxonomy.

    Attributes:
        path: Ids from the family down, joined by `/`.
        title: Title.
        definition: What belongs here.
        group: Heading between a category and several of its branches, or empty.
        parent: Path of the parent, empty for a family.
        children: Paths of the children in order, empty for a leaf.
    """

    path: str
    title: str
    definition: str
    group: str
    parent: str
    children: tuple[str, ...]

    @property
    def depth(self) -> int:
        """0 for a family, 1 for a category, 2 for a branch."""
        return self.path.count("/")


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
    _documents: dict[str, Document] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every node of the taxonomy by its path, in the order of the tree."""
        families = self.taxonomy.families if self.taxonomy else ()
        return MappingProxyType({node.path: node for family in families for node in _nodes(family)})

    def at(self, paper: str, *keys: str | int) -> Location:
        """Gives the place of a value in a paper's file.

        Places are not kept for papers without findings; the file is read again when one is asked for.
        """
        return self.place(f"{PAPERS}/{paper}.yml", *keys)

    def place(self, path: str, *keys: str | int) -> Location:
        """Gives the place of a value in a file of the catalogue."""
        document = self._documents.get(path)
        if document is None:
            document = read_document(self.root, path)
            if len(self._documents) >= 200:
                self._documents.clear()
            self._documents[path] = document
        return document.at(keys)


def load(root: Path | str = ".") -> Catalog:
    """Reads a knowledge base.

    Args:
        root: A folder inside it.

    Returns:
        The catalogue. Bad records are left out of it and stand in its findings; nothing is raised for bad data.

    Raises:
        RootNotFound: There is no knowledge base at or above `root`.
    """
    root = find_root(Path(root))
    findings: list[Finding] = []
    papers = _load_papers(root, findings)
    taxonomy = _load_one(root, TAXONOMY, Taxonomy, findings)
    waivers = _load_one(root, WAIVERS, Waivers, findings) if os.path.lexists(root / WAIVERS) else None
    decisions = _load_one(root, DECISIONS, Decisions, findings) if os.path.lexists(root / DECISIONS) else None
    counts = _load_measured(root, COUNTS, Counts, findings)
    timm = _load_measured(root, TIMM_RESULTS, TimmResults, findings)
    return Catalog(
        root,
        MappingProxyType(papers),
        taxonomy,
        waivers.waivers if waivers else (),
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        len(list(paper_files(root))),
        decisions.decisions if decisions else (),
        counts,
        timm,
    )


def read_bytes(root: Path, path: str, most: int = MAX_BYTES) -> bytes | Finding:
    """Reads a file of the catalogue, or gives the finding that says why it must not or cannot be read.

    Args:
        root: Root of the knowledge base.
        path: The file, from the root on.
        most: Largest size in bytes.
    """
    file = root / path
    try:
        info = file.stat()
        if not file.resolve().is_relative_to((root / "catalog").resolve()):
            return OUTSIDE.at(Location(path), "", "The file is a link that leads out of the catalogue.")
        if not stat.S_ISREG(info.st_mode):
            return OUTSIDE.at(Location(path), "", "This is not a plain file.")
        if info.st_size > most:
            return too_large(path, info.st_size)
        return file.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it links to itself"
        return UNREADABLE.at(Location(path), "", f"The file cannot be read: {reason}.")


def read_document(root: Path, path: str) -> Document:
    """Parses a file of the catalogue; what is wrong with it is in the document's findings."""
    content = read_bytes(root, path)
    if isinstance(content, Finding):
        return Document(path, findings=[content])
    return parse(content, path)


def _load_one(root: Path, path: str, model: type[R], findings: list[Finding]) -> R | None:
    document = read_document(root, path)
    record = read_record(document, model)
    findings += document.findings
    return record


def _load_measured(root: Path, path: str, model: type[M], findings: list[Finding]) -> M | None:
    if not os.path.lexists(root / path):
        return None
    content = read_bytes(root, path, MAX_MEASURED_BYTES)
    if isinstance(content, Finding):
        findings.append(content)
        return None
    try:
        return parse_measured(content, model)
    except ValueError as error:
        findings.append(MEASURED_BROKEN.at(Location(path), "", f"The file cannot be used: {error}."))
        return None


def _load_papers(root: Path, findings: list[Finding]) -> dict[str, Paper]:
    findings += _stray_files(root)
    papers = (paper for batch in batched(paper_files(root)) for paper in _parse_batch(root, batch, findings))
    return {paper.id: paper for paper in sorted(papers, key=lambda paper: paper.id)}


def batched(paths: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Cuts a list of files into batches, so that never more than a batch of file contents is in memory."""
    todo = list(paths)
    return (todo[start : start + size] for start in range(0, len(todo), size))


def _parse_batch(root: Path, paths: Iterable[str], findings: list[Finding]) -> list[Paper]:
    contents: dict[str, bytes] = {}
    for path in paths:
        content = read_bytes(root, path)
        if isinstance(content, Finding):
            findings.append(content)
        else:
            contents[path] = content
    return list(_parse_papers(contents, findings))


def _stray_files(root: Path) -> Iterator[Finding]:
    for entry in sorted(os.listdir(root / PAPERS)):
        if not is_record_name(entry) and not entry.startswith("."):
            stem, _, ending = entry.rpartition(".")
            fix = f"Rename it to {stem}.yml." if ending.lower() in ("yml", "yaml") and entry.isprintable() else ""
            yield STRAY_FILE.at(Location(f"{PAPERS}/{entry}"), "", f'"{entry}" is not a record file.', fix)


def _parse_papers(contents: Mapping[str, bytes], findings: list[Finding]) -> Iterable[Paper]:
    """Gives the papers of the files; files whose content is in the cache are not parsed again."""
    store = Store("records")
    keys = {path: digest(code_digest(), path.encode(), content) for path, content in contents.items()}
    cached = store.get(keys.values())
    fresh: dict[str, str] = {}
    papers: list[Paper] = []
    for path, content in contents.items():
        paper = _from_cache(cached.get(keys[path]))
        if paper is None:
            document = parse(content, path)
            paper = read_record(document, Paper)
            if paper is not None and paper.id != Path(path).stem:
                what = f'The id "{paper.id}" belongs into {PAPERS}/{paper.id}.yml.'
                document.findings.append(FILE_NAME.at(document.at(("id",)), "id", what))
                paper = None
            findings += document.findings
            if paper is not None and not document.findings:
                fresh[keys[path]] = json.dumps(document.data, ensure_ascii=False)
        if paper is not None:
            papers.append(paper)
    if fresh:
        store.put(fresh)
    return papers


def _from_cache(text: str | None) -> Paper | None:
    if text is None:
        return None
    try:
        return Paper.model_validate(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _nodes(family: Family) -> Iterator[Node]:
    """Gives a family's nodes, each before its children."""
    yield _node(family, "", family.categories)
    for category in family.categories:
        yield _node(category, family.id, category.branches)
        for branch in category.branches:
            yield _node(branch, f"{family.id}/{category.id}", ())


def _node(item: Family | Category | Branch, parent: str, below: Iterable[Category | Branch]) -> Node:
    path = f"{parent}/{item.id}" if parent else item.id
    group = item.group or "" if isinstance(item, Branch) else ""
    return Node(path, item.title, item.definition, group, parent, tuple(f"{path}/{child.id}" for child in below))
