"""Changed record files, as `fix`, `fmt` and `from-issue` show and write them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lvkb.cli.common import NotWritten

if TYPE_CHECKING:
    from lvkb.editing import ChangedFile


def show_changes(files: Iterable[ChangedFile]) -> None:
    """Shows what becomes of files; where line ends alone differ, the patch shows them."""
    from lvkb.findings import visible

    for file in files:
        for line in (file.diff or file.patch).split("\n")[:-1]:
            typer.echo(visible(line))


def write_record(root: Path, file: ChangedFile) -> bool:
    """Writes a file unless it is another one by now than it was when it was read, and tells whether it did.

    Raises:
        NotWritten: The disk refuses; the old file stands.
    """
    from lvkb.editing import write_changed

    try:
        return write_changed(root, file)
    except OSError as error:
        raise NotWritten(f"{file.path} cannot be written: {error.strerror}.") from None
