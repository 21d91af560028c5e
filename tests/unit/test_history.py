"""Which records differ from an earlier state, asked of a small git repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lvkb.history import HistoryUnreadable, changed_records, past_state
from tests.conftest import MakeRoot
from tests.git_steps import committed, git
from tests.samples import record


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base of two records in a repository with one commit on the branch `main`."""
    return committed(make_root({"papers/one.yml": record("one"), "papers/two.yml": record("two")}))


def test_nothing_changed(root: Path) -> None:
    """A clean clone has no changed record."""
    assert changed_records(root, "main") == frozenset()


def test_changes_of_every_kind(root: Path) -> None:
    """Committed, saved and untracked records count; deleted ones and other files do not."""
    git(root, "checkout", "-q", "-b", "mine")
    papers = root / "catalog" / "papers"
    (papers / "three.yml").write_text(record("three"), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "three")
    (papers / "one.yml").write_text(record("one", name="Other"), encoding="utf-8")
    (papers / "four.yml").write_text(record("four"), encoding="utf-8")
    (papers / "note.txt").write_text("no record", encoding="utf-8")
    (papers / "two.yml").unlink()
    assert changed_records(root, "main") == {"one", "three", "four"}


def test_changes_over_there_do_not_count(root: Path) -> None:
    """What the other branch changed after this one left it is not this branch's change."""
    git(root, "checkout", "-q", "-b", "mine")
    git(root, "checkout", "-q", "main")
    (root / "catalog/papers/one.yml").write_text(record("one", name="Other"), encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "theirs")
    git(root, "checkout", "-q", "mine")
    assert changed_records(root, "main") == frozenset()


def test_knowledge_base_below_the_repository(make_root: MakeRoot, tmp_path: Path) -> None:
    """The knowledge base may be a folder of a larger repository."""
    root = make_root({"papers/one.yml": record("one")})
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    (root / "catalog/papers/one.yml").write_text(record("one", name="Other"), encoding="utf-8")
    assert changed_records(root, "main") == {"one"}


def test_file_names_of_any_bytes(root: Path) -> None:
    """A file whose name is no UTF-8 stops nothing."""
    (root / "catalog/papers/one.yml").write_text(record("one", name="Other"), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(root / "catalog/papers") + b"/\xff.yml")).write_bytes(b"")
    assert changed_records(root, "main") == {"one", "\udcff"}


@pytest.mark.parametrize("since", ["nowhere", "--output=stolen", ""])
def test_unknown_state(root: Path, since: str) -> None:
    """A state that git does not know is told, and how to get it; what looks like an option is none."""
    with pytest.raises(HistoryUnreadable, match="git knows no such branch, tag or commit here; `git fetch` brings"):
        changed_records(root, since)
    assert not (root / "stolen").exists()


def test_no_repository(make_root: MakeRoot) -> None:
    """A folder that is no clone is told."""
    with pytest.raises(HistoryUnreadable, match="this folder is no clone of a git repository"):
        changed_records(make_root({"papers/one.yml": record("one")}), "main")


def test_files_of_a_past_state(root: Path) -> None:
    """A past state gives its files as they were, whatever became of them."""
    content = (root / "catalog/papers/one.yml").read_bytes()
    state = past_state(root, "main")
    (root / "catalog/papers/one.yml").unlink()
    assert state.read(["catalog/papers/one.yml"]) == {"catalog/papers/one.yml": content}
    assert state.differing() == {"catalog/papers/one.yml"}
    assert sorted(state.files) == ["catalog/papers/one.yml", "catalog/papers/two.yml", "catalog/taxonomy.yml"]


def test_a_past_state_below_the_repository(make_root: MakeRoot, tmp_path: Path) -> None:
    """Paths are those of the knowledge base, wherever in a repository it lies."""
    root = make_root({"papers/one.yml": record("one")})
    committed(tmp_path)
    (root / "catalog/papers/one.yml").write_text("id: one\n", encoding="utf-8")
    state = past_state(root, "HEAD")
    assert state.differing() == {"catalog/papers/one.yml"}
    assert state.read(["catalog/papers/one.yml"]) == {"catalog/papers/one.yml": record("one").encode()}


def test_a_hook_of_another_worktree(
    make_root: MakeRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What git sets for a hook, of this repository or another, does not change which one a folder lies in."""
    root = make_root({"papers/one.yml": record("one")})
    commit = git(committed(tmp_path), "rev-parse", "HEAD")
    other = tmp_path_factory.mktemp("other")
    (other / "a").touch()
    committed(other)
    for folder in (tmp_path, other):
        monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(folder / ".git/index"))
        state = past_state(root, "HEAD")
        assert (state.commit, state.differing()) == (commit, frozenset())
        assert state.files.keys() >= {"catalog/papers/one.yml"}


def test_a_past_state_without_its_contents(root: Path) -> None:
    """A clone that left contents out cannot tell them, and says which."""
    key = git(root, "rev-parse", "HEAD:catalog/papers/one.yml")
    state = past_state(root, "main")
    (root / ".git/objects" / key[:2] / key[2:]).unlink()
    with pytest.raises(HistoryUnreadable, match=r"^git lacks the content of catalog/papers/one\.yml at "):
        state.read(["catalog/papers/one.yml"])


@pytest.mark.parametrize("ref", ["a\0b", "\udcff", "two words\n"])
def test_names_that_no_state_has(root: Path, ref: str) -> None:
    """A name that does not print is no state."""
    with pytest.raises(HistoryUnreadable, match="this is no name of a branch, tag or commit"):
        past_state(root, ref)
