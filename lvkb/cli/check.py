"""`lvkb check`: the records held against the rules, and with `--links` against what the services say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Exit, Root, app, fail, find, progress, show_disagreements
from lvkb.cli.extras import need
from lvkb.cli.link_options import AllowHost, HostGap, Refresh

if TYPE_CHECKING:
    from lvkb.check_cache import Checkup
    from lvkb.links.engine import Result

_FORMS = ("text", "json", "github", "sarif")


@app.command()
def check(
    root: Root = None,
    form: Annotated[
        str, typer.Option("--format", help="text, json, github or sarif; with --links also markdown, for an issue.")
    ] = "text",
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
        typer.Option("--changed-from", metavar="REF", help="With --links: only records that differ from this state."),
    ] = None,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Check every record, offline unless --links is given.

    Exit code 0: clean, 1: findings, 2: wrong use or nothing to check, 3: the network let nothing be verified.
    """
    from lvkb import report
    from lvkb.check_cache import check as run_check
    from lvkb.findings import Level

    _refuse_wrong_use(form, links=links, only_for_links=[changed_from, refresh, allow_host, host_gap])
    if links:
        need("links", "Checking links")
    where = find(root)
    with progress(lines=False) as say:
        say("Checking records")
        result = run_check(where)
    asked = open_ = None
    if links:
        from lvkb.cli.links import check_links

        result, asked, open_ = check_links(where, result, changed_from, allow_host, host_gap, refresh=refresh)
    if open_ and form == "markdown":
        typer.echo(_issue(open_, result), nl=False)
    else:
        shown = [f for f in result.findings if hints or form != "text" or not (f.waived or f.level is Level.HINT)]
        further = {}
        if asked and form == "json":
            from lvkb.links.link_report import as_data

            further["links"] = as_data(asked, result.checked)
        typer.echo(report.write(shown, result.checked, form, further), nl=False)  # type: ignore[arg-type]
    if asked and form == "text":
        from lvkb.links.link_report import counts_line

        typer.echo(counts_line(asked, result.checked))
    if disagreements and form == "text":
        from lvkb.catalog import load

        show_disagreements(load(where), whole=True)
    _end(result, asked, strict=strict)


def _refuse_wrong_use(form: str, *, links: bool, only_for_links: list[object]) -> None:
    forms = (*_FORMS, "markdown") if links else _FORMS
    if form not in forms:
        raise fail(f'"{form}" is no format; take {", ".join(forms[:-1])} or {forms[-1]}.')
    if not links and any(only_for_links):
        raise fail("--changed-from, --refresh, --allow-host and --host-gap belong to --links.")


def _end(result: Checkup, asked: Result | None, *, strict: bool) -> None:
    if not result.checked:
        raise fail("there is no record to check, and an empty run is not a clean one.")
    if result.fails(strict=strict):
        raise typer.Exit(Exit.FINDINGS)
    if asked and asked.verified_nothing:
        raise fail("more than half of the links could not be verified; look at the network.", Exit.NETWORK)


def _issue(asked: Result, result: Checkup) -> str:
    import time

    from lvkb.links.link_report import write

    return write(asked, result.checked, "markdown", now=time.time(), base=_files_on_github())


def _files_on_github() -> str:
    """Gives where the files of this commit stand when GitHub runs the check, so that an issue can link to them."""
    server, repository, commit = (os.environ.get(f"GITHUB_{key}", "") for key in ("SERVER_URL", "REPOSITORY", "SHA"))
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""
