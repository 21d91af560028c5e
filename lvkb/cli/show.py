"""`lvkb show`: one paper or one model as readers want it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, TextJsonOrMarkdown, app, catalog_of

if TYPE_CHECKING:
    from lvkb.views.paper_sheet import Sheet


@app.command("show")
def show_paper(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias, paper/variant, timm name, id or address.")],
    form: Annotated[
        TextJsonOrMarkdown, typer.Option("--format", help="For people, for programs, or for a page.")
    ] = TextJsonOrMarkdown.TEXT,
    root: RootOrSnapshot = None,
) -> None:
    """Show one paper or one model: links, idea, results with where each was read, licences, and Python."""
    from lvkb.render.sheet_report import sheet_json, sheet_markdown, sheet_text
    from lvkb.results import Results
    from lvkb.views.model_lookup import ModelNames
    from lvkb.views.paper_sheet import paper_sheet

    catalog = catalog_of(root)
    sheet = paper_sheet(Results(catalog), ModelNames(catalog).look_up(name))
    if form is TextJsonOrMarkdown.TEXT:
        text = sheet_text(sheet, drawn_table(sheet) if sys.stdout.isatty() else None)
    else:
        text = sheet_json(sheet) if form is TextJsonOrMarkdown.JSON else sheet_markdown(sheet)
    typer.echo(text, nl=False)


def drawn_table(sheet: Sheet, width: int | None = None) -> Sequence[str]:
    """Gives the results as a table in lines, drawn for a terminal; long cells are folded.

    Args:
        sheet: The sheet.
        width: Columns of the terminal; those that it tells by default.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from lvkb.findings import visible
    from lvkb.render.sheet_texts import HEAD, NUMBERS, cells

    table = Table(*HEAD, box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for nr, column in enumerate(table.columns):
        column.justify = "right" if nr in NUMBERS else "left"
        column.no_wrap = nr in NUMBERS
        column.overflow = "fold"
    for row in sheet.rows:
        table.add_row(*(Text(visible(cell)) for cell in cells(row)))
    console = Console(width=width)
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().split("\n") if line.strip()]
