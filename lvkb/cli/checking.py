"""`lvkb check`: the records held against the rules."""

from __future__ import annotations

from typing import Annotated

import typer

from lvkb.cli.common import Exit, Root, app, fail, find, progress, show_disagreements


@app.command()
def check(
    root: Root = None,
    form: Annotated[str, typer.Option("--format", help="text, json, github or sarif.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the run too.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Show hints in the text report.")] = False,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List where sources disagree too; no finding, both readings stay.")
    ] = False,
) -> None:
    """Check every record, offline. Exit code 0: clean, 1: findings, 2: wrong use or nothing to check."""
    from lvkb import report
    from lvkb.checkup import check as run_check
    from lvkb.findings import Level

    if form not in ("text", "json", "github", "sarif"):
        raise fail(f'"{form}" is no format; take text, json, github or sarif.')
    where = find(root)
    with progress(lines=False) as say:
        say("Checking records")
        result = run_check(where)
    shown = [f for f in result.findings if hints or form != "text" or not (f.waived or f.level is Level.HINT)]
    text = report.write(shown, result.checked, form)  # type: ignore[arg-type]
    typer.echo(text, nl=False)
    if disagreements and form == "text":
        from lvkb.catalog import load

        show_disagreements(load(where), whole=True)
    if not result.checked:
        raise fail("there is no record to check, and an empty run is not a clean one.")
    if result.fails(strict=strict):
        raise typer.Exit(Exit.FINDINGS)
