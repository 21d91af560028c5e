"""The models that are ranked against each other, by setup; those of records that did not change are remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.catalog import CatalogFiles, batched, load_from, read_papers
from lvkb.catalog.loading import MAX_MEASURED_BYTES
from lvkb.layout import COUNTS, PAPERS
from lvkb.results import Result, Results
from lvkb.subject.setups import UNKNOWN, Setup
from lvkb.views.ranking import Entry, entry_of


class Ranked(NamedTuple):
    """A result that takes part in rankings: a sound one of a core paper's own model, in a setup that is known."""

    setup: Setup
    entry: Entry


def ranked(results: Iterable[Result]) -> Iterator[Ranked]:
    """Gives the results that fronts, bands and picks are made of."""
    for result in results:
        is_own = result.paper.scope == "core" and not result.is_method_applied
        if is_own and result.is_comparable and UNKNOWN not in result.setup:
            yield Ranked(result.setup, entry_of(result))


def remembered(root: Path, files: CatalogFiles, same: Mapping[str, str], setups: Iterable[Setup]) -> Iterator[Ranked]:
    """Gives the ranked results of records that need not be read again.

    Args:
        root: Root of the knowledge base.
        files: Where its files are read from.
        same: Git's names of the contents of record files, by path.
        setups: The setups asked for.
    """
    wanted = {json.dumps(setup): setup for setup in setups}
    if not wanted:
        return
    store, counts = Store("ranked"), _content(files, COUNTS)
    keys = {path: digest(code_digest(), counts, path.encode(), key.encode()) for path, key in same.items()}
    stored = store.get(keys.values())
    found = {
        path: rows for path, key in keys.items() if (rows := _unpacked(path, stored.get(key, ""), wanted)) is not None
    }
    missing = [path for path in keys if path not in found]
    for fresh in _packed(root, files, missing):
        store.put({keys[path]: text for path, text in fresh.items()})
        found |= {path: _unpacked(path, text, wanted) or () for path, text in fresh.items()}
    for path in keys:
        yield from found[path]


def _content(files: CatalogFiles, path: str) -> bytes:
    ((_, content),) = files.read([path], MAX_MEASURED_BYTES)
    return digest(content).encode() if isinstance(content, bytes) else b""


def _packed(root: Path, files: CatalogFiles, paths: list[str]) -> Iterator[dict[str, str]]:
    """Gives the ranked results of some records as texts, batch by batch."""
    if not paths:
        return
    beside = Results(load_from(root, files, ()))
    for batch in batched(paths):
        papers = {read.path: read.paper for read in read_papers(files, batch) if read.paper}
        merged = beside.of_papers(papers.values()).merged
        yield {path: _text_of(merged[papers[path].id] if path in papers else ()) for path in batch}


def _text_of(results: Iterable[Result]) -> str:
    """Gives the ranked results of one record as text: by setup, each with variant, accuracy, costs and year."""
    groups: dict[str, list[list[str | int | None]]] = {}
    for setup, entry in ranked(results):
        variant = entry.model.partition("/")[2]
        row = [variant, str(entry.top1), _text(entry.gmacs), _text(entry.params), entry.year]
        groups.setdefault(json.dumps(setup), []).append(row)
    return json.dumps(groups)


def _unpacked(path: str, text: str, wanted: Mapping[str, Setup]) -> tuple[Ranked, ...] | None:
    """Gives the results of some setups that a stored text holds; None for one that is not sound."""
    try:
        groups = json.loads(text)
        return tuple(
            _ranked(path, wanted[setup], row) for setup in groups.keys() & wanted.keys() for row in groups[setup]
        )
    except (ValueError, TypeError, AttributeError, InvalidOperation):
        return None


def _ranked(path: str, setup: Setup, row: list[Any]) -> Ranked:
    variant, top1, gmacs, params, year = row
    return Ranked(
        setup, Entry(f"{_identity(path)}/{variant}", Decimal(top1), _number(gmacs), _number(params), int(year))
    )


def _identity(path: str) -> str:
    return path.removeprefix(f"{PAPERS}/").removesuffix(".yml")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
