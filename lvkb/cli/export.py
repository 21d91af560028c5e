"""`lvkb export`: all data of the catalogue in one file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, app, open_catalog, write_out
from lvkb.errors import BrokenRecords, WrongUse


class DataFormat(StrEnum):
    """Formats of the data; `lvkb.exports.FORMATS` has a writer for each."""

    CSV = "csv"
    RESULTS = "results"
    TIMINGS = "timings"
    JSON = "json"
    BIBTEX = "bibtex"


@app.command()
def export(
    form: Annotated[DataFormat, typer.Argument(metavar="FORMAT", help="What to write, and how.")],
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output without it.")] = None,
    root: RootOrSnapshot = None,
) -> None:
    """Write all data: readings as csv, results, timings, json or bibtex. docs/data-format.md describes them."""
    from lvkb.exports import FORMATS
    from lvkb.findings import Level
    from lvkb.results import Results

    catalog = open_catalog(root)
    errors = [finding for finding in catalog.findings if finding.level is Level.ERROR]
    for error in errors:
        typer.echo(str(error), err=True)
    if errors:
        raise BrokenRecords("nothing was exported; mend these errors first.")
    if not catalog.papers:
        raise WrongUse("there is no record to export.")
    text = FORMATS[form](Results(catalog))
    if out is None:
        typer.echo(text.encode(), nl=False)
    else:
        write_out(out, text)
