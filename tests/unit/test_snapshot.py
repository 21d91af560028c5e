"""The snapshot that lvkb brings along: which commands use it, and how they say so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lvkb
from lvkb import layout
from lvkb.cli import app
from tests.samples import record, write_root

TOY = Path(__file__).parent.parent / "toy/catalog"
RELEASE = 'version: "1.2.0"\ndate: "2026-11-30"\n'
TOLD = f"lvkb: data of the snapshot 1.2.0 of 2026-11-30, packed with lvkb {lvkb.__version__}.\n"
QUESTIONS = (
    ["pick", "--params", "30"],
    ["show", "toy-plain"],
    ["table", "toy-plain"],
    ["stats"],
    ["export", "results"],
    ["models", "list"],
    ["models", "show", "toy-plain"],
)


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packed snapshot, the toy catalogue under a release; the working folder is an empty one."""
    files = {file.relative_to(TOY).as_posix(): file.read_bytes() for file in TOY.rglob("*") if file.is_file()}
    root = write_root(tmp_path / "_share", files | {"release.yml": RELEASE.encode()}).resolve()
    monkeypatch.setattr(layout, "snapshot_root", lambda: root)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return root


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_questions_are_answered_anywhere(snapshot: Path, words: list[str]) -> None:
    """In an empty folder a question is answered from the snapshot, which is said beside the answer, never in it."""
    result, named = (CliRunner().invoke(app, [*words, *more]) for more in ([], ["--root", str(snapshot)]))
    assert (result.exit_code, result.stdout) == (named.exit_code, named.stdout)
    assert result.exit_code == 0
    assert (result.stderr.removesuffix(named.stderr), named.stdout != "") == (TOLD, True)


def test_a_knowledge_base_around_goes_first(snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a knowledge base its own records answer, and the line says where they lie."""
    root = write_root(tmp_path / "kb", {"papers/flint.yml": record("flint")})
    monkeypatch.chdir(root / "catalog/papers")
    result = CliRunner().invoke(app, ["show", "flint", "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, f"lvkb: data of {root}.\n")
    assert json.loads(result.stdout)["paper"] == "flint"
    assert CliRunner().invoke(app, ["show", "toy-plain"]).exit_code == 2


def test_a_snapshot_without_a_release(snapshot: Path) -> None:
    """Where no release was made yet, none is told."""
    (snapshot / "catalog/release.yml").unlink()
    result = CliRunner().invoke(app, ["stats"])
    assert result.stderr == f"lvkb: data of the snapshot, packed with lvkb {lvkb.__version__}.\n"


@pytest.mark.parametrize("words", [["pick", "--params", "6"], ["show", "toy-plain"]], ids=lambda words: words[0])
def test_a_question_takes_no_templates_along(words: list[str]) -> None:
    """What an answer on the terminal is not made with is not imported for it: the first one is to come soon."""
    code = "import sys; from lvkb.cli import app; app(standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, *words, "--root", str(TOY.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    slow = {"bibtexparser", "feedgen", "jinja2", "numpy", "pylatexenc", "rapidfuzz", "requests"}
    assert "lvkb.results" in done.stderr.split()
    assert slow.intersection(done.stderr.split()) == set()
