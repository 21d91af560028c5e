"""`lvkb export`: all data of the catalogue in one file, or in a folder for other catalogues."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, app, is_terminal, open_catalog, write_out
from lvkb.errors import BrokenRecords, WrongUse

if TYPE_CHECKING:
    from lvkb.results import Results


_STANDARD_OUTPUT = Path("-")


class DataFormat(StrEnum):
    """Formats of the data; `lvkb.exports.FORMATS` has a writer for each that is text."""

    CSV = "csv"
    RESULTS = "results"
    TIMINGS = "timings"
    JSON = "json"
    BIBTEX = "bibtex"
    PARQUET = "parquet"
    EVERY_EVAL_EVER = "eee"
    HUB_EVAL_RESULTS = "hub-eval-results"


_FOLDERS = (DataFormat.EVERY_EVAL_EVER, DataFormat.HUB_EVAL_RESULTS)
"""Formats of many files."""


class DataTable(StrEnum):
    """What the rows of a Parquet file are; `lvkb.frames.FRAMES` makes each."""

    RESULTS = "results"
    READINGS = "readings"
    TIMINGS = "timings"


@app.command()
def export(
    form: Annotated[DataFormat, typer.Argument(metavar="FORMAT", help="What to write, and how.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="File to write, standard output without it; new folder for eee and hub-eval-results."
        ),
    ] = None,
    table: Annotated[
        DataTable | None, typer.Option("--table", help="What the rows of parquet are; results without it.")
    ] = None,
    benchmark: Annotated[
        list[str] | None,
        typer.Option(
            "--benchmark",
            metavar="DATASET=OWNER/NAME:TASK",
            help="Which benchmark of the Hub a data set is, for hub-eval-results.",
        ),
    ] = None,
    root: RootOrSnapshot = None,
) -> None:
    """Write all data: readings as csv, results, timings, json, bibtex, parquet. docs/data-format.md describes them.

    For other catalogues: eee and hub-eval-results, a folder of files each.
    """
    from lvkb.cli.export_folder import demand_sense, write_folder

    out = None if out == _STANDARD_OUTPUT else out
    _demand_own_options(form, out, table, benchmark)
    benchmarks = demand_sense(form.value, out, benchmark or ()) if form in _FOLDERS else {}
    results = _sound_results(root)
    if form in _FOLDERS:
        assert out is not None
        typer.echo(write_folder(form.value, results, out, benchmarks), err=True)
        return
    content = _content(results, form, table or DataTable.RESULTS)
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_out(out, content)


def _demand_own_options(
    form: DataFormat, out: Path | None, table: DataTable | None, benchmark: list[str] | None
) -> None:
    """Refuses options that belong to another format, and bytes on a terminal."""
    if table is not None and form is not DataFormat.PARQUET:
        raise WrongUse(
            "--table is for parquet; csv has the readings, and results and timings are formats of their own."
        )
    if benchmark and form is not DataFormat.HUB_EVAL_RESULTS:
        raise WrongUse("--benchmark is for hub-eval-results.")
    if form is DataFormat.PARQUET and out is None and is_terminal():
        raise WrongUse("parquet is nothing to read. Name a file with --out, or send it on.")


def _sound_results(root: Path | None) -> Results:
    """Gives what is derived from a catalogue that has records and no error, which is told otherwise."""
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
    return Results(catalog)


def _content(results: Results, form: DataFormat, table: DataTable) -> bytes:
    from lvkb.exports import FORMATS
    from lvkb.frames import FRAMES
    from lvkb.frames.arrow_table import parquet_bytes

    if form is DataFormat.PARQUET:
        return parquet_bytes(FRAMES[table](results))
    return "".join(FORMATS[form](results)).encode()
