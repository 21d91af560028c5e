"""What git knows of the knowledge base: which records differ from an earlier state, and what that state held."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lvkb.errors import LvkbError
from lvkb.findings import visible
from lvkb.layout import PAPERS, README

_CATALOG = "catalog"
_PLAIN_FILES = ("100644", "100755", "100664")
_LONGEST_REF = 500
_TIMEOUT_S = 60
_NOTHING_SHARED = "it has no commit in common with this branch."
_MOST_NAMED = 500  # more may be more than one command takes
_NAMES_THAT_DIFFER = ("diff", "--name-only", "--no-renames", "--relative", "--no-ext-diff", "--no-textconv", "-z")
_SET_FOR_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks of their repository: it would be asked in the stead of the one that the folder lies in."""
_TREE_LINE = re.compile(rb"(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)", re.DOTALL)


class HistoryUnreadable(LvkbError):
    """Git is not there, the folder is no clone, or the state asked for is not known."""


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
        text = _git(self.root, *_NAMES_THAT_DIFFER, self.commit, "--", _CATALOG, README)
        return frozenset(filter(None, text.split("\0")))

    def differing_from(self, later: PastState) -> frozenset[str]:
        """Gives the files of `catalog/`, and the README, that came, went or changed between this state and another."""
        paths = self.files.keys() | later.files.keys()
        return frozenset(path for path in paths if self.files.get(path) != later.files.get(path))


def contents(root: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """Gives contents by git's names of them; those that a clone left out are not among them.

    Raises:
        HistoryUnreadable: Git cannot give them.
    """
    wanted, start, found = list(dict.fromkeys(keys)), 0, dict[str, bytes]()
    answer = _run(root, ["cat-file", "--batch"], "".join(f"{key}\n" for key in wanted).encode())
    for key in wanted:
        end = answer.find(b"\n", start)
        words = answer[start:end].split()
        start = end + 1
        if end >= 0 and len(words) == 3:  # else "<key> missing"
            found[key] = answer[start : start + int(words[2])]
            start += int(words[2]) + 1
    return found


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
    commit = _fork_of(root, ref) if merge_base else commit_of(root, ref)
    paths = within if 0 < len(within) <= _MOST_NAMED else (f"{_CATALOG}/", README)
    lines = _run(root, ["ls-tree", "-r", "-l", "-z", commit, "--", *paths]).split(b"\0")
    found = (_TREE_LINE.fullmatch(line) for line in lines)
    files = {os.fsdecode(item[5]): _blob(item) for item in found if item}
    return PastState(root, commit, MappingProxyType(files))


def commit_of(root: Path, ref: str) -> str:
    """Gives the full name of the commit that a branch, tag or other name of git stands for.

    Raises:
        HistoryUnreadable: There is none; what looks like an option is none.
    """
    if len(ref) > _LONGEST_REF or not ref.isprintable():
        raise HistoryUnreadable("this is no name of a branch, tag or commit.")
    unknown = "git knows no such branch, tag or commit here; `git fetch` brings what others have."
    return _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", silent=unknown
    ).strip()


def has_moved_on(root: Path, commit: str) -> bool:
    """Tells whether a commit is none that the present state came from."""
    try:
        return _git(root, "merge-base", commit, "HEAD").strip() != commit
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
    there = _differing(root, _fork_of(root, since), PAPERS, "--diff-filter=d")
    return frozenset(Path(path).stem for path in there if path.endswith(".yml"))


def differences(root: Path, since: str) -> Differences:
    """Gives what differs from a state, saved but uncommitted changes included.

    Args:
        root: Root of the knowledge base.
        since: Branch, tag or commit. Changes made there after this branch left it are not counted.

    Raises:
        HistoryUnreadable: The state or the history cannot be read; the message says why.
    """
    base = _fork_of(root, since)
    paths = _differing(root, base, _CATALOG)
    lines = _git(root, "ls-tree", "-r", "-z", base, "--", f"{PAPERS}/").split("\0")
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
    listed = _git(root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *places).split("\0")
    return found.union(path for path in listed if path and not _is_hidden(path))


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def is_shallow(root: Path) -> bool:
    """Tells whether a folder is a clone that holds the newest commits alone; what is no clone is none."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() != "false"
    except HistoryUnreadable:
        return False


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
    text = _git(root, "log", *shown, *plain, f"-G{changing}", f"--max-count={most}", form, "--", f"{folder}/")
    _, *fields = text.split("\0")
    return tuple(map(_commit, fields[::3], fields[1::3], fields[2::3]))


def _commit(key: str, parent: str, rest: str) -> Commit:
    moment, *lines = filter(None, rest.splitlines())
    files = (ChangedFile(path, *about.split()[2:4]) for about, _, path in (line.partition("\t") for line in lines))
    return Commit(key, parent, datetime.fromisoformat(moment).astimezone(UTC), tuple(sorted(files)))


def _fork_of(root: Path, ref: str) -> str:
    """Gives the commit at which the present branch left another state."""
    return _git(root, "merge-base", commit_of(root, ref), "HEAD", silent=_NOTHING_SHARED).strip()


def _differing(root: Path, base: str, folder: str, *options: str) -> frozenset[str]:
    """Gives the files of a folder that differ from a commit, those that git does not know yet among them."""
    tracked = _git(root, *_NAMES_THAT_DIFFER, *options, base, "--", folder)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    return frozenset(filter(None, (tracked + new).split("\0")))


def _blob(line: re.Match[bytes]) -> Blob:
    mode, _, key, size, _ = line.groups()
    return Blob(key.decode(), int(size) if size != b"-" else 0, mode.decode() in _PLAIN_FILES)


def _git(root: Path, *arguments: str, silent: str = "") -> str:
    return os.fsdecode(_run(root, arguments, silent=silent))  # as paths are read elsewhere: a name may have any bytes


def _run(root: Path, arguments: Iterable[str], given: bytes = b"", *, silent: str = "") -> bytes:
    """Gives what git prints.

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
