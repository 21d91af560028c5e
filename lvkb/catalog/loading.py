"""The folder `catalog/` to a `Catalog`: every file read, bad ones told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lvkb.catalog.catalogue import Catalog
from lvkb.catalog.file_rules import MEASURED_BROKEN
from lvkb.catalog.files import CatalogFiles, DiskFiles, parsed
from lvkb.catalog.paper_loading import read_papers, stray_files
from lvkb.findings import Finding, Location
from lvkb.layout import (
    ABOUT,
    COUNTS,
    DECISIONS,
    DEVICE_MODELS,
    RELEASE,
    TAXONOMY,
    TIMINGS,
    TIMM_RESULTS,
    WAIVERS,
    find_root,
    paper_files,
)
from lvkb.measured import Counts, Timings, TimmResults, parse_measured
from lvkb.records import UNNAMED, About, Decisions, DeviceModels, Paper, Record, Release, Taxonomy, Waivers
from lvkb.validation import read_record

MAX_MEASURED_BYTES = 20_000_000
"""Files of `catalog/measured/` hold a line for each model."""

R = TypeVar("R", bound=Record)
M = TypeVar("M", Counts, TimmResults, Timings)


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
    return load_from(root, DiskFiles(root), paper_files(root), stray_files(root))


def load_from(root: Path, files: CatalogFiles, records: Iterable[str], found: Iterable[Finding] = ()) -> Catalog:
    """Reads some records of a knowledge base, and all that stands beside records.

    Args:
        root: Its root.
        files: Where its files are read from.
        records: Paths of the record files, sorted.
        found: What is known to be wrong already.

    Returns:
        The catalogue, as `load` gives it.
    """
    findings, paths = list(found), tuple(records)
    packed: dict[str, str] = {}
    papers: dict[str, Paper] = {}
    for read in read_papers(files, paths):
        findings += read.findings
        if read.paper is not None:
            papers[read.paper.id] = read.paper
            packed[read.path] = read.packed
    taxonomy = _load_one(files, TAXONOMY, Taxonomy, findings)
    waivers = _load_if_there(files, WAIVERS, Waivers, findings)
    decisions = _load_if_there(files, DECISIONS, Decisions, findings)
    devices = _load_if_there(files, DEVICE_MODELS, DeviceModels, findings)
    about = _load_if_there(files, ABOUT, About, findings)
    release = _load_if_there(files, RELEASE, Release, findings)
    counts = _load_measured(files, COUNTS, Counts, findings)
    timm = _load_measured(files, TIMM_RESULTS, TimmResults, findings)
    timings = _load_measured(files, TIMINGS, Timings, findings)
    return Catalog(
        root=root,
        papers=MappingProxyType(dict(sorted(papers.items()))),
        taxonomy=taxonomy,
        waivers=waivers.waivers if waivers else (),
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        files=len(paths),
        decisions=decisions.decisions if decisions else (),
        counts=counts,
        timm=timm,
        device_models=devices.models if devices else (),
        timings=timings,
        about=about or UNNAMED,
        release=release,
        _packed=packed,
    )


def _load_if_there(files: CatalogFiles, path: str, model: type[R], findings: list[Finding]) -> R | None:
    return _load_one(files, path, model, findings) if files.has(path) else None


def _load_one(files: CatalogFiles, path: str, model: type[R], findings: list[Finding]) -> R | None:
    document = parsed(files, path)
    record = read_record(document, model)
    findings += document.findings
    return record


def _load_measured(files: CatalogFiles, path: str, model: type[M], findings: list[Finding]) -> M | None:
    if not files.has(path):
        return None
    ((_, content),) = files.read([path], MAX_MEASURED_BYTES)
    if isinstance(content, Finding):
        findings.append(content)
        return None
    try:
        return parse_measured(content, model)
    except ValueError as error:
        findings.append(MEASURED_BROKEN.at(Location(path), "", f"The file cannot be used: {error}."))
        return None
