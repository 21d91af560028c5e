"""The knowledge base as it was at a commit."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lvkb.findings import visible
from lvkb.history.git_command import NAMES_THAT_DIFFER, HistoryUnreadable, commit_of, fork_of, git_bytes, git_text
from lvkb.layout import CATALOG, README

_PLAIN_FILES = ("100644", "100755", "100664")
_MOST_NAMED = 500  # more may be more than one command takes
_TREE_LINE = re.compile(rb"(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)", re.DOTALL)


class Blob(NamedTuple):
    """A file as git holds it.

    Attributes:
        key: Git's name of the content.
        size: Its size in bytes.
        is_plain: Whether it is a file, and no link or other repository.
    """

    key: str
    size: int
    is_plain: bool


@dataclass(frozen=True)
class PastState:
    """The files of the knowledge base at one commit, read from git's objects; the folder itself stays as it is.

    Attributes:
        root: Root of the knowledge base.
        commit: The commit.
        files: What it held in `catalog/`, and its README, by path from the root.
    """

    root: Path
    commit: str
    files: Mapping[str, Blob]

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Gives the content of files that are there.

        Raises:
            HistoryUnreadable: Git cannot give it.
        """
        wanted = {path: self.files[path].key for path in paths}
        found = contents(self.root, wanted.values())
        for path, key in wanted.items():
            if key not in found:
                raise HistoryUnreadable(f"git lacks the content of {visible(path)} at {self.commit}.")
        return {path: found[key] for path, key in wanted.items()}

    def differing(self) -> frozenset[str]:
        """Gives the files of `catalog/`, and the README, that are now another one than at the commit, or gone.

        Files that the commit did not have are among them only if git watches them.
        """
        text = git_text(self.root, *NAMES_THAT_DIFFER, self.commit, "--", CATALOG, README)
        return frozenset(filter(None, text.split("\0")))

    def differing_from(self, later: PastState) -> frozenset[str]:
        """Gives the files of `catalog/`, and the README, that came, went or changed between this state and another."""
        paths = self.files.keys() | later.files.keys()
        return frozenset(path for path in paths if self.files.get(path) != later.files.get(path))


def past_state(root: Path, ref: str, *, merge_base: bool = False, within: Collection[str] = ()) -> PastState:
    """Gives the knowledge base as it was at a commit.

    Args:
        root: Root of the knowledge base.
        ref: Branch, tag or commit.
        merge_base: Take the commit at which the present branch left it.
        within: Only these files, where it is enough to know of them.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    commit = fork_of(root, ref) if merge_base else commit_of(root, ref)
    paths = within if 0 < len(within) <= _MOST_NAMED else (f"{CATALOG}/", README)
    lines = git_bytes(root, ["ls-tree", "-r", "-l", "-z", commit, "--", *paths]).split(b"\0")
    found = (_TREE_LINE.fullmatch(line) for line in lines)
    files = {os.fsdecode(item[5]): _blob(item) for item in found if item}
    return PastState(root, commit, MappingProxyType(files))


def contents(root: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """Gives contents by git's names of them; those that a clone left out are not among them.

    Raises:
        HistoryUnreadable: Git cannot give them.
    """
    wanted, start, found = list(dict.fromkeys(keys)), 0, dict[str, bytes]()
    answer = git_bytes(root, ["cat-file", "--batch"], "".join(f"{key}\n" for key in wanted).encode())
    for key in wanted:
        end = answer.find(b"\n", start)
        words = answer[start:end].split()
        start = end + 1
        if end >= 0 and len(words) == 3:  # else "<key> missing"
            found[key] = answer[start : start + int(words[2])]
            start += int(words[2]) + 1
    return found


def _blob(line: re.Match[bytes]) -> Blob:
    mode, _, key, size, _ = line.groups()
    return Blob(key.decode(), int(size) if size != b"-" else 0, mode.decode() in _PLAIN_FILES)
