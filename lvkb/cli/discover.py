"""`lvkb discover`: papers of the field that are not in the catalogue yet."""

from __future__ import annotations

from typing import Annotated

import typer

from lvkb.cli.common import Exit, Root, app, fail, find, progress
from lvkb.cli.extras import need
from lvkb.cli.link_options import AllowHost, asking


@app.command()
def discover(
    root: Root = None,
    since: Annotated[
        int, typer.Option("--since", min=1, max=3650, metavar="DAYS", help="Papers of how many days back.")
    ] = 30,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many papers to show, the likeliest first.")] = 50,
    form: Annotated[str, typer.Option("--format", help="text, json, or markdown for `lvkb import`.")] = "text",
    allow_host: AllowHost = None,
) -> None:
    """Ask arXiv for new papers with the searches of catalog/queries.yml, and rank those that are not held.

    Exit code 0: asked, 2: wrong use, 3: arXiv did not answer all searches.
    """
    need("links", "Asking arXiv")
    from datetime import UTC, datetime

    from lvkb.catalog import load
    from lvkb.links.discovery.candidates import FORMS, summary, write
    from lvkb.links.discovery.new_papers import QueriesUnreadable, read_queries
    from lvkb.links.discovery.new_papers import discover as run_discovery

    if form not in FORMS:
        raise fail(f'"{form}" is no format; take text, json or markdown.')
    catalog = load(find(root))
    try:
        queries = read_queries(catalog)
    except QueriesUnreadable as error:
        raise fail(str(error)) from None
    with asking(allow_host) as means, progress() as say:
        found = run_discovery(catalog, queries, means, datetime.now(UTC).date(), since, say)
    typer.echo(write(found, limit, form, catalog.nodes), nl=False)
    if form != "text":
        typer.echo(summary(found, min(limit, len(found.candidates))), err=True)
    if found.trouble:
        raise fail(found.trouble, Exit.NETWORK)
