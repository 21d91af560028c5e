"""The whole build: made and checked beside the old output, and swapped only when it is whole."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lvkb.build import BuildError, build, build_site, site
from lvkb.build.built_page import read_page
from lvkb.build.search_index import SearchError
from lvkb.catalog import Catalog, load
from lvkb.cli import app
from lvkb.results import Results
from tests.build.conftest import Built
from tests.build.toy import files_in, own
from tests.git_steps import committed, git

SCHEMA = "catalog/schema/paper.schema.json"
PAGE = "<!doctype html><html lang=en><head><title>Home</title></head><body><p>Home</body></html>"


def test_what_a_build_gives(built: Built, toy: Catalog) -> None:
    """A build makes README, schema and the site with a page for each paper, and tells each step and each result."""
    assert built.replaced == ("README.md", SCHEMA, "build/site")
    assert built.said == (
        "Rendering 5 papers",
        "Building HTML (mkdocs)",
        "Shrinking pages",
        "Checking links, and indexing for search (Pagefind)",
    )
    pages = {file.parent.name for file in built.site.glob("papers/*/index.html")}
    assert pages == set(toy.papers)
    assert sorted(file.name for file in (built.root / "build").iterdir()) == ["docs", "mkdocs.yml", "site"]


def test_workspace_leads_to_pages_and_anchors(built: Built) -> None:
    """Each paper of the workspace has a page and a file of evidence, whose sources are places on that page."""
    papers = json.loads((built.site / "data/models.json").read_text(encoding="utf-8"))["papers"]["id"]
    assert papers
    for paper in papers:
        evidence = json.loads((built.site / f"data/evidence/{paper}.json").read_text(encoding="utf-8"))
        page = read_page((built.site / f"papers/{paper}/index.html").read_text(encoding="utf-8"))
        told = {reading["source"] for result in evidence["results"] for reading in result["readings"]}
        assert told
        assert {f"source-{source}" for source in told} <= set(page.anchors)


def test_own_templates_site_and_configuration(toy_root: Path) -> None:
    """A knowledge base's own templates, pages, theme and mkdocs.yml are taken in the place of lvkb's."""
    own(toy_root, "templates", "site", "mkdocs.yml")
    for path, old, new in (
        ("mkdocs.yml", "  - About: about.md", "  - Us: about.md"),
        ("mkdocs.yml", "  /api.md\n", ""),  # as one made before lvkb had that page
        ("templates/README.md.j2", "# {{ about.name | md }}", "# Our List"),
        ("templates/pages/data.md.j2", "# Data", "# Our Data"),
        ("site/pages/method.md", "# ", "# Our Method and "),
        ("site/overrides/404.html", "This page does not exist", "We have no such page"),
    ):
        text = (toy_root / path).read_text(encoding="utf-8")
        assert old in text
        (toy_root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    build(Results(load(toy_root)), lambda _: None, search=False)
    pages = {path: data.decode() for path, data in files_in(toy_root / "build/site").items() if path.endswith(".html")}
    assert "# Our List\n" in (toy_root / "README.md").read_text(encoding="utf-8")
    assert "<title>Data - Toy Knowledge Base</title>" in pages["data/index.html"]
    assert ">Us</a>" in pages["data/index.html"]
    assert ">Our Data<" in pages["data/index.html"]
    assert ">Our Method and " in pages["method/index.html"]
    assert "<h1>We have no such page</h1>" in pages["404.html"]


@pytest.fixture
def fake_mkdocs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site tool that makes a site of one page in no time, with no other page beside it."""

    def make(catalog: Catalog, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(PAGE, encoding="utf-8")

    monkeypatch.setattr(site, "run_mkdocs", make)
    monkeypatch.setattr(site, "embed_files", lambda _: ())


def old_output(root: Path) -> dict[str, bytes]:
    """Writes what an earlier build left, and gives it."""
    for path in ("README.md", "build/site/index.html", "build/site/papers/old/index.html"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("old", encoding="utf-8")
    return output(root)


def pages_in(folder: Path) -> dict[str, bytes]:
    """Gives the pages of a site, without its data files."""
    return {path: data for path, data in files_in(folder).items() if path.endswith(".html")}


def output(root: Path) -> dict[str, bytes]:
    """Gives what a build puts where readers look: files of the repository, and the site."""
    files = files_in(root)
    return {
        path: data for path, data in files.items() if path in ("README.md", SCHEMA) or path.startswith("build/site/")
    }


def test_site_is_swapped(toy_root: Path, fake_mkdocs: None) -> None:
    """A whole new site takes the place of the old one, of which nothing stays; nothing else stays behind either."""
    old_output(toy_root)
    assert build(Results(load(toy_root)), lambda _: None, search=False) == ("README.md", SCHEMA, "build/site")
    assert pages_in(toy_root / "build/site") == {
        "index.html": b"<!doctype html><html lang=en><head><title>Home</title></head><body><p>Home</body></html>"
    }
    assert sorted(path.name for path in (toy_root / "build").iterdir()) == ["docs", "site"]
    assert build(Results(load(toy_root)), lambda _: None, search=False) == ("build/site",)


def test_remains_of_a_broken_run(toy_root: Path, fake_mkdocs: None) -> None:
    """What a run that was killed left beside the site does not get into the next one."""
    for name in ("site.new", "site.old"):
        (toy_root / "build" / name).mkdir(parents=True)
        (toy_root / "build" / name / "stray.html").write_text("<a href=nowhere>")
    build(Results(load(toy_root)), lambda _: None, search=False)
    assert set(pages_in(toy_root / "build/site")) == {"index.html"}
    assert sorted(path.name for path in (toy_root / "build").iterdir()) == ["docs", "site"]


def failing(message: str) -> Callable[..., None]:
    """Gives a step that fails."""

    def fail(*_: object) -> None:
        raise BuildError(message)

    return fail


@pytest.mark.parametrize("step", ["assemble", "run_mkdocs", "shrink_site"])
def test_failing_step_leaves_the_old_output(
    toy_root: Path, fake_mkdocs: None, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, README, schema and site stay what they were."""
    before = old_output(toy_root)
    monkeypatch.setattr(site, step, failing("It went wrong."))
    with pytest.raises(BuildError, match=r"^It went wrong\.$"):
        build(Results(load(toy_root)), lambda _: None, search=False)
    assert output(toy_root) == before


def test_failing_pagefind_leaves_the_old_output(
    toy_root: Path, fake_mkdocs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the index cannot be made, the site is not swapped."""
    before = old_output(toy_root)

    def fail(_: Path) -> None:
        raise SearchError("no memory")

    monkeypatch.setattr(site, "index_site", fail)
    with pytest.raises(BuildError, match=r"^Pagefind failed:\nno memory$"):
        build(Results(load(toy_root)), lambda _: None)
    assert output(toy_root) == before


def test_broken_addresses_leave_the_old_output(
    toy_root: Path, fake_mkdocs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site with broken addresses is not swapped; the first twenty are told, and how many there are."""
    before = old_output(toy_root)

    def break_page(folder: Path) -> None:
        links = "".join(f"<a href=nowhere/{number:02}>" for number in range(21))
        (folder / "index.html").write_text(f"<p>{links}")

    monkeypatch.setattr(site, "shrink_site", break_page)
    with pytest.raises(BuildError) as caught:
        build(Results(load(toy_root)), lambda _: None, search=False)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith('site.new/index.html:1:7: LV930 "nowhere/00" leads to no file.')
    assert len(lines) == 21
    assert lines[-1] == "21 broken addresses in the built site."
    assert output(toy_root) == before


def test_swap_that_is_refused(toy_root: Path, fake_mkdocs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not let the new site take its place, the old one comes back and the README stays old."""
    before = old_output(toy_root)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "site.new":
            raise PermissionError(13, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    message = f"Cannot write {toy_root}/build/site: Permission denied. Nothing half-written was left."
    with pytest.raises(BuildError, match=f"^{re.escape(message)}$"):
        build(Results(load(toy_root)), lambda _: None, search=False)
    assert output(toy_root) == before


def test_full_disk_leaves_the_old_output(toy_root: Path, fake_mkdocs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the README cannot be written, the site is not swapped either."""
    before = old_output(toy_root)
    shutil.rmtree(toy_root / "catalog/schema", ignore_errors=True)
    (toy_root / "catalog/schema").write_text("a file, where a folder is needed")
    with pytest.raises(BuildError, match=r"catalog/schema: File exists\. Nothing half-written was left\.$"):
        build(Results(load(toy_root)), lambda _: None, search=False)
    assert output(toy_root) == before


def test_mkdocs_that_warns(toy_root: Path) -> None:
    """A hand-written page with a dead link stops the build with what MkDocs says of it; the command says the same."""
    before = old_output(toy_root)
    (toy_root / "site/pages").mkdir(parents=True)
    (toy_root / "site/pages/method.md").write_text("# Method\n\n[gone](nowhere.md)\n")
    done = CliRunner().invoke(app, ["build", "--root", str(toy_root), "--no-search"])
    assert done.exit_code == 1
    assert "lvkb: mkdocs failed:\n" in done.stderr
    assert "Doc file 'method.md' contains a link 'nowhere.md', but the target is not found" in done.stderr
    assert done.stderr.endswith("\nNothing was replaced.\n")
    assert output(toy_root) == before


def test_check_of_the_site_keeps_nothing(toy_root: Path, fake_mkdocs: None) -> None:
    """`lvkb build --check` builds the site to check it, and keeps the old one and the old README."""
    before = old_output(toy_root)
    done = CliRunner().invoke(app, ["build", "--root", str(toy_root), "--check"])
    assert done.exit_code == 1
    assert [line.partition(" LV9")[0] for line in done.stdout.splitlines() if " LV901 " in line] == [
        "README.md:1:1:",
        f"{SCHEMA}:1:1:",
    ]
    assert output(toy_root) == before
    assert not (toy_root / "build/site.new").exists()


def test_a_clone_without_the_whole_history(toy_root: Path, fake_mkdocs: None, tmp_path: Path) -> None:
    """A shallow clone builds, and is told what its site lacks; a whole one is told nothing."""
    git(committed(toy_root), "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth=1", toy_root.as_uri(), "shallow")
    told = [
        CliRunner().invoke(app, ["build", "--root", str(root), "--no-search"]).stderr.splitlines()[-1]
        for root in (toy_root, tmp_path / "shallow")
    ]
    assert told == [
        "Checking links ...",
        (
            "lvkb: this clone does not hold the whole history, so that the feed of corrected numbers tells of none. "
            "`git fetch --unshallow` brings it."
        ),
    ]


def test_search_is_asked_for(toy_root: Path, fake_mkdocs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is made with search, not without, and the progress says which."""
    indexed: list[str] = []
    monkeypatch.setattr(site, "index_site", lambda folder: indexed.append(folder.name))
    said: list[str] = []
    build_site(Results(load(toy_root)), said.append, search=False)
    assert (indexed, said[-1]) == ([], "Checking links")
    folder = build_site(Results(load(toy_root)), said.append, search=True)
    assert (indexed, said[-1]) == (["site.new"], "Checking links, and indexing for search (Pagefind)")
    assert folder == toy_root / "build/site.new"
