"""`lvkb links`, and the part of `lvkb check` that asks the services: what became of links and ids."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import app
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, ReportFormat, demand_answers, link_context, look_up_all
from lvkb.errors import ExitCode, WrongUse
from lvkb.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lvkb.check_cache import Checkup
    from lvkb.findings import Finding
    from lvkb.links.engine import Run
    from lvkb.links.link_status import LinkStatus


def check_links(
    root: Path,
    checked: Checkup,
    changed_from: str | None,
    allow_host: list[str] | None,
    host_gap: float | None,
    *,
    refresh: bool,
) -> tuple[Checkup, Run, Run]:
    """Looks the links of the records up.

    Returns:
        The check with what was found out added, waivers applied; the run; and the run without what is waived.
    """
    from dataclasses import replace

    from lvkb.catalog import load
    from lvkb.checks.waivers import cover
    from lvkb.links.link_findings import link_findings
    from lvkb.links.record_links import catalog_targets

    catalog = load(root)
    records = _changed(root, changed_from) if changed_from else None
    targets = catalog_targets(catalog, records)
    if not targets and records is None and catalog.papers:
        raise WrongUse("the records have no link to check, and an empty run is not a clean one.")
    with link_context(allow_host, host_gap) as context:
        run = look_up_all(targets, context, refresh=refresh)
    found = tuple(cover(catalog, link_findings(catalog, run, time.time())))
    waived = {(finding.location, finding.field) for finding in found if finding.waived}
    links = tuple(item for item in run.links if (item.use.location, item.use.field) not in waived)
    findings = tuple(sorted((*checked.findings, *found), key=lambda finding: finding.sort_key))
    return checked._replace(findings=findings), run, replace(run, links=links)


def _changed(root: Path, since: str) -> frozenset[str]:
    from lvkb.history import HistoryUnreadable, changed_records

    try:
        return changed_records(root, since)
    except HistoryUnreadable as error:
        raise HistoryUnreadable(f"--changed-from {since}: {error}") from None


@app.command()
def links(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Markdown, HTML, BibTeX or text.", show_default=False)
    ],
    form: Annotated[
        ReportFormat, typer.Option("--format", help="For people, programs, GitHub, code scanning, or an issue.")
    ] = ReportFormat.TEXT,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail the run too: moved links, what does not parse.")
    ] = False,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="TEXT", help="Skip links that contain this text; repeatable."),
    ] = None,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Check the links of files: one line a link with status, address and reason, and the counts.

    Exit code 0: no dead link, 1: dead, mismatched or blocked ones, 2: wrong use or no link, 3: nothing verified.
    """
    need("links", "Checking links")
    from lvkb.links.link_report import FORMS, write

    run, broken = _look_up_files(files, exclude or [], allow_host, host_gap, refresh=refresh)
    word = form.value
    if word in FORMS:
        text = write(run, len(files), word, now=time.time(), findings=broken)
    else:
        from lvkb import report

        assert word in report.FORMATS
        text = report.write(_findings(run, broken), len(files), word)
    typer.echo(text, nl=False)
    if _fails(run, strict=strict) or (strict and broken):
        raise typer.Exit(ExitCode.FINDINGS)
    demand_answers(run)


def _look_up_files(
    files: list[Path], exclude: list[str], allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> tuple[Run, list[Finding]]:
    from lvkb.links.file_links import read
    from lvkb.links.link_status import LinkStatus
    from lvkb.links.routing import targets

    found = [read(file) for file in dict.fromkeys(files)]
    uses = [use for item in found for use in item.uses]
    broken = [finding for item in found for finding in item.findings]
    if not uses:
        first = f" {broken[0]}" if broken else ""
        raise WrongUse(f"there is no link in these files, and an empty run is not a clean one.{first}")
    wanted = targets(uses)
    with link_context(allow_host, host_gap) as context:
        run = look_up_all(wanted, context, refresh=refresh, exclude=exclude)
    if set(run.counts) == {LinkStatus.SKIPPED}:
        raise WrongUse("every link is excluded, and an empty run is not a clean one.")
    return run, broken


def _findings(run: Run, broken: Iterable[Finding]) -> list[Finding]:
    from lvkb.links.link_findings import status_findings

    found = (finding for item in run.links for finding in status_findings(item, time.time()))
    return sorted((*found, *broken), key=lambda finding: finding.sort_key)


def _fails(run: Run, *, strict: bool) -> bool:
    from lvkb.links.link_status import LinkStatus

    bad: set[LinkStatus] = {LinkStatus.MISMATCH, LinkStatus.BLOCKED}
    if strict:
        bad |= {LinkStatus.MOVED, LinkStatus.WARN, LinkStatus.DEAD}
    confirmed = any(item.seen.confirmed_dead for item in run.links if item.outcome.status is LinkStatus.DEAD)
    return confirmed or any(item.outcome.status in bad for item in run.links)
