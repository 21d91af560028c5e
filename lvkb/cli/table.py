"""`lvkb table`: the table of related work, with the BibTeX of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, app, catalog_of, complain, write_out
from lvkb.errors import WrongUse

if TYPE_CHECKING:
    from lvkb.results import Results
    from lvkb.views.picker import Choice


class TableFormat(StrEnum):
    """Forms of a table."""

    LATEX = "latex"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"


@app.command()
def table(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODEL", help="Models or papers, by name, alias, paper/variant, timm name or id."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="KEY=VALUE", help="In place of names: an option of lvkb pick, as in params=6."),
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How the table is written.")] = TableFormat.LATEX,
    columns: Annotated[
        str, typer.Option("--columns", help="Columns with commas between, as in model,top1,gmacs,epochs.")
    ] = "",
    bib: Annotated[Path | None, typer.Option("--bib", metavar="FILE", help="Write the BibTeX of the rows too.")] = None,
    root: RootOrSnapshot = None,
) -> None:
    """Write a table of models as for related work: units, footnotes where protocols differ, citations.

    A paper stands for all its models. The form is that of the site's exports.
    """
    from lvkb.exports.bibtex import bibtex_of
    from lvkb.render.related_columns import chosen_columns
    from lvkb.render.related_tables import FORMS
    from lvkb.results import Results

    if bool(models) == bool(where):
        both = ", not both" if models else ""
        raise WrongUse(f"name models, or ask for them with --where KEY=VALUE{both}.")
    if bib == Path("-"):
        raise WrongUse("the standard output has the table. Name a file for its BibTeX with --bib.")
    shown = chosen_columns(columns)
    results = Results(catalog_of(root))
    rows = _named(results, models) if models else _asked(results, where or ())
    text = FORMS[form](rows, shown)
    if bib is not None:
        write_out(bib, bibtex_of(row.paper for row in rows), "--bib")
    typer.echo(text.encode(), nl=False)


def _named(results: Results, names: Sequence[str]) -> Sequence[Choice]:
    """Gives the rows of models that are named; a model without a sound accuracy is told and left out."""
    from lvkb.views.model_lookup import ModelNames
    from lvkb.views.related_rows import LEFT_OUT, related_rows
    from lvkb.views.workspace import workspace

    known = ModelNames(results.catalog)
    found = related_rows(workspace(results), known.look_up_all(names))
    for item in found.left_out:
        complain(f"{item} is left out: {LEFT_OUT}.")
    if not found.rows:
        raise WrongUse("nothing is left to write.")
    return found.rows


def _asked(results: Results, pairs: Sequence[str]) -> Sequence[Choice]:
    """Gives the rows that `lvkb pick` would rank, in its order."""
    from lvkb.views.question_words import asked_of
    from lvkb.views.related_rows import asked_rows
    from lvkb.views.workspace import workspace

    return asked_rows(workspace(results), asked_of(pairs))
