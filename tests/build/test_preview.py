"""Single pages made anew in a built site."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lvkb.build import BuildError, build, live_site, preview
from lvkb.build.live_site import LiveSite
from lvkb.build.preview import PREVIEW, preview_papers
from lvkb.catalog import load
from lvkb.render import renderer
from lvkb.render.pages import paper_pages
from lvkb.results import Results
from tests.build.conftest import ADDRESS, Built
from tests.build.toy import copy_toy, files_in, own


@pytest.fixture
def copied(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built knowledge base, to work on."""
    monkeypatch.setenv("LVKB_SITE_URL", ADDRESS)
    shutil.copytree(built.root, tmp_path / "kb")
    return tmp_path / "kb"


def test_pages_are_those_of_a_build(copied: Path) -> None:
    """A page made alone has the very bytes that a build gives it, and no other file of the site is touched."""
    site = copied / "build/site"
    whole = files_in(site)
    results = Results(load(copied))
    for name in ("toy-plain", "toy-hostile"):
        (site / f"papers/{name}/index.html").write_text("old")
    preview_papers(results, [results.catalog.papers["toy-plain"], results.catalog.papers["toy-hostile"]], site)
    assert files_in(site) == whole


def test_changed_record(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a changed record is what the next build makes of it, when nothing else has changed."""
    monkeypatch.delenv("LVKB_SITE_URL", raising=False)
    site, page = toy_root / "build/site", "papers/toy-plain/index.html"
    results = Results(load(toy_root))
    build(results, lambda _: None, search=False)
    record = toy_root / "catalog/papers/toy-plain.yml"
    record.write_text(record.read_text().replace("top1: 78.2,", "top1: 78.9,").replace("true.", "true & new."))
    changed = load(toy_root)
    preview_papers(results.with_paper(changed.papers["toy-plain"]), [changed.papers["toy-plain"]], site)
    shown = (site / page).read_bytes()
    build(Results(changed), lambda _: None, search=False)
    assert b"true & new." in shown
    assert shown == (site / page).read_bytes()


def test_new_record(copied: Path) -> None:
    """A record that the site does not have yet gets its page."""
    record = (copied / "catalog/papers/toy-gap.yml").read_text()
    (copied / "catalog/papers/toy-new.yml").write_text(record.replace("toy-gap", "toy-new").replace("ToyGap", "ToyNew"))
    results = Results(load(copied))
    preview_papers(results, [results.catalog.papers["toy-new"]], copied / "build/site")
    assert "ToyNew" in (copied / "build/site/papers/toy-new/index.html").read_text(encoding="utf-8")


def test_what_a_change_costs(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change one record is read and one page is made; nothing is derived that other pages alone show."""
    live = LiveSite(copied, [copied / "catalog"], lambda: Results(load(copied)), print)
    monkeypatch.setattr(LiveSite, "_build_behind", lambda _: None)
    live.make()
    done: Counter[str] = Counter()

    def count(module: ModuleType, name: str) -> None:
        called = getattr(module, name)

        def counted(*given: Any) -> Any:
            done[name] += 1
            return called(*given)

        monkeypatch.setattr(module, name, counted)

    count(live_site, "read_paper")
    count(preview, "shrink")
    count(paper_pages, "paper_head")
    for name in ("bibtex_entry", "tree", "totals", "workspace", "paper_lines"):
        count(renderer, name)
    record = copied / "catalog/papers/toy-plain.yml"
    record.write_text(record.read_text().replace("true.", "true & new."))
    live.refresh()
    assert "true & new." in (copied / "build/site/papers/toy-plain/index.html").read_text(encoding="utf-8")
    assert done == dict.fromkeys(("read_paper", "shrink", "bibtex_entry", "paper_head", "paper_lines"), 1)


def test_broken_template(tmp_path: Path) -> None:
    """A template that fails is told with file and line, and the old page stays."""
    root = own(copy_toy(tmp_path / "kb"), "templates")
    (root / "templates/pages/paper.md.j2").write_text("# {{ nothing }}")
    results = Results(load(root))
    with pytest.raises(BuildError, match=r"paper\.md\.j2:1: 'nothing' is undefined"):
        preview_papers(results, results.catalog.papers.values(), root / "build/site")
    assert not (root / "build").exists()


def test_broken_configuration(toy_root: Path) -> None:
    """A mkdocs.yml that MkDocs refuses is told, and the old page stays."""
    (toy_root / "mkdocs.yml").write_text("theme: {name: nobody-has-it}\n")
    results = Results(load(toy_root))
    with pytest.raises(BuildError, match=r"^mkdocs failed:\n"):
        preview_papers(results, results.catalog.papers.values(), toy_root / "build/site")
    assert not (toy_root / "build/site").exists()
    assert (toy_root / PREVIEW).is_dir()
