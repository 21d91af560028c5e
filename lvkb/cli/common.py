"""What every command shares: the application, exit codes, the root option, progress, and how a command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.intake import ImportPlan
    from lvkb.results import Results

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


def fail(text: str, code: Exit = Exit.WRONG_USE) -> typer.Exit:
    """Says why a command cannot go on; the caller raises what this gives."""
    typer.echo(f"lvkb: {text}", err=True)
    return typer.Exit(code)


def find(given: Path | None) -> Path:
    """Gives the root of the knowledge base, or ends the command when there is none."""
    from lvkb.layout import RootNotFound, find_root

    try:
        return find_root(given or Path.cwd())
    except RootNotFound as error:
        raise fail(f"{error} Run it inside a knowledge base, or name one with --root.") from None


@contextmanager
def progress(*, lines: bool = True) -> Iterator[Callable[[str], None]]:
    """Gives a function that shows the present step: a spinner on a terminal, plain lines elsewhere if wanted."""
    if not sys.stderr.isatty():
        yield lambda text: typer.echo(f"{text} ...", err=True) if lines else None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:

        def say(text: str) -> None:
            status.update(f"{text} ...")

        yield say


def load_clean(root: Path) -> Catalog:
    """Loads a catalogue, or ends the command when it has errors: a broken record must not drop out of the site."""
    from lvkb import report
    from lvkb.catalog import load
    from lvkb.check_cache import check as run_check
    from lvkb.findings import Level

    result = run_check(root)
    if result.fails(strict=False):
        errors = [item for item in result.findings if item.level is Level.ERROR and not item.waived]
        typer.echo(report.write(errors, result.checked, "text"), nl=False)
        raise fail("nothing was built; mend these errors first.", Exit.FINDINGS)
    if not result.checked:
        raise fail("there is no record to build from.")
    return load(root)


def show_disagreements(results: Results, *, whole: bool) -> None:
    """Prints how many quantities the sources tell differently, and which; they are a view, never findings."""
    from lvkb.views.disagreements import disagreements

    found = tuple(disagreements(results.results))
    typer.echo(f"{'disagreements':16} {len(found)}")
    for item in found if whole else ():
        values = "; ".join(f"{value} ({source}, {at})" for value, source, at in item.told)
        typer.echo(f"{'':18}{item.result.paper.id}: {item.result.variant.name}: {item.metric.field}: {values}")


def write_drafts(plan: ImportPlan, root: Path, *, dry_run: bool) -> int:
    """Writes draft records and says so line by line; gives how many there are, or would be in a dry run."""
    from lvkb import intake

    written = 0
    try:
        for path in (draft.path for draft in plan.drafts) if dry_run else intake.write(plan.drafts, root):
            typer.echo(f"{path} {'would be ' if dry_run else ''}written")
            written += 1
    except OSError as error:
        raise fail(f"catalog/papers cannot be written: {error.strerror}. Written before: {written}.") from None
    return written
