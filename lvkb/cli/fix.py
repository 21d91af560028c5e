"""`lvkb fix`: corrections of records that need no judgement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Exit, Root, app, fail, find
from lvkb.cli.extras import need
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, asking, look_up_all

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.links.fixes.corrections import Change, Mending


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
    need("links", "Correcting links")
    from lvkb.catalog import load
    from lvkb.findings import visible
    from lvkb.links.fixes.corrections import mend

    if not links:
        raise fail("say what to correct: --links takes over what services tell of moved links and new DOIs.")
    catalog = load(find(root))
    if not catalog.papers:
        raise fail("there is no record to correct.")
    mending = mend(catalog.root, _changes(catalog, allow_host, host_gap, refresh=refresh))
    for refused in mending.refused:
        typer.echo(str(refused), err=True)
    if not write:
        for line in (line for file in mending.files for line in file.diff.splitlines()):
            typer.echo(visible(line))
    _end(catalog.root, mending, write=write)


def _changes(
    catalog: Catalog, allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> tuple[Change, ...]:
    """Asks the services, and gives the corrections that follow."""
    from lvkb.links.link_rules import changes
    from lvkb.links.record_links import catalog_targets

    with asking(allow_host, host_gap) as means:
        result = look_up_all(catalog_targets(catalog), means, refresh=refresh)
    if result.verified_nothing:
        raise fail("more than half of the links could not be verified; look at the network.", Exit.NETWORK)
    return tuple(changes(result, catalog))


def _end(root: Path, mending: Mending, *, write: bool) -> None:
    """Writes, or says how to, and ends the command."""
    from lvkb.links.fixes.corrections import write as write_files

    count = sum(len(file.changes) for file in mending.files)
    found = f"{_count(count, 'correction')} in {_count(len(mending.files), 'record')}"
    refused = f", {len(mending.refused)} refused" if mending.refused else ""
    if not write:
        hint = "; write them with `lvkb fix --links --write`" if count else ""
        typer.echo(f"{found}{refused}{hint}")
        raise typer.Exit(Exit.FINDINGS if count or refused else Exit.CLEAN)
    written: list[str] = []
    try:
        for path in write_files(root, mending.files):
            typer.echo(f"{path} written")
            written.append(path)
    except OSError as error:
        raise fail(f"catalog/papers cannot be written: {error.strerror}. Written before: {len(written)}.") from None
    for path in (file.path for file in mending.files if file.path not in written):
        typer.echo(f"{path} has changed meanwhile and is left as it is", err=True)
    typer.echo(f"{found}{refused}: {_count(len(written), 'record')} written")
    if refused or len(written) < len(mending.files):
        raise typer.Exit(Exit.FINDINGS)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
