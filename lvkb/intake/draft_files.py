"""Drafts to files: each whole or not at all, and never over a file that is there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lvkb.intake.import_plan import Draft


def write(drafts: Iterable[Draft], root: Path) -> Iterator[str]:
    """Writes draft records and gives the path of each one that was written, as soon as it is.

    A file that has come into being since the plan was made is left as it is, and its path is not given.

    Args:
        drafts: Drafts of a plan.
        root: Root of the knowledge base.

    Raises:
        OSError: The disk refuses; drafts given before are written, the others are not.
    """
    for draft in drafts:
        if _write_new(root / draft.path, draft.text):
            yield draft.path


def _write_new(file: Path, text: str) -> bool:
    """Writes beside the file, claims its name, and moves the whole text onto it: a reader never sees half a record."""
    beside = file.with_name(f".{file.stem}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        file.open("x").close()
        beside.replace(file)
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True
