"""The command line: the only place that prints and exits."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from lvkb import __version__

app = typer.Typer(
    name="lvkb",
    help="Knowledge base of lightweight vision transformers: check the records, build README and site, export.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Exit(IntEnum):
    """Exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USE = 2
    NETWORK = 3


Root = Annotated[Path | None, typer.Option("--root", help="Folder of the knowledge base; found upwards from here.")]


def _fail(text: str, code: Exit = Exit.WRONG_USE) -> typer.Exit:
    typer.echo(f"lvkb: {text}", err=True)
    return typer.Exit(code)


def _root(given: Path | None) -> Path:
    from lvkb.root import RootNotFound, find_root

    try:
        return find_root(given or Path.cwd())
    except RootNotFound as error:
        raise _fail(f"{error} Run it inside a knowledge base, or name one with --root.") from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lvkb {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Knowledge base of lightweight vision transformers."""


@app.command()
def check(
    root: Root = None,
    form: Annotated[str, typer.Option("--format", help="text, json, github or sarif.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the run too.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Show hints in the text report.")] = False,
) -> None:
    """Check every record, offline. Exit code 0: clean, 1: findings, 2: wrong use or nothing to check."""
    from lvkb import report
    from lvkb.checkup import check as run_check
    from lvkb.findings import Level

    if form not in ("text", "json", "github", "sarif"):
        raise _fail(f'"{form}" is no format; take text, json, github or sarif.')
    result = run_check(_root(root))
    shown = [f for f in result.findings if hints or form != "text" or not (f.waived or f.level is Level.HINT)]
    text = report.write(shown, result.checked, form)  # type: ignore[arg-type]
    typer.echo(text, nl=False)
    if not result.checked:
        raise _fail("there is no record to check, and an empty run is not a clean one.")
    if result.fails(strict=strict):
        raise typer.Exit(Exit.FINDINGS)
