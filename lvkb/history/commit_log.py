"""Commits that changed files of the knowledge base."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from lvkb.history.git_command import git_text, is_shallow


class ChangedFile(NamedTuple):
    """A file that a commit changed.

    Attributes:
        path: The file, from the root on.
        before: Git's name of its content before.
        after: Git's name of its content since.
    """

    path: str
    before: str
    after: str


class Commit(NamedTuple):
    """A commit that changed files.

    Attributes:
        key: Its full name.
        parent: Full name of the commit before it.
        moment: When it was made, as it says itself.
        files: The files, by path.
    """

    key: str
    parent: str
    moment: datetime
    files: tuple[ChangedFile, ...]


def commits(root: Path, folder: str, changing: str, most: int) -> tuple[Commit, ...] | None:
    """Gives the newest commits that changed files of a folder, the newest first; files that came or went do not count.

    Merges are left out: what they bring stands in other commits.

    Args:
        root: Root of the knowledge base.
        folder: The folder, from the root on.
        changing: Regular expression of git that a changed line must match.
        most: Most commits.

    Returns:
        The commits; None where the clone does not hold the whole history, so that others would see more.

    Raises:
        HistoryUnreadable: The history cannot be read.
    """
    if is_shallow(root):
        return None
    shown = ("--no-merges", "--no-renames", "--diff-filter=M", "--raw", "--no-abbrev", "--relative", "--no-ext-diff")
    plain = ("--no-color", "--no-show-signature", "--no-textconv")
    form = "--format=%x00%H%x00%P%x00%cI"
    text = git_text(root, "log", *shown, *plain, f"-G{changing}", f"--max-count={most}", form, "--", f"{folder}/")
    _, *fields = text.split("\0")
    return tuple(map(_commit, fields[::3], fields[1::3], fields[2::3]))


def _commit(key: str, parent: str, rest: str) -> Commit:
    moment, *lines = filter(None, rest.splitlines())
    files = (ChangedFile(path, *about.split()[2:4]) for about, _, path in (line.partition("\t") for line in lines))
    return Commit(key, parent, datetime.fromisoformat(moment).astimezone(UTC), tuple(sorted(files)))
