"""The two sides of a comparison: a past state, and the folder as it is or a later state; of both only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lvkb.catalog import Catalog, CatalogFiles, DiskFiles, PastFiles, load_from
from lvkb.findings import Finding, Level
from lvkb.history import HistoryUnreadable, PastState, past_state
from lvkb.layout import COUNTS, PAPERS, README, is_record_path, paper_files
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
        later: The later state, where git holds it too; None where that is the folder as it is.
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
    later: PastState | None = None

    @property
    def root(self) -> Path:
        """Root of the knowledge base."""
        return self.state.root

    @property
    def new_files(self) -> CatalogFiles:
        """Where the files of the later side are read from."""
        return PastFiles(self.later) if self.later else DiskFiles(self.root)

    @property
    def readme_after(self) -> int | None:
        """Bytes of the README on the later side; None where it has none."""
        if self.later:
            blob = self.later.files.get(README)
            return blob.size if blob else None
        file = self.root / README
        return file.stat().st_size if file.is_file() else None

    def old_whole(self) -> Results:
        """Gives what is derived from all records of the past state."""
        return Results(load_from(self.root, PastFiles(self.state), sorted(_records(self.state))))

    def new_whole(self) -> Results:
        """Gives what is derived from all records as they are now."""
        records = sorted(_records(self.later)) if self.later else paper_files(self.root)
        return Results(load_from(self.root, self.new_files, records))


def load_sides(root: Path, ref: str, *, to: str = "", merge_base: bool = False) -> Sides:
    """Reads what differs between a past state and the folder as it is, or another state.

    Args:
        root: Root of the knowledge base.
        ref: Branch, tag or commit.
        to: Branch, tag or commit of the later state; the folder as it is without it.
        merge_base: Take the commit at which the present branch left it.

    Raises:
        HistoryUnreadable: The state cannot be read, or holds no records.
    """
    state = past_state(root, ref, merge_base=merge_base)
    later = past_state(root, to) if to else None
    differing = state.differing_from(later) if later else state.differing()
    past, present = set(_records(state)), set(_records(later) if later else paper_files(root))
    if not past:
        raise HistoryUnreadable(f"there is no record in {PAPERS} at {state.commit[:12]}.")
    if later and not present:
        raise HistoryUnreadable(f"there is no record in {PAPERS} at {later.commit[:12]}.")
    everything = COUNTS in differing  # every verdict may be another one
    same = {
        path: state.files[path].key
        for path in past & present
        if not everything and path not in differing and state.files[path].is_plain
    }
    old = load_from(root, PastFiles(state), sorted(past - same.keys()))
    files: CatalogFiles = PastFiles(later) if later else DiskFiles(root)
    new = load_from(root, files, sorted(present - same.keys()))
    changed = frozenset((past ^ present) | (differing & (past | present)))
    beside = (set() if later else _beside(root, state)) | {path for path in differing if not is_record_path(path)}
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
        later=later,
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
