"""`lvkb fmt`: records in their canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, app, complain, find
from lvkb.cli.record_output import show_changes, write_record
from lvkb.errors import ExitCode, WrongUse
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.editing import ChangedFile

Records = Annotated[
    list[Path] | None, typer.Argument(metavar="FILE", help="Record files; all without any.", show_default=False)
]


@app.command()
def fmt(
    files: Records = None,
    root: Root = None,
    check: Annotated[bool, typer.Option("--check", help="Show what would change, and write nothing.")] = False,
) -> None:
    """Write records in their canonical form: keys in order, a reading a line, all comments kept.

    Exit code 0: all are in it now, 1: with --check some are not, or a file breaks a rule of reading, 2: wrong use.
    """
    base = find(root)
    paths = list(record_paths(base, files))
    if not paths:
        raise WrongUse("there is no record to format.")
    untidy, refused = _untidy(base, paths)
    if check:
        show_changes(untidy)
    left = [] if check else [changed.path for changed in untidy if not _write(base, changed)]
    for path in left:
        typer.echo(f"{path} has changed meanwhile and is left as it is", err=True)
    verb = "would be formatted" if check else "formatted"
    rest = f", {refused} refused" if refused else ""
    typer.echo(
        f"{amount(len(untidy) - len(left), 'record')} {verb}, {len(paths) - len(untidy) - refused} left as is{rest}"
    )
    if refused or left or (check and untidy):
        raise typer.Exit(ExitCode.FINDINGS)


def record_paths(root: Path, files: list[Path] | None) -> Iterator[str]:
    """Gives the record files that are meant, relative to the root: those named, each once, or all.

    Raises:
        WrongUse: A file that was named is no record.
    """
    from lvkb.layout import PAPERS, is_record_name, paper_files

    if not files:
        yield from paper_files(root)
        return
    paths = {}
    for file in files:
        place = file.parent.resolve() / file.name
        if place.parent != root / PAPERS or not is_record_name(place.name):
            raise WrongUse(f"{file} is no record; they lie in {root / PAPERS} and end in .yml.")
        if not place.is_file():
            raise WrongUse(f"there is no file {file}.")
        paths[f"{PAPERS}/{place.name}"] = file
    yield from paths


def _untidy(root: Path, paths: list[str]) -> tuple[list[ChangedFile], int]:
    """Gives the files that are not in their canonical form, says of others why they have none, and counts those."""
    from lvkb.editing import ChangedFile, EditRefused, canonical, record_content

    untidy, refused = [], 0
    for path in paths:
        try:
            old = record_content(root, path)
            new = canonical(old, path)
        except EditRefused as why:
            complain(f"{path} is left as it is: {str(why).removeprefix(f'{path}: ')}")
            refused += 1
            continue
        if new != old:
            untidy.append(ChangedFile(path, old, new))
    return untidy, refused


def _write(root: Path, changed: ChangedFile) -> bool:
    """Writes a file and says so, unless it is another one by now."""
    written = write_record(root, changed)
    if written:
        typer.echo(f"{changed.path} formatted")
    return written
