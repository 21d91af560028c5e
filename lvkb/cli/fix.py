"""`lvkb fix`: corrections of records that need no judgement."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvkb.cli.common import NotWritten, Root, app, find, progress
from lvkb.cli.fmt import Records, record_paths
from lvkb.cli.link_options import AllowHost, HostGap, Refresh, demand_answers, link_context, look_up_all
from lvkb.cli.record_output import show_changes, write_record
from lvkb.errors import ExitCode, WrongUse
from lvkb.extras import need
from lvkb.wording import amount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lvkb.catalog import Catalog
    from lvkb.links.fixes.link_corrections import Change, Corrections
    from lvkb.mending import Mending


class FixFormat(StrEnum):
    """How the corrections are shown."""

    TEXT = "text"
    DIFF = "diff"
    JSON = "json"


@app.command()
def fix(
    files: Records = None,
    root: Root = None,
    links: Annotated[
        bool, typer.Option("--links", help="Take over new addresses, new names of repositories, and new DOIs too.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Write the corrections instead of showing them.")] = False,
    form: Annotated[
        FixFormat, typer.Option("--format", help="For people, for `git apply` and reviewdog, or for programs.")
    ] = FixFormat.TEXT,
    refresh: Refresh = False,
    allow_host: AllowHost = None,
    host_gap: HostGap = None,
) -> None:
    """Mend every finding that needs no judgement; show the difference, or write it with --write.

    Exit code 0: nothing left to correct, 1: corrections to write or refused, 2: wrong use, 3: nothing verified.
    """
    if not links and any((refresh, allow_host, host_gap)):
        raise WrongUse("--refresh, --allow-host and --host-gap belong to --links.")
    base = find(root)
    if links:
        need("links", "Asking the services")
    paths = list(record_paths(base, files))
    if not paths:
        raise WrongUse("there is no record to correct.")
    mending = _mended(base, paths)
    asked = None
    if links:
        asked = _take_over(mending, paths, allow_host, host_gap, refresh=refresh)
    refused = [*_unmended(mending), *(map(str, asked.refused) if asked else ())]
    if form is not FixFormat.JSON:
        for line in refused:
            typer.echo(line, err=True)
    left = _write(mending, quiet=form is not FixFormat.TEXT) if write else []
    if not write or form is not FixFormat.TEXT:
        _show(mending, asked, refused, form)
    if form is FixFormat.TEXT:
        _summary(mending, asked, len(refused), links=links, written=write, left=len(left))
    if refused or left or (mending.files and not write):
        raise typer.Exit(ExitCode.FINDINGS)


def _mended(root: Path, paths: list[str]) -> Mending:
    """Works out the corrections that need no service."""
    from lvkb.check_cache import check
    from lvkb.mending import mend

    with progress(lines=False) as say:
        say("Checking records")
        return mend(root, paths, check(root).findings)


def _take_over(
    mending: Mending, paths: list[str], allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> Corrections:
    """Asks the services, and takes up the corrections that follow."""
    from lvkb.links.fixes.link_corrections import correct

    catalog = mending.catalog()
    if not catalog.papers:
        raise WrongUse("there is no record to correct.")
    found = (item for item in _changes(catalog, allow_host, host_gap, refresh=refresh) if item.path in paths)
    corrections = correct(mending.content, found)
    for path, content in corrections.contents.items():
        mending.take(path, content)
    return corrections


def _changes(
    catalog: Catalog, allow_host: list[str] | None, host_gap: float | None, *, refresh: bool
) -> Iterable[Change]:
    from lvkb.links.link_findings import changes
    from lvkb.links.record_links import catalog_targets

    with link_context(allow_host, host_gap) as context:
        run = look_up_all(catalog_targets(catalog), context, refresh=refresh)
    demand_answers(run)
    return changes(run, catalog)


def _unmended(mending: Mending) -> list[str]:
    from lvkb.findings import visible

    return [
        visible(f"{item.location}: {item.code} {item.field} is left as it is: {why}")
        for item, why in mending.unmended.items()
    ]


def _show(mending: Mending, asked: Corrections | None, refused: list[str], form: FixFormat) -> None:
    if form is FixFormat.JSON:
        typer.echo(json.dumps(_data(mending, asked, refused), ensure_ascii=False, indent=2))
        return
    if form is FixFormat.DIFF:
        sys.stdout.buffer.write("".join(file.patch for file in mending.files).encode())
        return
    show_changes(mending.files)


def _data(mending: Mending, asked: Corrections | None, refused: list[str]) -> dict[str, Any]:
    """Gives the corrections for programs: those of findings with their places, those of services with their values."""
    return {
        "files": [{"path": file.path, "diff": file.patch} for file in mending.files],
        "corrections": [
            {"code": item.code, "path": item.location.path, "line": item.location.line, "column": item.location.column}
            | {"field": item.field, "what": item.what, "fix": item.fix}
            for item in sorted(mending.made, key=lambda item: item.sort_key)
        ],
        "links": [change._asdict() for change in (asked.made if asked else ())],
        "refused": refused,
    }


def _write(mending: Mending, *, quiet: bool) -> list[str]:
    """Writes the corrected files, and gives those that are other ones by now and are left as they are."""
    left: list[str] = []
    written = 0
    for file in mending.files:
        try:
            is_written = write_record(mending.root, file)
        except NotWritten as error:
            raise NotWritten(f"{error} Written before: {written}.") from None
        written += is_written
        if is_written:
            typer.echo(f"{file.path} written", err=quiet)
        else:
            typer.echo(f"{file.path} has changed meanwhile and is left as it is", err=True)
            left.append(file.path)
    return left


def _summary(
    mending: Mending, asked: Corrections | None, refused: int, *, links: bool, written: bool, left: int
) -> None:
    count = len(mending.made) + (len(asked.made) if asked else 0)
    found = f"{amount(count, 'correction')} in {amount(len(mending.files), 'record')}"
    found += f", {refused} refused" if refused else ""
    if written:
        typer.echo(f"{found}: {amount(len(mending.files) - left, 'record')} written")
    else:
        hint = f"; write them with `lvkb fix{' --links' if links else ''} --write`" if count else ""
        typer.echo(f"{found}{hint}")
