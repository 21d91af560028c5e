"""The folder `catalog/` to a `Catalog`: every file read, bad ones told."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lvkb.catalog.catalogue import Catalog
from lvkb.catalog.file_rules import MEASURED_BROKEN
from lvkb.catalog.files import read_bytes, read_document
from lvkb.catalog.paper_loading import read_papers, stray_files
from lvkb.findings import Finding, Location
from lvkb.layout import (
    COUNTS,
    DECISIONS,
    DEVICE_MODELS,
    TAXONOMY,
    TIMINGS,
    TIMM_RESULTS,
    WAIVERS,
    find_root,
    paper_files,
)
from lvkb.measured import Counts, Timings, TimmResults, parse_measured
from lvkb.records import Decisions, DeviceModels, Paper, Record, Taxonomy, Waivers
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
    findings = list(stray_files(root))
    packed: dict[str, str] = {}
    papers: dict[str, Paper] = {}
    for read in read_papers(root):
        findings += read.findings
        if read.paper is not None:
            papers[read.paper.id] = read.paper
            packed[read.path] = read.packed
    taxonomy = _load_one(root, TAXONOMY, Taxonomy, findings)
    waivers = _load_one(root, WAIVERS, Waivers, findings) if os.path.lexists(root / WAIVERS) else None
    decisions = _load_one(root, DECISIONS, Decisions, findings) if os.path.lexists(root / DECISIONS) else None
    devices = _load_one(root, DEVICE_MODELS, DeviceModels, findings) if os.path.lexists(root / DEVICE_MODELS) else None
    counts = _load_measured(root, COUNTS, Counts, findings)
    timm = _load_measured(root, TIMM_RESULTS, TimmResults, findings)
    timings = _load_measured(root, TIMINGS, Timings, findings)
    return Catalog(
        root,
        MappingProxyType(dict(sorted(papers.items()))),
        taxonomy,
        waivers.waivers if waivers else (),
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        len(list(paper_files(root))),
        decisions.decisions if decisions else (),
        counts,
        timm,
        devices.models if devices else (),
        timings,
        packed,
    )


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
