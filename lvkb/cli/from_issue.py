"""`lvkb from-issue`: what a reader wrote into an issue form, as a change of the record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import NotWritten, Root, app, find, read_stdin
from lvkb.cli.record_output import show_changes, write_record
from lvkb.errors import WrongUse

if TYPE_CHECKING:
    from lvkb.issues import IssueChange, Thread

Body = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Body of the issue in Markdown; - for standard input.", show_default=False),
]
By = Annotated[str, typer.Option("--thread", help="For a confirmation: address of the thread in which it was given.")]
On = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="For a confirmation: day on which it was given.")
]


@app.command("from-issue")
def from_issue(
    file: Body,
    root: Root = None,
    thread: By = "",
    day: On = None,
    write: Annotated[bool, typer.Option("--write", help="Write the change instead of showing it.")] = False,
) -> None:
    """Turn an answered issue form into a change of its record; show the difference, or write it with --write.

    The body is input of a stranger: it changes nothing but that record, and only the fields that the form names.
    Exit code 0: a change, 2: the issue was not understood, and why.
    """
    from lvkb.catalog import load
    from lvkb.findings import visible
    from lvkb.issues import change_of, read_body

    issue = read_body(_content(file))
    change = change_of(issue, load(find(root)), _thread(thread, day))
    for line in (*change.summary, *(f"note: {note}" for note in change.notes)):
        typer.echo(visible(line), err=True)
    if write:
        _write(find(root), change)
        return
    show_changes([change.file])


def _content(file: Path) -> bytes:
    from lvkb.issues import MAX_BODY_BYTES
    from lvkb.plain_files import read_plain

    if str(file) == "-":
        return read_stdin("the body of the issue", MAX_BODY_BYTES)
    return read_plain(file, MAX_BODY_BYTES)


def _thread(by: str, day: datetime | None) -> Thread | None:
    from lvkb.issues import Thread

    if bool(by) != (day is not None):
        raise WrongUse("--thread and --date belong together: where and when an author confirmed the figures.")
    return Thread(by, day.date()) if by and day else None


def _write(root: Path, change: IssueChange) -> None:
    if not write_record(root, change.file):
        raise NotWritten(f"{change.file.path} was changed by another program meanwhile; nothing was written.")
    typer.echo(f"{change.file.path} written")
