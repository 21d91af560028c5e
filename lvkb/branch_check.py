"""The check of what a branch changes: its records, and what they are at odds with, as the whole check would say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from lvkb import check_cache, checks
from lvkb.catalog import Catalog, CatalogFiles, DiskFiles, PastFiles, load_from, read_papers
from lvkb.catalog.paper_loading import stray_files
from lvkb.check_cache import Checkup
from lvkb.findings import Finding, Level
from lvkb.history import Differences, differences, past_state
from lvkb.layout import DECISIONS, DEVICE_MODELS, PAPERS, WAIVERS, is_record_path
from lvkb.record_traits import companions, remembered, traits_of

_ENTRY = re.compile(r"(?:waivers|decisions|models)\[(\d+)\]")


class _Part(NamedTuple):
    """Some records of a knowledge base, and what they are called."""

    paths: tuple[str, ...]
    ids: frozenset[str]


def check_changed(root: Path, since: str) -> Checkup:
    """Checks the records that differ from a state of git.

    Records are read and checked together with those that they share something with, and no others. A change of the
    taxonomy, of waivers or of what else stands beside the records can concern them all: then the whole is checked.

    Args:
        root: Root of the knowledge base, as `find_root` gives it.
        since: Branch, tag or commit. Changes made there after this branch left it are not counted.

    Returns:
        What is wrong with the records that differ, and errors and warnings elsewhere that were not there before; and
        how many records were looked at.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    changes = differences(root, since)
    records = tuple(sorted(path for path in changes.paths if is_record_path(path)))
    present = tuple(path for path in records if DiskFiles(root).has(path))
    if any(not path.startswith(f"{PAPERS}/") for path in changes.paths):
        whole = check_cache.check(root).findings
        return Checkup(tuple(found for found in whole if found.location.path in changes.paths), len(present))
    return Checkup(_findings(root, changes, records, present), len(present))


def _findings(
    root: Path, changes: Differences, records: tuple[str, ...], present: tuple[str, ...]
) -> tuple[Finding, ...]:
    strays = [found for found in stray_files(root) if found.location.path in changes.paths]
    if not records:
        return tuple(strays)
    part = _part(root, changes, records, present)
    now = _checked(root, DiskFiles(root), part)
    own = [found for found in now if found.location.path in changes.paths]
    elsewhere = [found for found in now if found.location.path not in changes.paths and found.level is not Level.HINT]
    if any(not found.waived for found in elsewhere):
        before = _before(root, changes, part)
        elsewhere = [found for found in elsewhere if _said(found) not in before]
    else:
        elsewhere = []
    return tuple(sorted((*strays, *own, *elsewhere), key=lambda found: found.sort_key))


def _part(root: Path, changes: Differences, records: tuple[str, ...], present: tuple[str, ...]) -> _Part:
    kept = {path: content for path, content in changes.kept.items() if is_record_path(path)}
    others = remembered(root, kept)
    read = {item.path: item.paper for item in read_papers(DiskFiles(root), present)}
    past = past_state(root, changes.base, within=records)
    were = read_papers(PastFiles(past), [path for path in records if path in past.files])
    before = [traits_of(item.path, item.paper) for item in were]
    paths = companions([traits_of(path, read.get(path)) for path in records], before, others) | set(present)
    return _Part(tuple(sorted(paths)), frozenset(Path(path).stem for path in (*paths, *records)))


def _checked(root: Path, files: CatalogFiles, part: _Part, paths: Iterable[str] | None = None) -> list[Finding]:
    catalog = load_from(root, files, part.paths if paths is None else paths)
    return [found for found in checks.run(catalog) if _concerns(found, catalog, part.ids)]


def _before(root: Path, changes: Differences, part: _Part) -> frozenset[tuple[str, ...]]:
    """Gives what was said of these records before."""
    state = past_state(root, changes.base)
    paths = [f"{PAPERS}/{id_}.yml" for id_ in sorted(part.ids)]
    there = [path for path in paths if path in state.files]
    return frozenset(_said(found) for found in _checked(root, PastFiles(state), part, there))


def _said(found: Finding) -> tuple[str, ...]:
    return (found.location.path, found.code, found.field, found.what)


def _concerns(found: Finding, catalog: Catalog, ids: Collection[str]) -> bool:
    """Tells whether a finding is on a record, or on a waiver, a decision or a timed model of one of these records."""
    path, entry = found.location.path, _ENTRY.match(found.field)
    if path.startswith(f"{PAPERS}/") or not entry:
        return path.startswith(f"{PAPERS}/")
    names = {
        WAIVERS: [item.record for item in catalog.waivers],
        DECISIONS: [item.record or "" for item in catalog.decisions],
        DEVICE_MODELS: [item.variant.partition("/")[0] for item in catalog.device_models],
    }.get(path, [])
    index = int(entry[1])
    return index < len(names) and names[index] in ids
