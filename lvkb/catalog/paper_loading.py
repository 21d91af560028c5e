"""Record files to papers, batch by batch; a file whose content was read before comes from the cache."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.catalog.file_rules import FILE_NAME, STRAY_FILE
from lvkb.catalog.files import CatalogFiles, DiskFiles
from lvkb.findings import Finding, Location
from lvkb.layout import PAPERS, is_record_name
from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import parse
from lvkb.yamlfile.places import pack, unpack_data


class ReadPaper(NamedTuple):
    """What reading one file gave.

    Attributes:
        path: The file.
        paper: Its paper; None when anything is wrong with it.
        packed: The file's data and places as one text; empty without a paper.
        findings: What is wrong with the file.
    """

    path: str
    paper: Paper | None
    packed: str
    findings: tuple[Finding, ...]


def read_papers(files: CatalogFiles, paths: Iterable[str]) -> Iterator[ReadPaper]:
    """Reads record files of a knowledge base, in the order given."""
    for batch in batched(paths):
        yield from _read_batch(files, batch)


def read_paper(root: Path, path: str) -> ReadPaper:
    """Reads one record file of a knowledge base.

    Args:
        root: Its root.
        path: The file, relative to it.
    """
    return next(_read_batch(DiskFiles(root), [path]))


def batched(paths: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Cuts a list of files into batches, so that never more than a batch of file contents is in memory."""
    todo = list(paths)
    return (todo[start : start + size] for start in range(0, len(todo), size))


def stray_files(root: Path) -> Iterator[Finding]:
    """Gives findings on files of the folder of records that are none."""
    for entry in sorted(os.listdir(root / PAPERS)):
        if not is_record_name(entry) and not entry.startswith("."):
            stem, _, ending = entry.rpartition(".")
            fix = f"Rename it to {stem}.yml." if ending.lower() in ("yml", "yaml") and entry.isprintable() else ""
            yield STRAY_FILE.at(Location(f"{PAPERS}/{entry}"), "", f'"{entry}" is not a record file.', fix)


def _read_batch(files: CatalogFiles, paths: Iterable[str]) -> Iterator[ReadPaper]:
    contents: dict[str, bytes] = {}
    for path, content in files.read(paths):
        if isinstance(content, Finding):
            yield ReadPaper(path, None, "", (content,))
        else:
            contents[path] = content
    yield from _read_contents(contents)


def _read_contents(contents: Mapping[str, bytes]) -> Iterator[ReadPaper]:
    store = Store("records")
    keys = {path: digest(code_digest(), path.encode(), content) for path, content in contents.items()}
    cached = store.get(keys.values())
    fresh: dict[str, str] = {}
    for path, content in contents.items():
        read = _from_cache(path, cached.get(keys[path])) or _parsed(path, content)
        if read.paper and not read.findings and keys[path] not in cached:
            fresh[keys[path]] = read.packed
        yield read
    if fresh:
        store.put(fresh)


def _from_cache(path: str, packed: str | None) -> ReadPaper | None:
    if packed is None:
        return None
    try:
        return ReadPaper(path, Paper.model_validate(unpack_data(packed)), packed, ())
    except (ValueError, RecursionError):
        return None


def _parsed(path: str, content: bytes) -> ReadPaper:
    document = parse(content, path)
    paper = read_record(document, Paper)
    if paper is not None and paper.id != Path(path).stem:
        what = f'The id "{paper.id}" belongs into {PAPERS}/{paper.id}.yml.'
        document.findings.append(FILE_NAME.at(document.at(("id",)), "id", what))
        paper = None
    return ReadPaper(path, paper, pack(document) if paper else "", tuple(document.findings))
