"""The offline check of a whole knowledge base, remembered until a file of it changes."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.findings import Correction, Does, Finding, Level, Location, Rule
from lvkb.layout import (
    ABOUT,
    COUNTS,
    DECISIONS,
    DEVICE_MODELS,
    PAPERS,
    RELEASE,
    TAXONOMY,
    TIMINGS,
    TIMM_RESULTS,
    WAIVERS,
    paper_files,
)

if TYPE_CHECKING:
    from lvkb.results import Results

_MOST_BYTES = 20_000_000
"""Larger files are never read (LV002, LV601); the modules that say so are too slow to import for this."""


class Checkup(NamedTuple):
    """Result of a check.

    Attributes:
        findings: All findings in order, waived ones included.
        checked: Number of record files that were looked at.
    """

    findings: tuple[Finding, ...]
    checked: int

    def fails(self, *, strict: bool) -> bool:
        """Tells whether the run is to fail: errors always do, warnings when strict, hints and waived ones never."""
        bad = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
        return any(finding.level in bad and not finding.waived for finding in self.findings)


def check(root: Path, results: Results | None = None) -> Checkup:
    """Checks the knowledge base at `root`.

    Args:
        root: Its root folder, as `find_root` gives it.
        results: What is derived from the catalogue there, where it is loaded already.
    """
    key = _state(root)
    store = Store("checks")
    stored = _decode(store.get([key]).get(key))
    if stored is not None:
        return stored
    # pydantic and the rules take a quarter of a second to import: not needed for a result that is known already
    from lvkb import checks
    from lvkb.catalog import load
    from lvkb.record_traits import remember

    catalog = results.catalog if results else load(root)
    result = Checkup(checks.run(catalog, results), catalog.files)
    store.put({key: _encode(result)})
    remember(root, catalog.papers)  # for a check of single records that may follow
    return result


def _state(root: Path) -> str:
    """Gives a key of all that the result depends on: every file read, every name in the folder, and lvkb itself."""
    beside = (ABOUT, RELEASE, TAXONOMY, WAIVERS, DECISIONS, DEVICE_MODELS, COUNTS, TIMM_RESULTS, TIMINGS)
    files = [*paper_files(root), *beside]
    names = "/".join(sorted(os.listdir(root / PAPERS)))
    folder = os.path.relpath(os.path.realpath(root / PAPERS), os.path.realpath(root))
    return digest(code_digest(), os.fsencode(names), os.fsencode(folder), *(_content(root / path) for path in files))


def _content(file: Path) -> bytes:
    """Gives a file's bytes; of one that is not read, what its finding says of it."""
    try:
        info = file.stat()
        link = os.path.realpath(file) if file.is_symlink() else ""
        if not stat.S_ISREG(info.st_mode) or info.st_size > _MOST_BYTES:
            return digest(f"{info.st_mode} {info.st_size}".encode(), os.fsencode(link)).encode()
        return digest(file.read_bytes(), os.fsencode(link)).encode() if link else file.read_bytes()
    except (OSError, RuntimeError) as error:
        return f"{type(error).__name__} {getattr(error, 'errno', '')}".encode()


def _encode(result: Checkup) -> str:
    return json.dumps({"checked": result.checked, "findings": [asdict(finding) for finding in result.findings]})


def _decode(text: str | None) -> Checkup | None:
    """Gives a stored result, or None when nothing or nothing sound is stored."""
    if text is None:
        return None
    try:
        data = json.loads(text)
        return Checkup(tuple(_finding(**item) for item in data["findings"]), int(data["checked"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _finding(rule: dict[str, Any], location: list[Any], corrections: list[Any], **texts: str) -> Finding:
    changes = tuple(Correction(tuple(keys), new, Does(does)) for keys, new, does in corrections)
    return Finding(Rule(**{**rule, "level": Level(rule["level"])}), Location(*location), **texts, corrections=changes)
