"""What a run says of the links of files: lines for people, JSON for programs, and Markdown for one issue.

Addresses and evidence are the words of strangers: characters that would not show are spelt out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from lvkb import __version__
from lvkb.findings import Finding, visible
from lvkb.links.engine import Run
from lvkb.links.link_issue import issue
from lvkb.links.link_rows import Row, counts_line, places, rows
from lvkb.links.link_status import LinkStatus

Form = Literal["text", "json", "markdown"]
FORMS: tuple[Form, ...] = ("text", "json", "markdown")


def write(run: Run, files: int, form: Form, *, now: float, base: str = "", findings: Sequence[Finding] = ()) -> str:
    """Writes a report.

    Args:
        run: The run.
        files: Number of files that were read.
        form: Output format.
        now: The time, in seconds since 1970; tells which links are unknown for long.
        base: Web address of the folder that paths are relative to, so that places in Markdown are links; no links
            when empty.
        findings: What in the files does not parse.
    """
    if form == "json":
        return _json(run, files, findings)
    return _text(run, files, findings) if form == "text" else issue(run, files, now, base, findings)


def _text(run: Run, files: int, findings: Sequence[Finding]) -> str:
    lines = (f"{finding} [{finding.level}]" for finding in findings)
    return "".join(f"{line}\n" for line in (*lines, *map(_text_line, rows(run.links)), counts_line(run, files)))


def _text_line(row: Row) -> str:
    outcome = row.outcome
    said = str(outcome.cause)
    said += f" -> {outcome.url}" if outcome.url else ""
    said += f": {outcome.evidence}" if outcome.evidence else ""
    said += " Seen once; asked again after a day." if row.is_new else ""
    line = visible(f"{outcome.status:<8} {row.url} {said}")
    return (
        line if outcome.status is LinkStatus.OK else f"{line} ({', '.join(places(row, lambda at: visible(str(at))))})"
    )


def _json(run: Run, files: int, findings: Sequence[Finding]) -> str:
    document = {**as_data(run, files), "findings": list(map(_finding, findings))}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "code": finding.code,
        "level": finding.level.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "what": finding.what,
        "fix": finding.fix,
    }


def as_data(run: Run, files: int) -> dict[str, Any]:
    """Gives a run as plain data, as the JSON report shows it."""
    return {
        "schema_version": 1,
        "lvkb": __version__,
        "files": files,
        "counts": {link_status.value: run.counts.get(link_status, 0) for link_status in LinkStatus},
        "asked": sum(run.asked.values()),
        "remembered": run.remembered,
        "links": [_as_dict(row) for row in rows(run.links)],
    }


def _as_dict(row: Row) -> dict[str, Any]:
    outcome, target = row.outcome, row.target
    return {
        "verdict": outcome.status.value,
        "reason": str(outcome.cause),
        "evidence": visible(outcome.evidence),
        "confirmed": not row.is_new,
        "checked_at": _moment(row.seen.checked_at),
        "bad_since": _moment(row.seen.first_bad_at or row.seen.failing_since),
        "url": visible(row.url),
        "new": visible(outcome.url),
        "route": target.register.key,
        "id": visible(target.id),
        "path": visible(target.path),
        "ref": visible(target.ref),
        "fragment": visible(target.fragment),
        "facts": {name: visible(value) for name, value in sorted(outcome.facts.items())},
        "places": [
            {
                "path": visible(use.location.path),
                "line": use.location.line,
                "column": use.location.column,
                "url": visible(use.url),
                "title": visible(use.title),
            }
            for use in row.uses
        ],
    }


def _moment(seconds: float | None) -> str:
    """Gives a time as ISO 8601 in UTC; empty for none, and for what was never asked."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds else ""
