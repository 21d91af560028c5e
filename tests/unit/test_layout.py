"""Finding the knowledge base on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.layout import RootNotFound, find_root, find_root_or_snapshot, is_packed, is_record_name, paper_files
from tests.conftest import MakeRoot
from tests.samples import write_root


def test_root_is_found_upwards(make_root: MakeRoot) -> None:
    """Any folder of a knowledge base leads to its root."""
    root = make_root({})
    (root / "docs/more").mkdir(parents=True)
    for folder in (root, root / "catalog", root / "catalog/papers", root / "docs/more"):
        assert find_root(folder) == root.resolve()


def test_the_nearest_root_counts(make_root: MakeRoot) -> None:
    """A knowledge base inside another is its own."""
    inner = write_root(make_root({}) / "inner", {})
    assert find_root(inner / "catalog") == inner.resolve()


def test_relative_folders(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative folder is taken from the working directory."""
    root = make_root({})
    monkeypatch.chdir(root / "catalog")
    assert find_root(Path("papers")) == root.resolve()


def test_folder_that_is_not_there(make_root: MakeRoot) -> None:
    """A mistyped folder is no knowledge base, though one lies above it; a file neither."""
    root = make_root({})
    for name in ("typo", "catalog/taxonomy.yml"):
        with pytest.raises(RootNotFound, match=rf"^There is no folder .*{name}\.$"):
            find_root(root / name)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A name that no path has, one too long for any file system, and links in a circle are no knowledge base."""
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    said = {
        Path("a\0b"): r"'a\x00b' is no folder.",
        Path("/", "x" * 300): f"The folder /{'x' * 99} cannot be read: File name too long.",
        tmp_path / "one": f"There is no folder {tmp_path.resolve()}/one.",
    }
    for folder, text in said.items():
        with pytest.raises(RootNotFound) as caught:
            find_root(folder)
        assert str(caught.value) == text


def test_the_snapshot_stands_in(make_root: MakeRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a knowledge base around, the one that lvkb brings is taken; a named folder is binding."""
    root, empty = make_root({}), tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(root / "catalog")
    assert find_root_or_snapshot() == root.resolve()
    monkeypatch.chdir(empty)
    assert find_root_or_snapshot() == Path(__file__).resolve().parents[2]
    assert not is_packed(find_root_or_snapshot())
    assert find_root_or_snapshot(root / "catalog/papers") == root.resolve()
    with pytest.raises(RootNotFound, match=rf"^No catalog/papers folder in {empty} or above it\.$"):
        find_root_or_snapshot(empty)


def test_record_files(make_root: MakeRoot) -> None:
    """Record files are named by their ending, and come sorted."""
    root = make_root({f"papers/{name}": "" for name in ("b.yml", "a-b.yml", "a.yml", "c.yaml", "d.txt", "yml")})
    assert list(paper_files(root)) == [f"catalog/papers/{name}.yml" for name in ("a-b", "a", "b")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.yml", True),
        ("\u00e9 1.yml", True),
        ("a.YML", False),
        ("a\n.yml", False),
        ("\udcff.yml", False),
        ("a.yml~", False),
    ],
)
def test_record_names(name: str, expected: bool) -> None:
    """A record's file name prints and ends in .yml."""
    assert is_record_name(name) is expected
