"""`lvkb discover`: papers of the field that are not in the catalogue yet."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lvkb.cli.common import Root, app, find, progress
from lvkb.cli.link_options import AllowHost, link_context
from lvkb.errors import NetworkFailed
from lvkb.extras import need


class PapersFormat(StrEnum):
    """Formats of lists of new papers; those of `lvkb.links.discovery.candidates`."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@app.command()
def discover(
    root: Root = None,
    since: Annotated[
        int, typer.Option("--since", min=1, max=3650, metavar="DAYS", help="Papers of how many days back.")
    ] = 30,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many papers to show, the likeliest first.")] = 50,
    form: Annotated[
        PapersFormat, typer.Option("--format", help="For people, for programs, or for `lvkb import`.")
    ] = PapersFormat.TEXT,
    allow_host: AllowHost = None,
) -> None:
    """Ask arXiv for new papers with the searches of catalog/queries.yml, and rank those that are not held.

    Exit code 0: asked, 2: wrong use, 3: arXiv did not answer all searches.
    """
    where = find(root)
    need("links", "Asking arXiv")
    from datetime import UTC, datetime

    from lvkb.catalog import load
    from lvkb.links.discovery.candidates import FORMS, summary, write
    from lvkb.links.discovery.new_papers import discover as run_discovery
    from lvkb.links.discovery.new_papers import read_queries

    catalog = load(where)
    queries = read_queries(catalog)
    with link_context(allow_host) as context, progress() as say:
        found = run_discovery(catalog, queries, context, datetime.now(UTC).date(), since, say)
    word = form.value
    assert word in FORMS
    typer.echo(write(found, limit, word, catalog.nodes), nl=False)
    if form is not PapersFormat.TEXT:
        typer.echo(summary(found, min(limit, len(found.candidates))), err=True)
    if found.failure:
        raise NetworkFailed(found.failure)
