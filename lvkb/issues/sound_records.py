"""A changed record held against the rules before anybody sees it: what it breaks anew is a reason to refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lvkb import checks
from lvkb.catalog import Catalog
from lvkb.editing import ChangedFile
from lvkb.findings import Finding, Level
from lvkb.issues.answered import IssueRefused
from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import parse


def demand_sound(catalog: Catalog, paper: Paper, file: ChangedFile) -> tuple[str, ...]:
    """Gives the warnings that a changed record has and the old one had not.

    Args:
        catalog: The catalogue.
        paper: The record as the catalogue has it.
        file: Its file and what that is to become.

    Raises:
        IssueRefused: The changed record has an error, or its file is not the one that the catalogue was read from.
    """
    if read_record(parse(file.old, file.path), Paper) != paper:
        raise IssueRefused(f"{file.path} has changed meanwhile. Run it again.")
    document = parse(file.new, file.path)
    changed = read_record(document, Paper)
    if changed is None:
        raise IssueRefused(f"the record would break a rule: {_told(document.findings[0])}")
    before = {_told(finding) for finding in _findings(catalog, paper)}
    new = [finding for finding in _findings(catalog, changed) if _told(finding) not in before]
    for finding in new:
        if finding.level is Level.ERROR:
            raise IssueRefused(f"the record would break a rule: {_told(finding)}")
    return tuple(_told(finding) for finding in new if finding.level is Level.WARNING)


def _findings(catalog: Catalog, paper: Paper) -> Iterator[Finding]:
    """Gives what the rules say of one record alone."""
    alone = replace(catalog, papers={paper.id: paper}, findings=(), decisions=(), device_models=(), waivers=())
    return iter(checks.run(alone))


def _told(finding: Finding) -> str:
    return f"{finding.code} {finding.field}: {finding.what}"
