"""Git asked in a knowledge base, so that nothing of it changes, and the commits that its names stand for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from lvkb.errors import LvkbError

NAMES_THAT_DIFFER = ("diff", "--name-only", "--no-renames", "--relative", "--no-ext-diff", "--no-textconv", "-z")
"""Words for git that list files, each with its path from the root and a NUL byte behind."""

_LONGEST_REF = 500
_TIMEOUT_S = 60
_NOTHING_SHARED = "it has no commit in common with this branch."
_SET_FOR_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks of their repository: it would be asked in the stead of the one that the folder lies in."""


class HistoryUnreadable(LvkbError):
    """Git is not there, the folder is no clone, or the state asked for is not known."""


def git_text(root: Path, *arguments: str, silent: str = "") -> str:
    """Gives what git prints as text.

    Args:
        root: Root of the knowledge base.
        *arguments: Words for git.
        silent: What to say where git fails without a word.

    Raises:
        HistoryUnreadable: Git fails or is not there.
    """
    printed = git_bytes(root, arguments, silent=silent)
    return os.fsdecode(printed)  # as paths are read elsewhere: a name may have any bytes


def git_bytes(root: Path, arguments: Iterable[str], given: bytes = b"", *, silent: str = "") -> bytes:
    """Gives what git prints, byte by byte.

    Args:
        root: Root of the knowledge base.
        arguments: Words for git.
        given: What git reads.
        silent: What to say where git fails without a word.

    Raises:
        HistoryUnreadable: Git fails or is not there.
    """
    command = ["git", "-C", str(root), *arguments]
    env = {name: value for name, value in os.environ.items() if name not in _SET_FOR_HOOKS}
    env |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}  # looks, writes nothing, and speaks English
    try:
        done = subprocess.run(command, input=given, env=env, capture_output=True, check=False, timeout=_TIMEOUT_S)  # noqa: S603 - no shell
    except (OSError, ValueError, subprocess.TimeoutExpired):  # ValueError: a name with a NUL byte
        raise HistoryUnreadable("git did not run.") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines()
        if said and said[0].startswith("fatal: not a git repository"):
            raise HistoryUnreadable(
                "this folder is no clone of a git repository, so that there is nothing to compare with."
            )
        raise HistoryUnreadable(f"git says: {said[0]}" if said else silent or "git fails without a word.")
    return done.stdout


def commit_of(root: Path, ref: str) -> str:
    """Gives the full name of the commit that a branch, tag or other name of git stands for.

    Raises:
        HistoryUnreadable: There is none; what looks like an option is none.
    """
    if len(ref) > _LONGEST_REF or not ref.isprintable():
        raise HistoryUnreadable("this is no name of a branch, tag or commit.")
    unknown = "git knows no such branch, tag or commit here; `git fetch` brings what others have."
    return git_text(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", silent=unknown
    ).strip()


def fork_of(root: Path, ref: str) -> str:
    """Gives the commit at which the present branch left another state."""
    return git_text(root, "merge-base", commit_of(root, ref), "HEAD", silent=_NOTHING_SHARED).strip()


def is_shallow(root: Path) -> bool:
    """Tells whether a folder is a clone that holds the newest commits alone; what is no clone is none."""
    try:
        return git_text(root, "rev-parse", "--is-shallow-repository").strip() != "false"
    except HistoryUnreadable:
        return False
