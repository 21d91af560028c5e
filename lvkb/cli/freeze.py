"""`lvkb freeze`: a release of the data in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.build import load_clean
from lvkb.cli.common import Root, app, demand_folder, find, progress
from lvkb.extras import need


@app.command()
def freeze(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that the archive is put into.")],
    site: Annotated[bool, typer.Option("--site/--no-site", help="Put the built site in too.")] = True,
    parquet: Annotated[bool, typer.Option("--parquet/--no-parquet", help="Put the tables in as Parquet too.")] = True,
    unreleased: Annotated[
        bool, typer.Option("--next", help="Pack the state between releases, under the name next.")
    ] = False,
    root: Root = None,
) -> None:
    """Pack a release of the data: all formats, records, site, checksums, citation, licences; the same bytes each time.

    Everything must be committed, without errors, and catalog/release.yml must name the release.
    """
    where = find(root)
    if site:
        need("site", "Building the site")
    if parquet:
        need("arrow", "Writing Parquet")
    from lvkb.build.bundle import Parts
    from lvkb.build.bundle import freeze as pack

    demand_folder(folder)
    results = load_clean(where)
    with progress() as say:
        bundle = pack(results, folder, say, parts=Parts(site=site, parquet=parquet), unreleased=unreleased)
    typer.echo(f"wrote {bundle.file}: {bundle.files:,} files, {bundle.size:,} bytes\nsha256 {bundle.sha256}")
