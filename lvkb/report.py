"""Findings as text for people, JSON for programs, annotations for GitHub, and SARIF for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote

from lvkb import __version__
from lvkb.findings import Finding, Level
from lvkb.wording import amount

Format = Literal["text", "json", "github", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "json", "github", "sarif")

_LEVELS = (Level.ERROR, Level.WARNING, Level.HINT)
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}
_SARIF = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}


def summary(findings: Iterable[Finding], checked: int) -> str:
    """Gives the closing line: how many records, how many findings of each level, how many waived."""
    findings = list(findings)
    counts = Counter(finding.level for finding in findings if not finding.waived)
    parts = [amount(counts[level], level.value) for level in _LEVELS if counts[level]]
    waived = sum(1 for finding in findings if finding.waived)
    if waived:
        parts.append(f"{waived} waived")
    return f"{amount(checked, 'record')} checked: {', '.join(parts) or 'no findings'}"


def write(
    findings: Sequence[Finding], checked: int, form: Format, further: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """Writes a report.

    Args:
        findings: All findings, in order.
        checked: Number of records that were looked at.
        form: Output format.
        further: What else the JSON report holds, by key.
    """
    return _json(findings, checked, further) if form == "json" else _WRITERS[form](findings, checked)


def _text(findings: Sequence[Finding], checked: int) -> str:
    lines = [_text_line(finding) for finding in findings]
    return "\n".join([*lines, summary(findings, checked)]) + "\n"


def _text_line(finding: Finding) -> str:
    if finding.waived:
        return f"{finding} [waived: {finding.waived}]"
    return str(finding) if finding.level is Level.ERROR else f"{finding} [{finding.level.value}]"


def as_dict(finding: Finding) -> dict[str, Any]:
    """Gives a finding as plain data, as the JSON report shows it."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "field": finding.field,
        "what": finding.what,
        "why": finding.rule.why,
        "fix": finding.fix,
        "waived": finding.waived,
    }


def _json(findings: Sequence[Finding], checked: int, further: Mapping[str, Any]) -> str:
    counts = Counter("waived" if finding.waived else finding.level.value for finding in findings)
    document = {
        "schema_version": 1,
        "lvkb": __version__,
        "checked": checked,
        "counts": {name: counts[name] for name in (*(level.value for level in _LEVELS), "waived")},
        "findings": [as_dict(finding) for finding in findings],
        **further,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _github(findings: Sequence[Finding], checked: int) -> str:
    """Workflow commands, errors first: GitHub shows only the first ten of each level.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    shown = sorted((item for item in findings if not item.waived), key=lambda item: _LEVELS.index(item.level))
    lines = [_annotation(finding) for finding in shown]
    return "\n".join([*lines, summary(findings, checked)]) + "\n"


def _annotation(finding: Finding) -> str:
    where = finding.location
    place = f"file={_property(where.path)},line={where.line},col={where.column},title={finding.code}"
    text = f"{finding.field}: {finding.message}" if finding.field else finding.message
    return f"::{_GITHUB[finding.level]} {place}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(findings: Sequence[Finding], checked: int) -> str:
    """SARIF 2.1.0.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    rules = {finding.code: finding.rule for finding in findings}
    codes = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "lvkb",
                "version": __version__,
                "rules": [
                    {
                        "id": code,
                        "shortDescription": {"text": rules[code].title},
                        "fullDescription": {"text": rules[code].why},
                        "help": {"text": rules[code].fix},
                        "defaultConfiguration": {"level": _SARIF[rules[code].level]},
                    }
                    for code in codes
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "properties": {"checked": checked},
        "results": [_sarif_result(finding, codes.index(finding.code)) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(finding: Finding, rule_index: int) -> dict[str, Any]:
    where = finding.location
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _SARIF[finding.level],
        "message": {"text": f"{finding.field}: {finding.message}" if finding.field else finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(where.path)},
                    "region": {"startLine": where.line, "startColumn": where.column},
                }
            }
        ],
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return result


_WRITERS: dict[Format, Callable[[Sequence[Finding], int], str]] = {
    "text": _text,
    "github": _github,
    "sarif": _sarif,
}
