"""The command `lvkb models import-timm`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.catalog import load
from lvkb.cli import app
from lvkb.layout import TIMM_RESULTS
from tests.conftest import MakeRoot
from tests.samples import READING, record

COMMIT = "aa4b5850c1543fa488abf260f18390eda46cf85d"
OTHER = "0" * 40
ACCURACIES = """\
model,img_size,top1,top1_err,top5,top5_err,param_count,crop_pct,interpolation
a_s.in1k,224,83.1,16.9,96.2,3.8,5.60,0.875,bicubic
"""
VARIANTS = (
    f"[{{name: A-S, timm: a_s.in1k, readings: [{READING}]}}, {{name: A-B, timm: a_b.untrained, readings: [{READING}]}}]"
)
SUMMARY = """\
no evaluation of a_b.untrained
1 of 2 linked models, 1 evaluations, throughputs on 0 devices
"""


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base whose one record links to two models."""
    return make_root({"papers/a.yml": record("a", variants=VARIANTS)})


@pytest.fixture
def timm(tmp_path: Path) -> Path:
    """A folder of timm's results, without a .git."""
    (tmp_path / "timm/results").mkdir(parents=True)
    (tmp_path / "timm/results/results-imagenet.csv").write_text(ACCURACIES)
    return tmp_path / "timm"


def run(root: Path, timm: Path, *options: str) -> Result:
    """Runs the command in this process."""
    return CliRunner().invoke(app, ["models", "import-timm", str(timm), "--root", str(root), *options])


def test_without_write_nothing_is_written(root: Path, timm: Path) -> None:
    """The summary says what there is, and how to write it."""
    done = run(root, timm, "--commit", COMMIT)
    assert (done.exit_code, done.stdout) == (0, f"{SUMMARY}nothing was written; --write writes {TIMM_RESULTS}\n")
    assert not (root / TIMM_RESULTS).exists()


def test_written_results_are_read_by_the_catalogue(root: Path, timm: Path) -> None:
    """The file that is written is loaded with the catalogue; a second run finds it up to date."""
    done = run(root, timm, "--commit", COMMIT, "--write")
    assert (done.exit_code, done.stdout) == (0, f"{SUMMARY}wrote {TIMM_RESULTS}\n")
    catalog = load(root)
    assert catalog.findings == ()
    assert catalog.timm is not None
    assert [(item.model, item.top1) for item in catalog.timm.results] == [("a_s.in1k", "83.1")]
    assert run(root, timm, "--commit", COMMIT, "--write").stdout == f"{SUMMARY}{TIMM_RESULTS} is up to date\n"


def test_the_commit_of_a_checkout_need_not_be_named(root: Path, timm: Path) -> None:
    """The commit is read from .git; another one named beside it is refused."""
    (timm / ".git").mkdir()
    (timm / ".git/HEAD").write_text(COMMIT)
    assert run(root, timm, "--write").exit_code == 0
    assert f'"commit": "{COMMIT}"' in (root / TIMM_RESULTS).read_text()
    done = run(root, timm, "--commit", OTHER)
    assert (done.exit_code, done.stderr) == (
        2,
        f"lvkb: the checkout is at {COMMIT}, not at {OTHER}. Check the other one out, or leave --commit out.\n",
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "the folder does not tell its commit. Name it with --commit."),
        (["--commit", "aa4b585"], '"aa4b585" is no commit: name it with all of its 40 digits.'),
    ],
)
def test_wrong_use(options: list[str], told: str, root: Path, timm: Path) -> None:
    """Without a whole commit nothing is read, for nobody could look the figures up."""
    done = run(root, timm, *options)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"lvkb: {told}\n")


def test_a_file_that_is_not_timms(root: Path, timm: Path) -> None:
    """A broken file ends the command with its line, and an old import stays."""
    run(root, timm, "--commit", COMMIT, "--write")
    before = (root / TIMM_RESULTS).read_bytes()
    file = timm / "results/results-imagenet.csv"
    file.write_text(ACCURACIES.replace("83.1", "good"))
    done = run(root, timm, "--commit", COMMIT, "--write")
    assert (done.exit_code, done.stderr) == (2, f"lvkb: {file}:2: top1 must be a percentage, not 'good'.\n")
    assert (root / TIMM_RESULTS).read_bytes() == before


def test_no_links(make_root: MakeRoot, timm: Path) -> None:
    """A catalogue without links to timm has nothing to take over."""
    root = make_root({"papers/a.yml": record("a")})
    done = run(root, timm, "--commit", COMMIT)
    assert (done.exit_code, done.stderr) == (2, "lvkb: no record links to a timm model.\n")
