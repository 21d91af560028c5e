"""What of the folder as it is differs from a state that git knows, saved but uncommitted changes included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lvkb.history.git_command import NAMES_THAT_DIFFER, HistoryUnreadable, commit_of, fork_of, git_text
from lvkb.layout import CATALOG, PAPERS


class Differences(NamedTuple):
    """What differs from an earlier state.

    Attributes:
        base: The commit of that state.
        paths: Files of `catalog/` that were added, changed or deleted since.
        kept: Files of the folder of records that are as they were, with git's names of their contents.
    """

    base: str
    paths: frozenset[str]
    kept: Mapping[str, str]


def has_moved_on(root: Path, commit: str) -> bool:
    """Tells whether a commit is none that the present state came from."""
    try:
        return git_text(root, "merge-base", commit, "HEAD").strip() != commit
    except HistoryUnreadable:  # the two have nothing in common
        return True


def changed_records(root: Path, since: str) -> frozenset[str]:
    """Gives the ids of records that were added or changed since a state, saved but uncommitted ones included.

    Args:
        root: Root of the knowledge base.
        since: Branch, tag or commit. Changes made there after this branch left it are not counted.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    there = _differing(root, fork_of(root, since), PAPERS, "--diff-filter=d")
    return frozenset(Path(path).stem for path in there if path.endswith(".yml"))


def differences(root: Path, since: str) -> Differences:
    """Gives what differs from a state, saved but uncommitted changes included.

    Args:
        root: Root of the knowledge base.
        since: Branch, tag or commit. Changes made there after this branch left it are not counted.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    base = fork_of(root, since)
    paths = _differing(root, base, CATALOG)
    lines = git_text(root, "ls-tree", "-r", "-z", base, "--", f"{PAPERS}/").split("\0")
    there = (line.partition("\t") for line in lines if line)
    kept = {path: about.split()[2] for about, _, path in there if path not in paths}
    return Differences(base, paths, MappingProxyType(kept))


def uncommitted(root: Path, ignored_in: Iterable[str] = ()) -> frozenset[str]:
    """Gives the files of the knowledge base that are not as the last commit has them, new ones included.

    Args:
        root: Root of the knowledge base.
        ignored_in: Paths and patterns of git where files count that it was told to ignore, but for hidden ones.

    Raises:
        HistoryUnreadable: The history cannot be read; the message says why.
    """
    found = _differing(root, commit_of(root, "HEAD"), ".")
    places = tuple(ignored_in)
    if not places:
        return found
    listed = git_text(root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *places).split("\0")
    return found.union(path for path in listed if path and not _is_hidden(path))


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _differing(root: Path, base: str, folder: str, *options: str) -> frozenset[str]:
    """Gives the files of a folder that differ from a commit, those that git does not know yet among them."""
    tracked = git_text(root, *NAMES_THAT_DIFFER, *options, base, "--", folder)
    new = git_text(root, "ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    return frozenset(filter(None, (tracked + new).split("\0")))
