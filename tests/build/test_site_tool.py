"""How MkDocs is run: with which configuration, and with what of this machine's environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lvkb import __version__
from lvkb.build import BuildError
from lvkb.build.site_tool import run_mkdocs
from lvkb.catalog import Catalog, load
from lvkb.exports.feed_paths import feed_links
from tests.build.toy import REPOSITORY, TOY
from tests.conftest import MakeRoot


class Run(NamedTuple):
    """One run of a command."""

    command: list[str]
    folder: Path
    environment: dict[str, str]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """Commands that would have been run, each of which succeeds."""
    seen: list[Run] = []

    def run(command: list[str], *, cwd: Path, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        seen.append(Run(command, cwd, env))
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    return seen


def test_command(toy_root: Path, runs: list[Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs of this very Python runs in strict mode, in the root, with the configuration written for it."""
    monkeypatch.setenv("LVKB_SITE_URL", "https://toys.example")
    monkeypatch.setenv("LVKB_REPO_URL", "https://forge.example/toys/")
    run_mkdocs(load(toy_root), toy_root / "build/site.new")
    (run,) = runs
    config = toy_root / "build/mkdocs.yml"
    assert run.command == [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    assert run.folder == toy_root
    assert json.loads(config.read_text(encoding="utf-8")) == {
        "INHERIT": str(REPOSITORY / "mkdocs.yml"),
        "site_name": "Toy Knowledge Base",
        "site_description": "Results of imagined models: every number with its source.",
        "site_url": "https://toys.example/",
        "repo_url": "https://forge.example/toys",
        "docs_dir": str(toy_root / "build/docs"),
        "site_dir": str(toy_root / "build/site.new"),
        "theme": {"custom_dir": str(REPOSITORY / "site/overrides")},
        "extra": {
            "short_name": "toys",
            "catalog_updated": "2026-01-04",
            "catalog_version": __version__,
            "feeds": [feed._asdict() for feed in feed_links(load(toy_root))],
            "dataset": {
                "version": "",
                "released": "",
                "files": [
                    {"path": "data/readings.csv", "type": "text/csv"},
                    {"path": "data/results.csv", "type": "text/csv"},
                    {"path": "data/timings.csv", "type": "text/csv"},
                    {"path": "data/catalog.json", "type": "application/json"},
                    {"path": "data/catalog.bib", "type": "application/x-bibtex"},
                ],
                "metrics": [
                    "top-1 accuracy in per cent",
                    "top-5 accuracy in per cent",
                    "parameters in millions",
                    "compute for one image in 10^9",
                    "images per second",
                    "milliseconds for one batch",
                ],
            },
        },
    }


def test_own_configuration_and_theme(toy_root: Path, runs: list[Run]) -> None:
    """A knowledge base's own mkdocs.yml and theme are taken."""
    (toy_root / "mkdocs.yml").write_text("docs_dir: build/docs\n")
    (toy_root / "site/overrides").mkdir(parents=True)
    run_mkdocs(load(toy_root), toy_root / "build/site.new")
    config = json.loads((toy_root / "build/mkdocs.yml").read_text(encoding="utf-8"))
    assert config["INHERIT"] == str(toy_root / "mkdocs.yml")
    assert config["theme"] == {"custom_dir": str(toy_root / "site/overrides")}


def test_pages_outside_the_navigation(toy_root: Path, runs: list[Run]) -> None:
    """An own mkdocs.yml need not name the pages that lvkb keeps out of the navigation; what it names itself stays."""
    (toy_root / "mkdocs.yml").write_text("not_in_nav: |\n  /ours.md\n  /papers/*.md\n", encoding="utf-8")
    run_mkdocs(load(toy_root), toy_root / "build/site.new")
    told = json.loads((toy_root / "build/mkdocs.yml").read_text(encoding="utf-8"))["not_in_nav"].splitlines()
    assert {"/api.md", "/papers/*.md", "/v/*.md", "/ours.md"} <= set(told)
    assert (len(told), told[-1]) == (len(set(told)), "/ours.md")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nav: [\n", "mkdocs.yml cannot be read: MkDocs encountered an error parsing the configuration file: "),
        ("- nav\n", "mkdocs.yml holds no settings. Copy lvkb's, and change what shall differ."),
    ],
)
def test_own_configuration_that_is_none(toy_root: Path, runs: list[Run], text: str, told: str) -> None:
    """A mkdocs.yml that is no YAML, or a list, is told in a sentence; MkDocs is not run."""
    (toy_root / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=re.escape(told)):
        run_mkdocs(load(toy_root), toy_root / "build/site.new")
    assert runs == []


def test_environment(toy_root: Path, runs: list[Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Time zone, language, hash seed and build date are fixed, whatever this machine has; the rest is passed on."""
    for name in ("TZ", "LC_ALL", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "LVKB_SITE_URL"):
        monkeypatch.setenv(name, "from here")
    run_mkdocs(load(toy_root), toy_root / "build/site.new")
    environment = runs[0].environment
    fixed = {
        "SOURCE_DATE_EPOCH": "1767484800",  # 4 January 2026, the newest record's day
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "NO_MKDOCS_2_WARNING": "1",
    }
    assert {name: environment[name] for name in fixed} == fixed
    assert environment == os.environ | fixed
    assert environment["LVKB_SITE_URL"] == "from here"


def test_date_without_records(make_root: MakeRoot, runs: list[Run]) -> None:
    """Without a record the build date is the first day that computers count."""
    root = make_root({})
    run_mkdocs(load(root), root / "build/site.new")
    assert runs[0].environment["SOURCE_DATE_EPOCH"] == "0"
    assert json.loads((root / "build/mkdocs.yml").read_text(encoding="utf-8"))["extra"]["catalog_updated"] == ""


def test_failure_tells_all_that_was_said(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When MkDocs fails, what it said on both streams is the error, in whatever encoding."""

    def fail(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, b"on standard output\n", "WARNING é \n".encode("latin-1"))

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(BuildError, match=r"^mkdocs failed:\nWARNING \ufffd \non standard output$"):
        run_mkdocs(load(toy_root), toy_root / "build/site.new")


def test_toy_is_read_where_it_lies(toy: Catalog) -> None:
    """The shared catalogue of these tests is not built in its own folder, which would leave files in the repository."""
    assert toy.root == TOY
    assert not (TOY / "build").exists()
