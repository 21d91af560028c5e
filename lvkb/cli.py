"""The command line: the only place that prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb import __version__

if TYPE_CHECKING:
    from lvkb.catalog import Catalog

app = typer.Typer(
    name="lvkb",
    help="Knowledge base of lightweight vision transformers: check the records, build README and site, export.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Exit(IntEnum):
    """Exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USE = 2
    NETWORK = 3


Root = Annotated[Path | None, typer.Option("--root", help="Folder of the knowledge base; found upwards from here.")]


def _fail(text: str, code: Exit = Exit.WRONG_USE) -> typer.Exit:
    typer.echo(f"lvkb: {text}", err=True)
    return typer.Exit(code)


def _root(given: Path | None) -> Path:
    from lvkb.root import RootNotFound, find_root

    try:
        return find_root(given or Path.cwd())
    except RootNotFound as error:
        raise _fail(f"{error} Run it inside a knowledge base, or name one with --root.") from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lvkb {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Knowledge base of lightweight vision transformers."""


@app.command()
def check(
    root: Root = None,
    form: Annotated[str, typer.Option("--format", help="text, json, github or sarif.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the run too.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Show hints in the text report.")] = False,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List where sources disagree too; no finding, both readings stay.")
    ] = False,
) -> None:
    """Check every record, offline. Exit code 0: clean, 1: findings, 2: wrong use or nothing to check."""
    from lvkb import report
    from lvkb.checkup import check as run_check
    from lvkb.findings import Level

    if form not in ("text", "json", "github", "sarif"):
        raise _fail(f'"{form}" is no format; take text, json, github or sarif.')
    where = _root(root)
    with _progress(lines=False) as say:
        say("Checking records")
        result = run_check(where)
    shown = [f for f in result.findings if hints or form != "text" or not (f.waived or f.level is Level.HINT)]
    text = report.write(shown, result.checked, form)  # type: ignore[arg-type]
    typer.echo(text, nl=False)
    if disagreements and form == "text":
        from lvkb.catalog import load

        _show_disagreements(load(where), whole=True)
    if not result.checked:
        raise _fail("there is no record to check, and an empty run is not a clean one.")
    if result.fails(strict=strict):
        raise typer.Exit(Exit.FINDINGS)


@contextmanager
def _progress(*, lines: bool = True) -> Iterator[Callable[[str], None]]:
    """Gives a function that shows the present step: a spinner on a terminal, plain lines elsewhere if wanted."""
    if not sys.stderr.isatty():
        yield lambda text: typer.echo(f"{text} ...", err=True) if lines else None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:

        def say(text: str) -> None:
            status.update(f"{text} ...")

        yield say


def _load_clean(root: Path) -> Catalog:
    """Loads a catalogue, or ends the command when it has errors: a broken record must not drop out of the site."""
    from lvkb import report
    from lvkb.catalog import load
    from lvkb.checkup import check as run_check
    from lvkb.findings import Level

    result = run_check(root)
    if result.fails(strict=False):
        errors = [item for item in result.findings if item.level is Level.ERROR and not item.waived]
        typer.echo(report.write(errors, result.checked, "text"), nl=False)
        raise _fail("nothing was built; mend these errors first.", Exit.FINDINGS)
    if not result.checked:
        raise _fail("there is no record to build from.")
    return load(root)


@app.command()
def build(
    root: Root = None,
    check_only: Annotated[bool, typer.Option("--check", help="Write nothing; say what is out of date.")] = False,
    html: Annotated[
        bool, typer.Option("--html/--no-html", help="Build the site too, or README and schema only.")
    ] = True,
    search: Annotated[bool, typer.Option("--search/--no-search", help="Make the search index of the site.")] = True,
) -> None:
    """Build README.md, the record schema and the searchable site in build/site."""
    from lvkb.build import BuildError
    from lvkb.build import build as run_build

    catalog = _load_clean(_root(root))
    try:
        if check_only:
            _check_build(catalog, html=html)
            return
        with _progress() as say:
            replaced = run_build(catalog, say, html=html, search=search)
    except BuildError as error:
        raise _fail(f"{error}\nNothing was replaced.", Exit.FINDINGS) from None
    typer.echo("\n".join(f"wrote {path}" for path in replaced) or "everything is up to date")


def _check_build(catalog: Catalog, *, html: bool) -> None:
    import shutil

    from lvkb.build import build_site, check_committed, difference

    findings = list(check_committed(catalog))
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        typer.echo(difference(catalog), nl=False)
    if html:
        with _progress() as say:
            shutil.rmtree(build_site(catalog, say, search=False))
    if findings:
        raise typer.Exit(Exit.FINDINGS)
    typer.echo("generated files are up to date")


@app.command()
def serve(
    root: Root = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Show the site on this machine, and rebuild it on every change of a record, template or page."""
    from lvkb.build import BuildError
    from lvkb.build import build as run_build
    from lvkb.serve import serve as run_serve

    where = _root(root)

    def rebuild() -> None:
        try:
            with _progress() as say:
                run_build(_load_clean(where), say)
        except BuildError as error:
            typer.echo(f"lvkb: {error}\nThe old site stays.", err=True)
        except typer.Exit:
            typer.echo("lvkb: the old site stays.", err=True)

    rebuild()
    try:
        run_serve(where, rebuild, host, port)
    except OSError as error:
        raise _fail(f"cannot listen on {host}:{port}: {error.strerror}. Take another --port.") from None


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from lvkb.render import schema_text

    typer.echo(schema_text(), nl=False)


def _show_disagreements(catalog: Catalog, *, whole: bool) -> None:
    """Prints how many quantities the sources tell differently, and which; they are a view, never findings."""
    from lvkb.views.disagreements import disagreements

    found = tuple(disagreements(catalog))
    typer.echo(f"{'disagreements':16} {len(found)}")
    for item in found if whole else ():
        values = "; ".join(f"{value} ({source}, {at})" for value, source, at in item.values)
        typer.echo(f"{'':18}{item.paper}: {item.variant}: {item.field}: {values}")


@app.command()
def stats(
    root: Root = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="List the papers behind each gap.")] = False,
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List where sources disagree.")] = False,
) -> None:
    """Count what the catalogue holds and lacks: by family, year, kind of source, and listing."""
    from lvkb.catalog import load
    from lvkb.views import coverage
    from lvkb.views.counts import counts

    catalog = load(_root(root))
    for name, value in counts(catalog)._asdict().items():
        text = ", ".join(f"{key} {number}" for key, number in value) if isinstance(value, tuple) else value
        typer.echo(f"{name.replace('_', ' '):16} {text}")
    typer.echo(f"{'source kinds':16} {', '.join(f'{kind} {n}' for kind, n in coverage.source_kinds(catalog))}")
    for lane, number in coverage.lanes(catalog):
        typer.echo(f"{'lane':16} {lane}: {number} accuracies")
    for family in coverage.families(catalog):
        shown = f"{family.papers} papers, {family.with_readings} with readings, {family.readings} readings"
        typer.echo(f"{'family':16} {family.title}: {shown}")
    for gap in coverage.gaps(catalog):
        typer.echo(f"{'gap':16} {gap.title}: {len(gap.papers)} papers")
        if gaps:
            typer.echo(
                "".join(f"{'':18}{id_}{f' ({count})' if count else ''}\n" for id_, _, count in gap.papers), nl=False
            )
    _show_disagreements(catalog, whole=disagreements)
    for listing in coverage.listings(catalog):
        decided = f"{listing.papers} decided, {listing.recorded} with a record, {len(listing.left_out)} left out"
        typer.echo(f"{'listing':16} {listing.name}: {decided}")


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="List of papers in Markdown.", show_default=False)],
    root: Root = None,
    added: Annotated[
        datetime | None, typer.Option("--added", formats=["%Y-%m-%d"], help="Day to write into the records.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
) -> None:
    """Write a draft record for each paper of a list, and ask about all the list leaves open. Overwrites nothing."""
    from lvkb import intake
    from lvkb.catalog import load

    catalog = load(_root(root))
    if catalog.taxonomy is None:
        raise _fail("catalog/taxonomy.yml cannot be used; lvkb check says why.")
    try:
        parsed = intake.read_list(intake.read_file(file), str(file))
    except intake.ListUnreadable as error:
        raise _fail(str(error)) from None
    plan = intake.plan(parsed, catalog, added.date() if added else None)
    for line in (*map(intake.question_line, plan.questions), *plan.already):
        typer.echo(line)
    if not plan.entries:
        raise _fail(f"{file} has no entries: list items with a title in bold or as a link, and a link to the paper.")
    written = 0
    try:
        for path in (draft.path for draft in plan.drafts) if dry_run else intake.write(plan.drafts, catalog.root):
            typer.echo(f"{path} {'would be ' if dry_run else ''}written")
            written += 1
    except OSError as error:
        raise _fail(f"catalog/papers cannot be written: {error.strerror}. Written before: {written}.") from None
    typer.echo(plan.summary(written) + (" (dry run: nothing was)" if dry_run else ""))


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, json or bibtex.")],
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output without it.")] = None,
    root: Root = None,
) -> None:
    """Write all data as CSV (one line a reading), JSON or BibTeX. docs/data-format.md describes them."""
    from lvkb.catalog import load
    from lvkb.exports import FORMATS
    from lvkb.findings import Level

    if form not in FORMATS:
        raise _fail(f'"{form}" is no format; take csv, json or bibtex.')
    catalog = load(_root(root))
    errors = [finding for finding in catalog.findings if finding.level is Level.ERROR]
    for error in errors:
        typer.echo(str(error), err=True)
    if errors:
        raise _fail("nothing was exported; mend these errors first.", Exit.FINDINGS)
    if not catalog.papers:
        raise _fail("there is no record to export.")
    text = FORMATS[form](catalog)
    if out is None:
        typer.echo(text.encode(), nl=False)
    else:
        _write_out(out, text)


def _write_out(out: Path, text: str) -> None:
    """Replaces a file as a whole; a link is followed, and anything but a plain file is left alone."""
    import os

    from lvkb.build import BuildError, write_files

    if out.exists() and not out.is_file():
        raise _fail(f"{out} is not a plain file. Name another file with --out.")
    target = Path(os.path.realpath(out))  # unlike resolve(), it bears links that go in a circle
    try:
        write_files(target.parent, {target.name: text})
    except BuildError as error:
        raise _fail(str(error)) from None
