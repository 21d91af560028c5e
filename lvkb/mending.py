"""Findings that need no judgement, mended: their corrections made in the texts of records, round by round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from lvkb import checks, editing
from lvkb.catalog import Catalog, DiskFiles, load_from
from lvkb.editing import ChangedFile, EditRefused, delete, rename_key, set_value
from lvkb.findings import Correction, Does, Finding
from lvkb.layout import paper_files
from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import MAX_BYTES, KeyPath, parse, stripped, value_at

MENDED = frozenset(
    {
        *("LV003", "LV010", "LV012", "LV013", "LV014", "LV017", "LV018"),
        *("LV101", "LV104", "LV105", "LV106", "LV107", "LV109", "LV115", "LV140", "LV143"),
        *("LV202", "LV209", "LV305", "LV308", "LV309", "LV318", "LV319"),
    }
)
"""Codes of the findings that are mended, where the case at hand leaves no doubt."""

_MOST_ROUNDS = 6
"""A key that is renamed lets the record be read, which shows its values; their mending may show more."""


@dataclass(slots=True)
class Mending:
    """What is to be written.

    Attributes:
        root: Root of the knowledge base.
        old: Content of each file that is changed, as it was read.
        new: Its new content.
        made: Findings that are mended, in the order in which they were.
        unmended: Findings whose corrections cannot be made, each with the reason.
    """

    root: Path
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    made: list[Finding] = field(default_factory=list)
    unmended: dict[Finding, str] = field(default_factory=dict)

    @property
    def files(self) -> tuple[ChangedFile, ...]:
        """The files that are changed, sorted by path."""
        changed = (ChangedFile(path, self.old[path], self.new[path]) for path in sorted(self.new))
        return tuple(file for file in changed if file.new != file.old)

    def catalog(self) -> Catalog:
        """Reads the knowledge base as it will be."""
        return load_from(self.root, _MendedFiles(self.root, self.new), paper_files(self.root))

    def content(self, path: str) -> bytes:
        """Gives the content of a record file as it will be.

        Raises:
            EditRefused: There is no such plain file in the catalogue.
        """
        return self.new[path] if path in self.new else editing.record_content(self.root, path)

    def take(self, path: str, content: bytes) -> None:
        """Takes up a change of a file."""
        self.old.setdefault(path, self.content(path))
        self.new[path] = content


class _MendedFiles(DiskFiles):
    """The files on disk, but for those that are changed."""

    def __init__(self, root: Path, new: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self._new = new

    def read(self, paths: Iterable[str], most: int = MAX_BYTES) -> Iterator[tuple[str, bytes | Finding]]:
        """Gives for each path its content, or the finding that says why it must not or cannot be read."""
        for path in paths:
            yield (path, self._new[path]) if path in self._new else next(iter(super().read([path], most)))


def mend(root: Path, only: Collection[str] | None = None, found: Iterable[Finding] | None = None) -> Mending:
    """Works out what mends every finding that needs no judgement; writes nothing. Waived findings stay.

    Args:
        root: Root of the knowledge base.
        only: Record files to change; all without it.
        found: What is found in the files as they are, where that is known.
    """
    mending = Mending(root)
    records = frozenset(paper_files(root) if only is None else only)
    for _ in range(_MOST_ROUNDS):
        findings = checks.run(mending.catalog()) if found is None else found
        found = None
        todo = [item for item in findings if item.corrections and not item.waived and item.location.path in records]
        if not sum([_mend_one(mending, finding) for finding in _one_a_place(todo)]):
            break
    return mending


def _one_a_place(findings: list[Finding]) -> list[Finding]:
    """Gives the first finding of each value, last values first, so that a deleted item shifts no other one."""
    first: dict[tuple[str, KeyPath], Finding] = {}
    for finding in sorted(findings, key=lambda item: item.sort_key):
        first.setdefault((finding.location.path, finding.corrections[0].keys), finding)
    return list(first.values())[::-1]


def _mend_one(mending: Mending, finding: Finding) -> bool:
    """Makes the corrections of a finding, all or none, and tells whether they were made."""
    path = finding.location.path
    try:
        old = mending.content(path)
        new = reduce(lambda content, change: corrected(content, path, change), finding.corrections, old)
        if any(change.does is Does.DELETE for change in finding.corrections):
            _demand_better(old, new, path)
    except EditRefused as why:
        mending.unmended[finding] = str(why)
        return False
    if new == old:
        return False
    mending.take(path, new)
    mending.unmended.pop(finding, None)
    mending.made.append(finding)
    return True


def corrected(content: bytes, path: str, change: Correction) -> bytes:
    """Gives the text of a record with one correction.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        change: The correction.

    Raises:
        EditRefused: The text cannot be changed there without loss.
    """
    match change.does:
        case Does.SET:
            return set_value(content, path, change.keys, change.new)
        case Does.RENAME:
            return rename_key(content, path, change.keys, change.new)
        case Does.DELETE:
            return delete(content, path, change.keys)
        case Does.WRAP:
            return set_value(content, path, change.keys, [_text_at(content, path, change.keys)])
        case Does.STRIP:
            return stripped(content)


def _text_at(content: bytes, path: str, keys: KeyPath) -> str:
    text = value_at(parse(content, path).data, keys)
    if not isinstance(text, str):
        raise EditRefused("no text stands there by now.")
    return text


def _demand_better(old: bytes, new: bytes, path: str) -> None:
    """Refuses a deletion that leaves another finding behind, such as a key that must be there."""
    before = {(finding.code, finding.field) for finding in _findings(old, path)}
    worse = [finding for finding in _findings(new, path) if (finding.code, finding.field) not in before]
    if worse:
        raise EditRefused(worse[0].what)


def _findings(content: bytes, path: str) -> list[Finding]:
    document = parse(content, path)
    read_record(document, Paper)
    return document.findings
