"""Numbers that commits corrected, from a small repository."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lvkb.changes import corrections as module
from lvkb.changes.corrections import Corrected, corrections
from tests.conftest import MakeRoot
from tests.git_steps import committed, git
from tests.samples import record

FIRST = """\
sources: {paper: {arxiv: "2101.00001v1"}}
variants:
  - name: A-S
    readings:
      - {source: paper, at: "Table 1, row 1", top1: 78.3, params_m: 5.6, resolution: 224}
      - {source: paper, at: "Table 1, row 2", top1: 79.1}
      - {source: paper, at: "Table 2", latency: {ms: 1.5, device: V100}}
"""


@pytest.fixture
def root(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A repository with one record; later commits are of the next days."""
    monkeypatch.setenv("LVKB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-01T12:00:00+02:00")
    return committed(make_root({"papers/a.yml": text(FIRST)}))


def text(variants: str) -> str:
    """Gives the record with other sources and variants."""
    whole = record("a", arxiv='"2101.00001"')
    head = whole[: whole.index("sources:")]
    tail = whole[whole.index("added:") :]
    return f"{head}{variants}{tail}"


def commit(root: Path, variants: str, monkeypatch: pytest.MonkeyPatch, day: int) -> str:
    """Commits the record as it is then, and gives the name of the commit."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-03-{day:02}T12:00:00+02:00")
    (root / "catalog/papers/a.yml").write_text(text(variants), encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "next")
    return git(root, "rev-parse", "HEAD")


def test_corrections(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other numbers are told with the old ones, the newest commit first; digits, additions and new layouts are not."""
    one = FIRST.replace("78.3,", "78.4,").replace("1.5,", "1.6,")
    first = commit(root, one, monkeypatch, 2)
    more = one.replace("resolution: 224}", "resolution: 224, top5: 94.1}").replace("79.1", "79.10")
    commit(root, more, monkeypatch, 3)
    other = more.replace('at: "Table 1, row 1", top1: 78.4', 'top1: 78.4, at: "Table 1, row 1"')
    commit(root, other, monkeypatch, 4)
    last = commit(root, other.replace("79.10", "80"), monkeypatch, 5)
    found = corrections(root, 10)
    assert found == (
        (
            last,
            datetime(2026, 3, 5, 10, tzinfo=UTC),
            "a",
            (Corrected("A-S", "Top-1 %", "79.10", "80", "arXiv 2101.00001v1", "Table 1, row 2"),),
        ),
        (
            first,
            datetime(2026, 3, 2, 10, tzinfo=UTC),
            "a",
            (
                Corrected("A-S", "Top-1 %", "78.3", "78.4", "arXiv 2101.00001v1", "Table 1, row 1"),
                Corrected("A-S", "Latency ms", "1.5", "1.6", "arXiv 2101.00001v1", "Table 2"),
            ),
        ),
    )
    assert corrections(root, 1) == found[:1]


def test_numbers_that_change_places(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two numbers that take each other's place are two corrections, in rows between braces and in others."""
    swapped = FIRST.replace("78.3,", "@").replace("79.1", "78.3").replace("@", "79.1,")
    commit(root, swapped, monkeypatch, 2)
    row = '{source: paper, at: "Table 1, row 2", top1: 78.3}'
    block = swapped.replace(row, "source: paper\n        at: T3\n        top1: 78.3")
    commit(root, block, monkeypatch, 3)
    commit(root, block.replace("top1: 78.3", "top1: 78.5"), monkeypatch, 4)
    numbers = [[(number.old, number.new) for number in item.numbers] for item in corrections(root, 10) or ()]
    assert numbers == [[("78.3", "78.5")], [("78.3", "79.1"), ("79.1", "78.3")]]


def test_what_is_known_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a commit corrected never changes, so it is found out once."""
    commit(root, FIRST.replace("78.3,", "78.4,"), monkeypatch, 2)
    found = corrections(root, 10)
    monkeypatch.setattr(module, "_found", None)
    assert corrections(root, 10) == found != ()


def test_without_the_whole_history(root: Path, tmp_path: Path, make_root: MakeRoot) -> None:
    """A clone without its past, and a folder that is none, tell nothing; one without a correction tells that."""
    assert corrections(root, 10) == ()
    git(root, "commit", "-q", "--allow-empty", "-m", "second")
    shallow = tmp_path / "shallow"
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    assert corrections(shallow, 10) is None
    bare = tmp_path / "none"
    (bare / "catalog/papers").mkdir(parents=True)
    assert corrections(bare, 10) is None
