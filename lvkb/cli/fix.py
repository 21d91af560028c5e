"""`lvkb fix`: corrections of records that need no judgement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import NotWritten, Root, app, find
from lvkb.cli.extras import need
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, demand_answers, link_context, look_up_all
from lvkb.errors import ExitCode, WrongUse
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.links.fixes.corrections import Change, Corrections


@app.command()
def fix(
    root: Root = None,
    links: Annotated[
        bool, typer.Option("--links", help="Take over new addresses, new names of repositories, and new DOIs.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Write the corrections instead of showing them.")] = False,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Correct records where a service tells the new value; show the difference, or write it with --write.

    Exit code 0: nothing left to correct, 1: corrections to write or refused, 2: wrong use, 3: nothing verified.
    """
    need("links", "Asking the services")
    from lvkb.catalog import load
    from lvkb.findings import visible
    from lvkb.links.fixes.corrections import correct

    if not links:
        raise WrongUse("say what to correct: --links takes over what services tell of moved links and new DOIs.")
    catalog = load(find(root))
    if not catalog.papers:
        raise WrongUse("there is no record to correct.")
    corrections = correct(catalog.root, _changes(catalog, allow_host, host_gap, refresh=refresh))
    for refused in corrections.refused:
        typer.echo(str(refused), err=True)
    if not write:
        for line in (line for file in corrections.files for line in file.diff.splitlines()):
            typer.echo(visible(line))
    _end(catalog.root, corrections, write=write)


def _changes(
    catalog: Catalog, allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> tuple[Change, ...]:
    """Asks the services, and gives the corrections that follow."""
    from lvkb.links.link_findings import changes
    from lvkb.links.record_links import catalog_targets

    with link_context(allow_host, host_gap) as context:
        run = look_up_all(catalog_targets(catalog), context, refresh=refresh)
    demand_answers(run)
    return tuple(changes(run, catalog))


def _end(root: Path, corrections: Corrections, *, write: bool) -> None:
    """Writes, or says how to, and ends the command."""
    from lvkb.links.fixes.corrections import write as write_files

    count = sum(len(file.changes) for file in corrections.files)
    found = f"{amount(count, 'correction')} in {amount(len(corrections.files), 'record')}"
    refused = f", {len(corrections.refused)} refused" if corrections.refused else ""
    if not write:
        hint = "; write them with `lvkb fix --links --write`" if count else ""
        typer.echo(f"{found}{refused}{hint}")
        raise typer.Exit(ExitCode.FINDINGS if count or refused else ExitCode.CLEAN)
    written: list[str] = []
    try:
        for path in write_files(root, corrections.files):
            typer.echo(f"{path} written")
            written.append(path)
    except OSError as error:
        before = f"Written before: {len(written)}."
        raise NotWritten(f"catalog/papers cannot be written: {error.strerror}. {before}") from None
    for path in (file.path for file in corrections.files if file.path not in written):
        typer.echo(f"{path} has changed meanwhile and is left as it is", err=True)
    typer.echo(f"{found}{refused}: {amount(len(written), 'record')} written")
    if refused or len(written) < len(corrections.files):
        raise typer.Exit(ExitCode.FINDINGS)
