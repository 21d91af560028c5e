"""`lvkb stats`: what the catalogue holds and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, app, find

if TYPE_CHECKING:
    from lvkb.catalog import Catalog


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


def show_disagreements(catalog: Catalog, *, whole: bool) -> None:
    """Prints how many quantities the sources tell differently, and which; they are a view, never findings."""
    from lvkb.views.disagreements import disagreements

    found = tuple(disagreements(catalog))
    typer.echo(f"{'disagreements':16} {len(found)}")
    for item in found if whole else ():
        values = "; ".join(f"{value} ({source}, {at})" for value, source, at in item.values)
        typer.echo(f"{'':18}{item.paper}: {item.variant}: {item.field}: {values}")
