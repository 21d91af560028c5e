"""The command `lvkb models import-aihub`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.catalog import load
from lvkb.cli import app
from lvkb.layout import TIMINGS as FILE
from tests.conftest import MakeRoot
from tests.samples import READING, record
from tests.timed import COMMIT, PERF, TIMINGS, write_checkout

SUMMARY = "1 models, 3 times on 2 devices\n"
LIST = "models:\n  - {model: a_s, variant: a/A-S, params_m: 5.58, resolution: 224}\n"


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base with one timed model."""
    variants = f"[{{name: A-S, readings: [{READING}]}}]"
    return make_root({"papers/a.yml": record("a", variants=variants), "device-models.yml": LIST})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without a .git."""
    return write_checkout(tmp_path / "aihub")


def run(root: Path, checkout: Path, *options: str) -> Result:
    """Runs the command in this process."""
    return CliRunner().invoke(app, ["models", "import-aihub", str(checkout), "--root", str(root), *options])


def test_without_write_nothing_is_written(root: Path, checkout: Path) -> None:
    """The summary says what there is, and how to write it."""
    done = run(root, checkout, "--commit", COMMIT)
    assert (done.exit_code, done.stdout) == (0, f"{SUMMARY}nothing was written; --write writes {FILE}\n")
    assert not (root / FILE).exists()


def test_written_times_are_read_by_the_catalogue(root: Path, checkout: Path) -> None:
    """The file that is written is loaded with the catalogue; a second run finds it up to date."""
    done = run(root, checkout, "--commit", COMMIT, "--write")
    assert (done.exit_code, done.stdout) == (0, f"{SUMMARY}wrote {FILE}\n")
    assert load(root).timings == TIMINGS
    again = run(root, checkout, "--commit", COMMIT, "--write")
    assert (again.exit_code, again.stdout) == (0, f"{SUMMARY}{FILE} is up to date\n")


def test_a_file_that_cannot_be_read_changes_nothing(root: Path, checkout: Path) -> None:
    """The times written before stay as they are."""
    run(root, checkout, "--commit", COMMIT, "--write")
    before = (root / FILE).read_bytes()
    perf = checkout / "qai_hub_models/models/a_s/perf.yaml"
    perf.write_text(PERF.replace("2.50", "fast"))
    done = run(root, checkout, "--commit", COMMIT, "--write")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f'lvkb: {perf}: "fast" is no inference_time_milliseconds.\n'
    assert (root / FILE).read_bytes() == before


def test_commit_is_needed(root: Path, checkout: Path) -> None:
    """Without a .git the commit must be named, with all of its digits."""
    done = run(root, checkout)
    assert (done.exit_code, done.stderr) == (2, "lvkb: the folder does not tell its commit. Name it with --commit.\n")
    done = run(root, checkout, "--commit", "b61a009")
    assert (done.exit_code, done.stderr) == (
        2,
        'lvkb: "b61a009" is no commit: name it with all of its 40 digits.\n',
    )


def test_no_model_is_named(make_root: MakeRoot, checkout: Path) -> None:
    """A knowledge base that times nothing says where to name models."""
    done = run(make_root({"papers/a.yml": record("a")}), checkout, "--commit", COMMIT)
    assert (done.exit_code, done.stderr) == (2, "lvkb: catalog/device-models.yml names no model.\n")
