"""`lvkb build` and `lvkb serve`: README, schema and site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, app, complain, find, progress
from lvkb.errors import BrokenRecords, ExitCode, WrongUse
from lvkb.extras import need

if TYPE_CHECKING:
    from lvkb.results import Results


@app.command()
def build(
    root: Root = None,
    check_only: Annotated[bool, typer.Option("--check", help="Write nothing; say what is out of date.")] = False,
    html: Annotated[
        bool, typer.Option("--html/--no-html", help="Build the site too, or README and schema only.")
    ] = True,
    search: Annotated[bool, typer.Option("--search/--no-search", help="Make the search index of the site.")] = True,
    releases: Annotated[
        Path | None, typer.Option(help="Folder with archives of `lvkb freeze`, whose data the site keeps below v/.")
    ] = None,
) -> None:
    """Build README.md, the record schema and the searchable site in build/site."""
    where = find(root)
    if html:
        need("site", "Building the site")
    from lvkb.build import BuildError
    from lvkb.build import build as run_build
    from lvkb.history import is_shallow

    results = load_clean(where)
    try:
        if check_only:
            _check_build(results, html=html, releases=releases)
            return
        with progress() as say:
            replaced = run_build(results, say, html=html, search=search, releases=releases)
    except BuildError as error:
        raise BuildError(f"{error}\nNothing was replaced.") from None
    typer.echo("\n".join(f"wrote {path}" for path in replaced) or "everything is up to date")
    if html and is_shallow(results.catalog.root):
        complain(
            "this clone does not hold the whole history, so that the feed of corrected numbers tells of none. "
            "`git fetch --unshallow` brings it."
        )


def load_clean(root: Path) -> Results:
    """Loads a catalogue without errors, and gives its results: a broken record must not drop out of the site.

    Raises:
        BrokenRecords: It has errors; they are shown.
        WrongUse: It has no record.
    """
    from lvkb import report
    from lvkb.catalog import load
    from lvkb.check_cache import check as run_check
    from lvkb.findings import Level
    from lvkb.results import Results

    results = Results(load(root))
    result = run_check(root, results)
    if result.fails(strict=False):
        errors = [item for item in result.findings if item.level is Level.ERROR and not item.waived]
        typer.echo(report.write(errors, result.checked, "text"), nl=False)
        raise BrokenRecords("nothing was built; mend these errors first.")
    if not result.checked:
        raise WrongUse("there is no record to build from.")
    return results


def _check_build(results: Results, *, html: bool, releases: Path | None) -> None:
    import shutil

    from lvkb.build import build_site, check_committed, difference

    findings = list(check_committed(results))
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        typer.echo(difference(results), nl=False)
    if html:
        with progress() as say:
            shutil.rmtree(build_site(results, say, search=False, releases=releases))
    if findings:
        raise typer.Exit(ExitCode.FINDINGS)
    typer.echo("generated files are up to date")


@app.command()
def serve(
    root: Root = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Show the site on this machine, and keep it up to date with every record, template and page."""
    where = find(root)
    need("site", "Showing the site")
    from lvkb.build import build as run_build
    from lvkb.build.server import serve as run_serve

    def whole() -> Results:
        results = load_clean(where)
        with progress() as say:
            run_build(results, say)
        return results

    try:
        run_serve(where, whole, complain, host, port)
    except OSError as error:
        raise WrongUse(f"cannot listen on {host}:{port}: {error.strerror}. Take another --port.") from None
