"""`lvkb stats`: what the catalogue holds and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, app, open_catalog

if TYPE_CHECKING:
    from lvkb.results import Results


@app.command()
def stats(
    root: RootOrSnapshot = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="List the papers behind each gap.")] = False,
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List where sources disagree.")] = False,
) -> None:
    """Count what the catalogue holds and lacks: by family, year, kind of source, and listing."""
    from lvkb.results import Results
    from lvkb.views import coverage
    from lvkb.views.totals import totals

    catalog = open_catalog(root)
    results = Results(catalog)
    for name, value in totals(results)._asdict().items():
        text = ", ".join(f"{key} {number}" for key, number in value) if isinstance(value, tuple) else value
        typer.echo(f"{name.replace('_', ' '):16} {text}")
    typer.echo(f"{'source kinds':16} {', '.join(f'{kind} {n}' for kind, n in coverage.source_kinds(catalog))}")
    for setup, number in coverage.setups(results):
        typer.echo(f"{'setup':16} {setup}: {number} results")
    for family in coverage.families(catalog):
        shown = f"{family.papers} papers, {family.with_readings} with readings, {family.readings} readings"
        typer.echo(f"{'family':16} {family.title}: {shown}")
    for gap in coverage.gaps(results):
        typer.echo(f"{'gap':16} {gap.title}: {len(gap.papers)} papers")
        if gaps:
            typer.echo(
                "".join(f"{'':18}{id_}{f' ({count})' if count else ''}\n" for id_, _, count in gap.papers), nl=False
            )
    show_disagreements(results, whole=disagreements)
    for listing in coverage.listings(catalog):
        decided = f"{listing.papers} decided, {listing.recorded} with a record, {len(listing.left_out)} left out"
        typer.echo(f"{'listing':16} {listing.name}: {decided}")


def show_disagreements(results: Results, *, whole: bool) -> None:
    """Prints how many quantities the sources tell differently, and which; they are a view, never findings."""
    from lvkb.views.disagreements import disagreements

    found = tuple(disagreements(results.results))
    typer.echo(f"{'disagreements':16} {len(found)}")
    for item in found if whole else ():
        values = "; ".join(f"{value} ({source}, {at})" for value, source, at in item.told)
        typer.echo(f"{'':18}{item.result.paper.id}: {item.result.variant.name}: {item.metric.field}: {values}")
