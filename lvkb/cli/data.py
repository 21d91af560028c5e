"""`lvkb schema`, `stats`, `import` and `export`: what the catalogue holds, in and out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import Exit, Root, app, fail, find, show_disagreements, write_drafts


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from lvkb.render import schema_text

    typer.echo(schema_text(), nl=False)


@app.command()
def stats(
    root: Root = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="List the papers behind each gap.")] = False,
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List where sources disagree.")] = False,
) -> None:
    """Count what the catalogue holds and lacks: by family, year, kind of source, and listing."""
    from lvkb.catalog import load
    from lvkb.views import coverage
    from lvkb.views.totals import counts

    catalog = load(find(root))
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
    show_disagreements(catalog, whole=disagreements)
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
    from lvkb.plain_files import FileRefused

    catalog = load(find(root))
    if catalog.taxonomy is None:
        raise fail("catalog/taxonomy.yml cannot be used; lvkb check says why.")
    try:
        parsed = intake.read_list(intake.read_file(file), str(file))
    except FileRefused as error:
        raise fail(str(error)) from None
    plan = intake.plan(parsed, catalog, added.date() if added else None)
    for line in (*map(intake.question_line, plan.questions), *plan.already):
        typer.echo(line)
    if not plan.entries:
        raise fail(f"{file} has no entries: list items with a title in bold or as a link, and a link to the paper.")
    written = write_drafts(plan, catalog.root, dry_run=dry_run)
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
        raise fail(f'"{form}" is no format; take csv, json or bibtex.')
    catalog = load(find(root))
    errors = [finding for finding in catalog.findings if finding.level is Level.ERROR]
    for error in errors:
        typer.echo(str(error), err=True)
    if errors:
        raise fail("nothing was exported; mend these errors first.", Exit.FINDINGS)
    if not catalog.papers:
        raise fail("there is no record to export.")
    text = FORMATS[form](catalog)
    if out is None:
        typer.echo(text.encode(), nl=False)
    else:
        _write_out(out, text)


def _write_out(out: Path, text: str) -> None:
    """Replaces a file as a whole; a link is followed, and anything but a plain file is left alone."""
    import os

    from lvkb.build.files import BuildError, write_files

    if out.exists() and not out.is_file():
        raise fail(f"{out} is not a plain file. Name another file with --out.")
    target = Path(os.path.realpath(out))  # unlike resolve(), it bears links that go in a circle
    try:
        write_files(target.parent, {target.name: text})
    except BuildError as error:
        raise fail(str(error)) from None
