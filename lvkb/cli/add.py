"""`lvkb add`: records of single papers, and readings of pasted tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from lvkb.cli import table_options
from lvkb.cli.add_papers import PaperTask, add_papers
from lvkb.cli.add_table import TableTask, add_table
from lvkb.cli.common import Format, Root, TextOrJson, app
from lvkb.cli.import_list import Added, DryRun
from lvkb.cli.link_options import AllowHost
from lvkb.errors import WrongUse


@app.command()
def add(
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|URL|DOI|FILE.bib|-",
            help="arXiv ids, DOIs, addresses of papers, or BibTeX: an entry, a file, - for the standard input.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    category: Annotated[
        str | None, typer.Option("--category", metavar="PATH", help="Leaf of the taxonomy that the papers belong to.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="Short name.")] = None,
    record_id: Annotated[str | None, typer.Option("--id", help="Id of the record.")] = None,
    official: Annotated[
        list[str] | None,
        typer.Option("--official", metavar="OWNER/NAME", help="Repository that is the authors' own; repeatable."),
    ] = None,
    idea: Annotated[str | None, typer.Option("--idea", help="Annotation: the mechanism.")] = None,
    cheaper: Annotated[str | None, typer.Option("--cheaper", help="Annotation: what becomes cheaper, and why.")] = None,
    limits: Annotated[str | None, typer.Option("--limits", help="Annotation: the price.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no service; gaps instead.")] = False,
    added: Added = None,
    dry_run: DryRun = False,
    allow_host: AllowHost = None,
    output: Format = TextOrJson.TEXT,
    table: table_options.Table = None,
    to: table_options.To = None,
    source: table_options.SourceOption = None,
    at: table_options.At = None,
    written_as: table_options.WrittenAs = None,
    rows: table_options.Rows = None,
    number: table_options.Number = 0,
    resolution: table_options.Resolution = None,
    compute_unit: table_options.ComputeUnit = None,
    pretrain: table_options.Pretrain = None,
    distilled: table_options.Distilled = None,
    epochs: table_options.Epochs = None,
    teacher: table_options.Teacher = None,
    device: table_options.Device = None,
    precision: table_options.Precision = None,
    batch: table_options.Batch = None,
    given: table_options.Given = None,
) -> None:
    """Write a record with what arXiv, Crossref, OpenReview or CVF tell, ask for the rest, or mark it with GAP.

    With --table, turn a table of results into readings of the record that --to names: LaTeX, Markdown, HTML, CSV, tabs,
    or columns of a PDF. What the table does not say is asked, on a terminal or by the flags that are listed.

    Exit code 0: all written, 1: a paper is held, withdrawn, decided on or unknown, 2: wrong use, 3: no answer.
    """
    fields = {"resolution": resolution, "compute_unit": compute_unit, "pretrain": pretrain, "distilled": distilled}
    fields |= {"epochs": epochs, "teacher": teacher, "device": device, "precision": precision, "batch": batch}
    of_papers: dict[str, object] = {
        "--category": category,
        "--name": name,
        "--id": record_id,
        "--official": official,
        "--idea": idea,
    }
    of_papers |= {"--cheaper": cheaper, "--limits": limits, "--offline": offline, "--added": added}
    of_table: dict[str, object] = {
        "--to": to,
        "--source": source,
        "--at": at,
        "--as": written_as,
        "--rows": rows,
        "--number": number,
    }
    of_table |= {f"--{key.replace('_', '-')}": value for key, value in fields.items()} | {"--answer": given}
    if table is not None:
        if papers:
            raise WrongUse("A table goes into one record, which --to names; give no papers beside it.")
        _refuse(of_papers, "For papers, not for --table")
        answers = table_options.answers_of(fields, given or ())
        add_table(
            TableTask(table, written_as, to, source, at, rows, number, answers), root, dry_run=dry_run, output=output
        )
        return
    if not papers:
        raise WrongUse("Name papers by id, address or BibTeX, or a table of results with --table.")
    if output is TextOrJson.JSON:
        of_table["--format json"] = output
    _refuse(of_table, "Only with --table")
    annotation = {"idea": idea, "cheaper": cheaper, "limits": limits}
    task = PaperTask(
        papers,
        category,
        name,
        record_id,
        official or (),
        {key: text for key, text in annotation.items() if text},
        added.date() if added else None,
        offline=offline,
        allow_host=allow_host or (),
    )
    add_papers(task, root, dry_run=dry_run)


def _refuse(options: Mapping[str, object], where: str) -> None:
    """Refuses options that would be passed over in silence.

    Raises:
        WrongUse: One of them was given.
    """
    if given := [name for name, value in options.items() if value]:
        raise WrongUse(f"{where}: {', '.join(given)}.")
