"""A knowledge base as programs meet it: what `lvkb.load` gives, and the examples that tell of it."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

import lvkb
from lvkb import layout
from lvkb.frames import readings_frame, results_frame, timings_frame
from lvkb.results import Results
from tests.conftest import MakeRoot
from tests.samples import record, write_root

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = ("lvkb.frames.frame", "lvkb.knowledge_base")


def test_a_folder_that_is_named(make_root: MakeRoot) -> None:
    """Records and findings are those of the folder; frames are made of them once."""
    root = make_root({"papers/flint.yml": record("flint"), "papers/scree.yml": "id: ["})
    kb = lvkb.load(root / "catalog/papers")
    derived = Results(kb.catalog)
    assert (kb.root, list(kb.papers), kb.taxonomy) == (root.resolve(), ["flint"], kb.catalog.taxonomy)
    assert [finding.location.path for finding in kb.findings] == ["catalog/papers/scree.yml"]
    for found, made in ((kb.results, results_frame), (kb.readings, readings_frame), (kb.timings, timings_frame)):
        assert (found.columns, found.values) == (made(derived).columns, made(derived).values)
    assert kb.results is kb.results
    assert repr(kb) == f"<KnowledgeBase of {root.resolve()}: 1 paper>"


def test_the_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder the snapshot is read, and the object says so; a folder that is named must be one."""
    snapshot = write_root(tmp_path / "_share", {"release.yml": 'version: "1.2.0"\ndate: "2026-11-30"\n'}).resolve()
    monkeypatch.setattr(layout, "snapshot_root", lambda: snapshot)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    kb = lvkb.load()
    told = f"the snapshot 1.2.0 of 2026-11-30, packed with lvkb {lvkb.__version__}"
    assert repr(kb) == f"<KnowledgeBase of {told}: 0 papers>"
    assert (kb.results.about["release"], kb.results.about["date"]) == ("1.2.0", "2026-11-30")
    with pytest.raises(lvkb.RootNotFound):
        lvkb.load(".")


@pytest.mark.real
@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_of_docstrings(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docstrings show is what happens."""
    monkeypatch.chdir(REPOSITORY)
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted > 0
    assert done.failed == 0


@pytest.mark.real
def test_examples_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/python.md shows is what happens, each block going on where the one before ended."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(REPOSITORY)
    page = (REPOSITORY / "docs/python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/python.md", None, 0)
    done = doctest.DocTestRunner().run(test)
    assert (len(blocks), done.failed) == (page.count("```pycon"), 0)
    assert done.attempted >= len(blocks) > 0
