"""Drafts to files: each whole or not at all, and never over a file that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lvkb.atomic_files import write_new
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
        if write_new(root / draft.path, draft.text.encode(), within=root / "catalog"):
            yield draft.path
