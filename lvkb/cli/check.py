"""`lvkb check`: the records held against the rules, and with `--links` against what the services say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, app, find, progress
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, ReportFormat, demand_answers
from lvkb.cli.stats import show_disagreements
from lvkb.errors import ExitCode, WrongUse
from lvkb.extras import need
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.check_cache import Checkup
    from lvkb.links.engine import Run


@app.command()
def check(
    root: Root = None,
    form: Annotated[
        ReportFormat,
        typer.Option("--format", help="For people, programs, GitHub, code scanning, or with --links an issue."),
    ] = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the run too.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Show hints in the text report.")] = False,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List where sources disagree too; no finding, both readings stay.")
    ] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Ask arXiv, GitHub and all others what became of each link and id.")
    ] = False,
    changed_from: Annotated[
        str | None,
        typer.Option("--changed-from", metavar="REF", help="Only records that differ from this state of git."),
    ] = None,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Check every record, offline unless --links is given.

    Exit code 0: clean, 1: findings, 2: wrong use or nothing to check, 3: the network let nothing be verified.
    """
    from lvkb.check_cache import check as run_check

    _refuse_wrong_use(form, links=links, only_for_links=[refresh, allow_host, host_gap])
    where = find(root)
    if links:
        need("links", "Checking links")
    with progress(lines=False) as say:
        say("Checking records")
        result = run_check(where) if links or not changed_from else _check_changed(where, changed_from)
    asked = open_ = None
    if links:
        from lvkb.cli.links import check_links

        result, asked, open_ = check_links(where, result, changed_from, allow_host, host_gap, refresh=refresh)
    _say(result, asked, open_, form, hints=hints)
    if disagreements and form is ReportFormat.TEXT:
        from lvkb.catalog import load
        from lvkb.results import Results

        show_disagreements(Results(load(where)), whole=True)
    if form is ReportFormat.TEXT:
        _point_to_fix(result)
    _end(result, asked, strict=strict, may_be_none=bool(changed_from))


def _say(result: Checkup, asked: Run | None, open_: Run | None, form: ReportFormat, *, hints: bool) -> None:
    """Prints the findings in a form, and what came of the links that were asked.

    Args:
        result: The findings.
        asked: What was asked of links, if anything.
        open_: Those of it that an issue tells, likewise.
        form: The form.
        hints: Show hints in the text, too.
    """
    from lvkb import report
    from lvkb.findings import Level

    is_text = form is ReportFormat.TEXT
    if form.value in report.FORMATS:
        whole = hints or not is_text
        shown = [found for found in result.findings if whole or not (found.waived or found.level is Level.HINT)]
        further = {}
        if asked and form is ReportFormat.JSON:
            from lvkb.links.link_report import as_data

            further["links"] = as_data(asked, result.checked)
        typer.echo(report.write(shown, result.checked, form.value, further), nl=False)
    elif open_:
        typer.echo(_issue(open_, result), nl=False)
    if asked and is_text:
        from lvkb.links.link_rows import counts_line

        typer.echo(counts_line(asked, result.checked))


def _point_to_fix(result: Checkup) -> None:
    """Says how many of the findings that were shown need no judgement."""
    from lvkb.findings import Level

    shown = (found for found in result.findings if not found.waived and found.level is not Level.HINT)
    if count := sum(bool(found.corrections) for found in shown):
        what = f"{amount(count, 'finding')} of these {'needs' if count == 1 else 'need'} no judgement"
        typer.echo(f"{what}: `lvkb fix` shows the correction, `lvkb fix --write` makes it.", err=True)


def _check_changed(root: Path, since: str) -> Checkup:
    from lvkb.branch_check import check_changed
    from lvkb.history import HistoryUnreadable

    try:
        return check_changed(root, since)
    except HistoryUnreadable as error:
        raise HistoryUnreadable(f"--changed-from {since}: {error}") from None


def _refuse_wrong_use(form: ReportFormat, *, links: bool, only_for_links: list[object]) -> None:
    if form is ReportFormat.MARKDOWN and not links:
        raise WrongUse("--format markdown belongs to --links.")
    if not links and any(only_for_links):
        raise WrongUse("--refresh, --allow-host and --host-gap belong to --links.")


def _end(result: Checkup, asked: Run | None, *, strict: bool, may_be_none: bool) -> None:
    if not result.checked and not may_be_none:
        raise WrongUse("there is no record to check, and an empty run is not a clean one.")
    if result.fails(strict=strict):
        raise typer.Exit(ExitCode.FINDINGS)
    if asked:
        demand_answers(asked)


def _issue(asked: Run, result: Checkup) -> str:
    import time

    from lvkb.links.link_report import write

    return write(asked, result.checked, "markdown", now=time.time(), base=_files_on_github())


def _files_on_github() -> str:
    """Gives where the files of this commit stand when GitHub runs the check, so that an issue can link to them."""
    server, repository, commit = (os.environ.get(f"GITHUB_{key}", "") for key in ("SERVER_URL", "REPOSITORY", "SHA"))
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""
