"""What every command shares: the application, how it ends, the options of all, progress, and files it writes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from lvkb.errors import ExitCode, LvkbError, WrongUse
from lvkb.findings import visible
from lvkb.layout import RootNotFound, find_root, find_root_or_snapshot
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.catalog import Catalog


_DISK_REFUSES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""A full disk, a quota or size that is used up, a broken device."""

_PLACE_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP})
"""A file that may not be touched, or one of a name that no file system bears."""
_LONGEST_NAME = 100


class Commands(TyperGroup):
    """The commands; each ends with a message and an exit code for what is wrong without being a bug."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command line; what the machine refuses ends it with a message, be it the output of `--help`."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            if error.errno in _PLACE_REFUSED and error.filename is not None:
                complain(f"{str(error.filename)[:_LONGEST_NAME]} cannot be used: {error.strerror}.")
            elif error.errno in _DISK_REFUSES and error.filename is None:
                _drop_output()
                complain(f"the output cannot be written: {error.strerror}.")
            else:
                raise
            raise SystemExit(ExitCode.WRONG_USE) from None

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except LvkbError as error:
            complain(error)
            raise typer.Exit(error.exit_code) from None


app = typer.Typer(
    name="lvkb",
    cls=Commands,
    help="Knowledge base of lightweight vision transformers: check the records, build README and site, export.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Root = Annotated[Path | None, typer.Option("--root", help="Folder of the knowledge base; found upwards from here.")]

RootOrSnapshot = Annotated[
    Path | None,
    typer.Option("--root", help="Folder of the knowledge base; found upwards from here, else what lvkb brings."),
]


class TextOrJson(StrEnum):
    """For people, or for programs."""

    TEXT = "text"
    JSON = "json"


class TextJsonOrMarkdown(StrEnum):
    """For people, for programs, or for a page."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


Format = Annotated[TextOrJson, typer.Option("--format", help="For people, or for programs.")]


def complain(what: object) -> None:
    """Says on the error channel what is wrong or worth knowing; characters that would not show are spelt out."""
    typer.echo("\n".join(visible(line) for line in f"lvkb: {what}".split("\n")), err=True)


def _drop_output() -> None:
    """Lets go what the standard output still holds: Python would try to write it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def find(given: Path | None) -> Path:
    """Gives the root of the knowledge base that is checked or changed.

    Raises:
        RootNotFound: There is none; the snapshot that comes with lvkb is for questions alone.
    """
    try:
        return find_root(given or Path.cwd())
    except RootNotFound as error:
        cure = "Run it inside a knowledge base, name one with --root, or begin one with lvkb init"
        rest = "what lvkb brings along is for questions alone: pick, table, show, stats, export, mcp"
        raise RootNotFound(f"{error} {cure}; {rest}.") from None


def open_catalog(given: Path | None) -> Catalog:
    """Gives the catalogue that questions are put to: of the folder named, of the one around, or what lvkb brings.

    Which one it is stands on the error channel, unless it was named.

    Raises:
        RootNotFound: A folder was named that no knowledge base lies around.
    """
    from lvkb.catalog import load

    catalog = load(find_root_or_snapshot(given))
    if given is None:
        complain(f"data of {catalog.origin}.")
    return catalog


def catalog_of(given: Path | None) -> Catalog:
    """Gives the catalogue as `open_catalog` does; records with errors are not in it, which is said.

    Raises:
        RootNotFound: A folder was named that no knowledge base lies around.
    """
    catalog = open_catalog(given)
    if broken := catalog.broken_files:
        complain(f"{amount(len(broken), 'file')} with errors left out; lvkb check tells what is wrong.")
    return catalog


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


@contextmanager
def asking() -> Iterator[None]:
    """Ends the command with a word where a person leaves its questions with Ctrl-C or Ctrl-D.

    Raises:
        WrongUse: Somebody did.
    """
    try:
        yield
    except (typer.Abort, EOFError, KeyboardInterrupt):
        typer.echo(err=True)
        raise WrongUse("stopped while asking; nothing was written.") from None


def is_terminal() -> bool:
    """Tells whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_stdin(what: str, most: int) -> bytes:
    """Gives what stands on the standard input, of what is too long the first bytes; on a terminal it is asked for.

    Args:
        what: What a person is to paste.
        most: Largest size in bytes; one more is given, so that what is larger can be told.
    """
    if sys.stdin.isatty():
        typer.echo(f"Paste {what}, then press Ctrl-D on a line of its own.", err=True)
    return sys.stdin.buffer.read(most + 1)


class NotWritten(LvkbError):
    """A file cannot be written; the text says which and why."""


def replace_file(root: Path, path: str, content: str | bytes) -> bool:
    """Replaces a file as a whole where its content is another, and tells whether it was.

    Raises:
        NotWritten: The disk refuses; the old file stands.
    """
    from lvkb.build import BuildError, write_files

    try:
        return bool(write_files(root, {path: content}))
    except BuildError as error:
        raise NotWritten(str(error)) from None


def demand_folder(folder: Path) -> None:
    """Lets go on only where a folder is there or can be made.

    Raises:
        WrongUse: It, or the first of the folders above it that is there, is none.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    if not os.path.isdir(there):  # noqa: PTH112 - what may not be looked at is none, where Path.is_dir raises
        raise WrongUse(f"{there} is no folder. Name one that is there, or a new one.")


def write_out(out: Path, content: str | bytes, option: str = "--out") -> None:
    """Replaces a file as a whole; a link is followed, and anything but a plain file is left alone.

    Args:
        out: The file.
        content: Its new content.
        option: The option that named it.

    Raises:
        WrongUse: It is there and no plain file, or what it is to lie in is no folder.
        NotWritten: The disk refuses; the old file stands.
    """
    demand_folder(out.parent)
    if out.exists() and not out.is_file():
        raise WrongUse(f"{out} is not a plain file. Name another file with {option}.")
    target = Path(os.path.realpath(out))  # unlike resolve(), it bears links that go in a circle
    replace_file(target.parent, target.name, content)
