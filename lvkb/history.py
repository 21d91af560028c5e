"""What git knows of the knowledge base: which records differ from an earlier state."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lvkb.errors import LvkbError
from lvkb.layout import PAPERS


class HistoryUnreadable(LvkbError):
    """Git is not there, the folder is no clone, or the state asked for is not known."""


def changed_records(root: Path, since: str) -> frozenset[str]:
    """Gives the ids of records that were added or changed since a state, saved but uncommitted ones included.

    Args:
        root: Root of the knowledge base.
        since: Branch, tag or commit. Changes made there after this branch left it are not counted.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    base = _git(root, "merge-base", "--end-of-options", f"{since}^{{commit}}", "HEAD").strip()
    tracked = _git(root, "diff", "--name-only", "--diff-filter=d", "--relative", "-z", base, "--", PAPERS)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", PAPERS)
    paths = (Path(name) for name in (tracked + new).split("\0") if name.endswith(".yml"))
    return frozenset(path.stem for path in paths)


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        raise HistoryUnreadable("git did not run.") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines()
        raise HistoryUnreadable(f"git says: {said[0] if said else 'nothing'}")
    return os.fsdecode(done.stdout)  # as paths are read elsewhere: a file may have any bytes in its name
