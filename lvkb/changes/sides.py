"""The two sides of a comparison: a past state and the folder as it is, of both only the records that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lvkb.catalog import Catalog, DiskFiles, PastFiles, load_from
from lvkb.findings import Finding, Level
from lvkb.history import HistoryUnreadable, PastState, past_state
from lvkb.layout import COUNTS, PAPERS, is_record_path, paper_files
from lvkb.results import Results


class Unreadable(NamedTuple):
    """A file that one side cannot be told of.

    Attributes:
        path: Its file.
        is_new: Whether it is the present file, and not the past one.
        finding: What is wrong with it, the first of all.
    """

    path: str
    is_new: bool
    finding: Finding


class Sides(NamedTuple):
    """Two states.

    Attributes:
        state: The past one, as git holds it.
        old: What is derived from those of its records that differ.
        new: What is derived from those that are there instead.
        same: Git's names of the contents of all other records, by path; they were not read.
        changed: Record files that differ, came or went.
        files: Files of the catalogue beside the records, and the README, that differ.
        unreadable: Files that differ, and that one side cannot be told of.
        before: Number of records in the past state.
        after: Number of records now.
    """

    state: PastState
    old: Results
    new: Results
    same: Mapping[str, str]
    changed: frozenset[str]
    files: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]
    before: int
    after: int

    @property
    def root(self) -> Path:
        """Root of the knowledge base."""
        return self.state.root

    def old_whole(self) -> Results:
        """Gives what is derived from all records of the past state."""
        return Results(load_from(self.root, PastFiles(self.state), sorted(_records(self.state))))

    def new_whole(self) -> Results:
        """Gives what is derived from all records as they are now."""
        return Results(load_from(self.root, DiskFiles(self.root), paper_files(self.root)))


def load_sides(root: Path, ref: str, *, merge_base: bool = False) -> Sides:
    """Reads what differs between a past state and the folder as it is.

    Args:
        root: Root of the knowledge base.
        ref: Branch, tag or commit.
        merge_base: Take the commit at which the present branch left it.

    Raises:
        HistoryUnreadable: The state cannot be read, or holds no records.
    """
    state = past_state(root, ref, merge_base=merge_base)
    differing = state.differing()
    past, present = set(_records(state)), set(paper_files(root))
    if not past:
        raise HistoryUnreadable(f"there is no record in {PAPERS} at {state.commit[:12]}.")
    everything = COUNTS in differing  # every verdict may be another one
    same = {
        path: state.files[path].key
        for path in past & present
        if not everything and path not in differing and state.files[path].is_plain
    }
    old = load_from(root, PastFiles(state), sorted(past - same.keys()))
    new = load_from(root, DiskFiles(root), sorted(present - same.keys()))
    changed = frozenset((past ^ present) | (differing & (past | present)))
    beside = _beside(root, state) | {path for path in differing if not is_record_path(path)}
    return Sides(
        state=state,
        old=Results(old),
        new=Results(new),
        same=same,
        changed=changed,
        files=tuple(sorted(beside)),
        unreadable=(*_unreadable(old, changed | beside, is_new=False), *_unreadable(new, changed | beside)),
        before=len(past),
        after=len(present),
    )


def _records(state: PastState) -> Iterator[str]:
    return (path for path in state.files if is_record_path(path))


def _beside(root: Path, state: PastState) -> set[str]:
    """Gives files of the catalogue beside the records that git does not know yet."""
    files = (file for file in (root / "catalog").glob("*.yml") if file.is_file())
    return {path for file in files if (path := file.relative_to(root).as_posix()) not in state.files}


def _unreadable(catalog: Catalog, paths: Iterable[str], *, is_new: bool = True) -> Iterator[Unreadable]:
    wrong: dict[str, Finding] = {}
    for finding in catalog.findings:
        if finding.level is Level.ERROR:
            wrong.setdefault(finding.location.path, finding)
    for path in sorted(wrong.keys() & set(paths)):
        identity = path.rpartition("/")[2].removesuffix(".yml")
        if not is_record_path(path) or identity not in catalog.papers:
            yield Unreadable(path, is_new, wrong[path])
