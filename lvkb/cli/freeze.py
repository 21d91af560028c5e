"""`lvkb freeze`: a release of the data in one archive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.build import load_clean
from lvkb.cli.common import Root, app, find, progress
from lvkb.errors import WrongUse
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
    if site:
        need("site", "Building the site")
    if parquet:
        need("arrow", "Writing Parquet")
    from lvkb.build.bundle import Parts
    from lvkb.build.bundle import freeze as pack

    there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    if not os.path.isdir(there):  # noqa: PTH112 - what may not be looked at is none, where Path.is_dir raises
        raise WrongUse(f"{there} is no folder. Name one that is there, or a new one.")
    results = load_clean(find(root))
    with progress() as say:
        bundle = pack(results, folder, say, parts=Parts(site=site, parquet=parquet), unreleased=unreleased)
    typer.echo(f"wrote {bundle.file}: {bundle.files:,} files, {bundle.size:,} bytes\nsha256 {bundle.sha256}")
