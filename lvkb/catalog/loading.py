"""The folder `catalog/` to a `Catalog`: every file read, bad ones told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lvkb.cache import Store, code_digest, digest
from lvkb.catalog.catalogue import Catalog
from lvkb.catalog.file_rules import FILE_NAME, MEASURED_BROKEN, STRAY_FILE
from lvkb.catalog.files import read_bytes, read_document
from lvkb.findings import Finding, Location
from lvkb.layout import (
    COUNTS,
    DECISIONS,
    PAPERS,
    TAXONOMY,
    TIMM_RESULTS,
    WAIVERS,
    find_root,
    is_record_name,
    paper_files,
)
from lvkb.measured import Counts, TimmResults, parse_measured
from lvkb.records import Decisions, Paper, Record, Taxonomy, Waivers
from lvkb.validation import read_record
from lvkb.yamlfile import parse

MAX_MEASURED_BYTES = 20_000_000
"""Files of `catalog/measured/` hold a line for each model."""

R = TypeVar("R", bound=Record)
M = TypeVar("M", Counts, TimmResults)


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
