"""`lvkb show`: one paper or one model as readers want it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, TextJsonOrMarkdown, app, catalog_of

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.text import Text

    from lvkb.views.paper_sheet import Sheet

_GAP = 2
_NARROWEST = 12
"""Columns that a setup needs at least, for its longest word: `distillation`."""


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


def drawn_table(sheet: Sheet, width: int | None = None) -> Sequence[str] | None:
    """Gives the results as lines for a terminal: of each the numbers below each other, then speed, licence and place.

    Args:
        sheet: The sheet.
        width: Columns of the terminal; those that it tells by default.

    Returns:
        The lines, long ones folded; None where the terminal is too narrow for that.
    """
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from lvkb.findings import visible
    from lvkb.render.sheet_texts import HEAD, NUMBERS, cells, evidence

    console = Console(width=width)
    head, *rows = [
        [Text(visible(cell)) for cell in line[: NUMBERS.stop + 1]] for line in (HEAD, *map(cells, sheet.rows))
    ]
    widths = _widths([head, *rows], console.width)
    if widths[-1] < _NARROWEST:
        return None
    with console.capture() as captured:
        console.print(_line(head, widths))
        console.print(" " + "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * (console.width - 2))
        for row, numbers in zip(sheet.rows, rows, strict=True):
            console.print(_line(numbers, widths))
            console.print(Padding(Text(visible(evidence(row)), overflow="fold"), (0, 0, 0, 2 * _GAP)))
    return [line.rstrip() for line in captured.get().split("\n") if line.strip()]


def _widths(lines: Sequence[Sequence[Text]], width: int) -> list[int]:
    """Gives the columns that cells take: numbers as many as they need, models at most a third, setups the rest."""
    model, *numbers, _ = (max(cell.cell_len for cell in column) for column in zip(*lines, strict=True))
    taken = [min(model, width // 3), *numbers]
    return [*taken, width - sum(taken) - _GAP * len(taken) - 2]


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Padding:
    """Gives cells as one line of a table whose columns have these widths."""
    from rich.padding import Padding
    from rich.table import Table

    from lvkb.render.sheet_texts import NUMBERS

    table = Table.grid(padding=(0, _GAP, 0, 0))
    for nr, room in enumerate(widths):
        table.add_column(width=room, justify="right" if nr in NUMBERS else "left", overflow="fold")
    table.add_row(*cells)
    return Padding(table, (0, 0, 0, 1))
