"""Lays the records of a commit over a clean checkout, and nothing else of it: no code, no template, no workflow.

Taken are plain files `catalog/**/*.yml` of limited size, written by their content; git checks nothing out. What else
the commit changes is told as Markdown on standard output, each name as code. Numbers alone go to the log.

Usage: overlay_records.py BASE COMMIT, at the root of the checkout.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from lvkb.code_spans import code
from lvkb.history import Blob, HistoryUnreadable, PastState, past_state
from lvkb.wording import amount

MOST_BYTES = 1_000_000
"""Of one file; lvkb reads no larger ones."""

MOST_FILES = 20_000
MOST_CHANGED_BYTES = 100_000_000
DEEPEST = 3
"""Parts of the longest path: `catalog/papers/vit.yml`."""

_SHOWN = 20


def main(base: str, commit: str) -> int:
    """Writes the records of a commit; gives the exit code."""
    root = Path.cwd()
    try:
        here, there = past_state(root, "HEAD"), past_state(root, commit)
        written, gone = lay(here, there)
        aside = left_aside(root, base, commit, records(there))
    except HistoryUnreadable as error:
        print(f"overlay: {error}", file=sys.stderr)
        return 2
    counts = f"{amount(written, 'record')} taken, {gone} removed, {amount(len(aside), 'file')} left aside"
    print(f"overlay: {counts}", file=sys.stderr)
    print(told(aside), end="")
    return 0


def lay(here: PastState, there: PastState) -> tuple[int, int]:
    """Writes the records that are other ones there, and removes those that are not there.

    Returns:
        How many were written, and how many removed.

    Raises:
        HistoryUnreadable: There are too many, or git cannot give them.
    """
    wanted = records(there)
    changed = {path: blob for path, blob in wanted.items() if here.files.get(path) != blob}
    if len(wanted) > MOST_FILES or sum(blob.size for blob in changed.values()) > MOST_CHANGED_BYTES:
        raise HistoryUnreadable("the commit has more records, or larger ones, than are read.")
    for path, content in there.read(changed).items():
        file = here.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    gone = [path for path in records(here) if path not in there.files]
    for path in gone:
        (here.root / path).unlink()
    return len(changed), len(gone)


def records(state: PastState) -> dict[str, Blob]:
    """Gives the files of a state that may be taken."""
    return {path: blob for path, blob in state.files.items() if is_record(path, blob)}


def is_record(path: str, blob: Blob) -> bool:
    """Tells whether a file may be taken: a plain one of the catalogue, in no odd folder, of limited size."""
    parts = PurePosixPath(path).parts
    is_sound = path.isprintable() and path.endswith(".yml") and not any(part.startswith(".") for part in parts)
    is_placed = parts[:1] == ("catalog",) and len(parts) <= DEEPEST and "/".join(parts) == path
    return blob.is_plain and is_sound and is_placed and blob.size <= MOST_BYTES


def left_aside(root: Path, base: str, commit: str, taken: Mapping[str, Blob]) -> list[str]:
    """Gives the files that a commit changes and that were not taken; removed records are none of them.

    Raises:
        HistoryUnreadable: Git does not know both commits.
    """
    command = ["git", "-C", str(root), "diff-tree", "-r", "-z", "--raw", "--no-renames", base, commit]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        raise HistoryUnreadable("git does not know both commits.")
    fields = done.stdout.decode("utf-8", "replace").split("\0")
    changes = zip(fields[::2], fields[1::2], strict=False)
    return [path for status, path in changes if path not in taken and not _is_removed_record(status, path)]


def _is_removed_record(status: str, path: str) -> bool:
    return status.endswith("D") and is_record(path, Blob("", 0, is_plain=True))


def told(aside: Iterable[str]) -> str:
    """Gives what was left aside as Markdown; empty for nothing."""
    names = [code(path, 100) for path in aside]
    if not names:
        return ""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"Not looked at here, since it is no record: {', '.join(names[:_SHOWN])}{more}.\n\n"


if __name__ == "__main__":
    _, *arguments = sys.argv
    sys.exit(main(*arguments) if len(arguments) == 2 else __doc__)
