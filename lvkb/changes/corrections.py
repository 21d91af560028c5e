"""Numbers that were corrected: what each commit made another one in the readings of a record.

Git is asked, since nothing else knows what stood in a record before: days of records say when a source was read, not
that a number was wrong until then.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.catalog import PastFiles, load_from
from lvkb.changes.number_changes import number_changes
from lvkb.changes.reading_pairs import pair
from lvkb.history import Commit, HistoryUnreadable, commits, contents, past_state
from lvkb.layout import PAPERS, is_record_path
from lvkb.results import Results
from lvkb.subject.metrics import METRICS

_MOST_COMMITS = 200
_FIELDS = "|".join(metric.path[-1] for metric in METRICS)
_NUMBER = rf"({_FIELDS}): *[0-9]"
_NUMBERS = re.compile(_NUMBER.encode())
_READING = re.compile(rb"\{(?:[^{}]|\{[^{}]*\})*\}")
_WORDS = re.compile(rf"\b(?:source|at|{_FIELDS}): *[^,{{}}]*".encode())


class Corrected(NamedTuple):
    """A number that was another one before.

    Attributes:
        variant: Name of its variant.
        metric: What it is, with its unit: `Params M`.
        old: The number before, with its digits.
        new: The number since.
        document: The document that it stands in.
        at: The place there.
    """

    variant: str
    metric: str
    old: str
    new: str
    document: str
    at: str


class Correction(NamedTuple):
    """What one commit corrected in one record.

    Attributes:
        commit: The commit.
        moment: When it was made.
        paper: Id of the paper.
        numbers: The numbers, in the order of the record.
    """

    commit: str
    moment: datetime
    paper: str
    numbers: tuple[Corrected, ...]


def corrections(root: Path, most: int) -> tuple[Correction, ...] | None:
    """Gives the newest corrections, the newest first, those of one commit by paper.

    Digits that came or went (78.3, 78.30) are none, nor are numbers that a reading did not tell before.

    Args:
        root: Root of the knowledge base.
        most: Most corrections.

    Returns:
        The corrections; None where the history is not there, or not as a whole.
    """
    try:
        made = commits(root, PAPERS, _NUMBER, _MOST_COMMITS)
        return None if made is None else tuple(_first(root, made, most))
    except HistoryUnreadable:
        return None


def _first(root: Path, made: Iterable[Commit], most: int) -> Iterator[Correction]:
    store, left = Store("corrections"), most
    keys = {
        commit: digest(code_digest(), commit.key.encode(), *(file.path.encode() for file in commit.files))
        for commit in made
    }
    known, fresh = store.get(keys.values()), dict[str, str]()
    for commit, key in keys.items():
        if left <= 0:
            break
        text = known.get(key) or json.dumps(_found(root, commit), ensure_ascii=False)
        fresh |= {} if key in known else {key: text}
        for paper, numbers in list(json.loads(text).items())[:left]:
            left -= 1
            yield Correction(commit.key, commit.moment, paper, tuple(Corrected(*number) for number in numbers))
    store.put(fresh)


def _found(root: Path, commit: Commit) -> dict[str, list[Corrected]]:
    texts = contents(root, (key for file in commit.files for key in (file.before, file.after)))
    files = (file for file in commit.files if is_record_path(file.path))
    paths = [file.path for file in files if _may_correct(texts.get(file.before, b""), texts.get(file.after, b""))]
    if not paths:
        return {}
    old, new = (_results(root, key, paths) for key in (commit.parent, commit.key))
    found: dict[str, list[Corrected]] = {}
    for paper in new.catalog.papers.keys() & old.catalog.papers.keys():
        pairs = pair(old.by_paper[paper], new.by_paper[paper])
        for item in number_changes(old.catalog, new.catalog, pairs):
            if item.old is not None and item.new is not None and item.old != item.new:
                told = (item.variant, item.metric.heading, _text(item.old), _text(item.new))
                found.setdefault(paper, []).append(Corrected(*told, item.after.document, item.after.at))
    return dict(sorted(found.items()))


def _may_correct(before: bytes, after: bytes) -> bool:
    """Tells whether a number of a reading may be another one: not where all readings that were there still are.

    Readings between braces are known again by source, place and numbers, without being read as YAML.
    """
    old, new = map(_READING.findall, (before, after))
    is_plain = len(_NUMBERS.findall(before)) == sum(len(_NUMBERS.findall(text)) for text in old)
    return not (is_plain and Counter(map(_words, old)) <= Counter(map(_words, new)))


def _words(text: bytes) -> tuple[bytes, ...]:
    return tuple(sorted(b" ".join(word.split()) for word in _WORDS.findall(text)))


def _results(root: Path, commit: str, paths: list[str]) -> Results:
    return Results(load_from(root, PastFiles(past_state(root, commit, within=paths)), paths))


def _text(number: Decimal) -> str:
    return f"{number:f}"
