"""The offline check of a whole knowledge base, remembered until a file of it changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.root import PAPERS, TAXONOMY, WAIVERS, paper_files


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


def check(root: Path) -> Checkup:
    """Checks the knowledge base at `root`.

    Args:
        root: Its root folder, as `find_root` gives it.
    """
    key = _state(root)
    store = Store("checks")
    stored = store.get([key]).get(key)
    if stored is not None:
        return _decode(stored)
    # pydantic and the rules take a quarter of a second to import: not needed for a result that is known already
    from lvkb import checks
    from lvkb.catalog import load

    catalog = load(root)
    result = Checkup(checks.run(catalog), catalog.files)
    store.put({key: _encode(result)})
    return result


def _state(root: Path) -> str:
    """Gives a key of all that the result depends on: every file read, every name in the folder, and lvkb itself."""
    files = [*paper_files(root), TAXONOMY, WAIVERS]
    names = sorted(entry.name for entry in (root / PAPERS).iterdir())
    return digest(code_digest(), "\n".join(names).encode(), *(_content(root / path) for path in files))


def _content(file: Path) -> bytes:
    try:
        info = file.lstat()
        if file.is_symlink() or not file.is_file() or info.st_size > 1_000_000:
            return f"{info.st_mode} {info.st_size} {info.st_mtime_ns} {file.resolve()}".encode()
        return file.read_bytes()
    except (OSError, RuntimeError) as error:
        return type(error).__name__.encode()


def _encode(result: Checkup) -> str:
    return json.dumps({"checked": result.checked, "findings": [asdict(finding) for finding in result.findings]})


def _decode(text: str) -> Checkup:
    data = json.loads(text)
    return Checkup(tuple(_finding(item) for item in data["findings"]), data["checked"])


def _finding(item: dict[str, object]) -> Finding:
    data: dict[str, object] = dict(item)
    rule = data.pop("rule")
    location = data.pop("location")
    assert isinstance(rule, dict) and isinstance(location, list)
    return Finding(Rule(**{**rule, "level": Level(rule["level"])}), Location(*location), **data)  # type: ignore[arg-type]
