"""`lvkb links`, and the part of `lvkb check` that asks the services: what became of links and ids."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Exit, app, fail
from lvkb.cli.extras import need
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, asking, look_up_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lvkb.check_cache import Checkup
    from lvkb.findings import Finding
    from lvkb.links.engine import Result
    from lvkb.links.link_status import Verdict

_FORMS = ("text", "json", "github", "sarif", "markdown")


def check_links(
    root: Path,
    checked: Checkup,
    changed_from: str | None,
    allow_host: list[str] | None,
    host_gap: float | None,
    *,
    refresh: bool,
) -> tuple[Checkup, Result, Result]:
    """Looks the links of the records up.

    Returns:
        The check with what was found out added, waivers applied; the run; and the run without what is waived.
    """
    from dataclasses import replace

    from lvkb.catalog import load
    from lvkb.checks.waivers import cover
    from lvkb.links.link_rules import link_findings
    from lvkb.links.record_links import catalog_targets

    catalog = load(root)
    records = _changed(root, changed_from) if changed_from else None
    targets = catalog_targets(catalog, records)
    if not targets and records is None and catalog.papers:
        raise fail("the records have no link to check, and an empty run is not a clean one.")
    with asking(allow_host, host_gap) as means:
        result = look_up_all(targets, means, refresh=refresh)
    found = tuple(cover(catalog, link_findings(catalog, result, time.time())))
    waived = {(finding.location, finding.field) for finding in found if finding.waived}
    judged = tuple(item for item in result.judged if (item.use.location, item.use.field) not in waived)
    findings = tuple(sorted((*checked.findings, *found), key=lambda finding: finding.sort_key))
    return checked._replace(findings=findings), result, replace(result, judged=judged)


def _changed(root: Path, since: str) -> frozenset[str]:
    from lvkb.history import HistoryUnreadable, changed_records

    try:
        return changed_records(root, since)
    except HistoryUnreadable as error:
        raise fail(f"--changed-from {since}: {error}") from None


@app.command()
def links(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Markdown, HTML, BibTeX or text.", show_default=False)
    ],
    form: Annotated[str, typer.Option("--format", help="text, json, github, sarif or markdown.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Moved and warned links fail the run too.")] = False,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="TEXT", help="Skip links that contain this text; repeatable."),
    ] = None,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Check the links of files: one line a link with verdict, address and reason, and the counts.

    Exit code 0: no dead link, 1: dead, mismatched or blocked ones, 2: wrong use or no link, 3: nothing verified.
    """
    need("links", "Checking links")
    from lvkb.links.link_report import write

    if form not in _FORMS:
        raise fail(f'"{form}" is no format; take {", ".join(_FORMS[:-1])} or {_FORMS[-1]}.')
    result = _look_up_files(files, exclude or [], allow_host, host_gap, refresh=refresh)
    if form in ("github", "sarif"):
        from lvkb import report

        text = report.write(list(_findings(result)), len(files), form)  # type: ignore[arg-type]
    else:
        text = write(result, len(files), form, now=time.time())  # type: ignore[arg-type]
    typer.echo(text, nl=False)
    if _fails(result, strict=strict):
        raise typer.Exit(Exit.FINDINGS)
    if result.verified_nothing:
        raise fail("more than half of the links could not be verified; look at the network.", Exit.NETWORK)


def _look_up_files(
    files: list[Path], exclude: list[str], allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> Result:
    from lvkb.links.file_links import FileUnreadable, read
    from lvkb.links.link_status import Verdict
    from lvkb.links.routing import targets

    try:
        uses = [use for file in dict.fromkeys(files) for use in read(file)]
    except FileUnreadable as error:
        raise fail(str(error)) from None
    if not uses:
        raise fail("there is no link in these files, and an empty run is not a clean one.")
    wanted = targets(uses)
    with asking(allow_host, host_gap) as means:
        result = look_up_all(wanted, means, refresh=refresh, exclude=exclude)
    if set(result.counts) == {Verdict.SKIPPED}:
        raise fail("every link is excluded, and an empty run is not a clean one.")
    return result


def _findings(result: Result) -> Iterable[Finding]:
    from lvkb.links.link_rules import verdict_findings

    found = (finding for item in result.judged for finding in verdict_findings(item, time.time()))
    return sorted(found, key=lambda finding: finding.sort_key)


def _fails(result: Result, *, strict: bool) -> bool:
    from lvkb.links.link_status import Verdict

    bad: set[Verdict] = {Verdict.MISMATCH, Verdict.BLOCKED}
    if strict:
        bad |= {Verdict.MOVED, Verdict.WARN, Verdict.DEAD}
    confirmed = any(item.seen.confirmed_dead for item in result.judged if item.outcome.verdict is Verdict.DEAD)
    return confirmed or any(item.outcome.verdict in bad for item in result.judged)
