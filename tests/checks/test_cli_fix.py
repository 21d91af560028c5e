"""`lvkb fix` without services: what it shows, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from tests.conftest import MakeRoot

EXAMPLES = Path(__file__).parents[1] / "examples"
PATH = "catalog/papers/pebblevit.yml"
ROW = '      - {source: paper, at: "Table 2, row 1", resolution: 224, top1: '
DIFF = f"""\
--- a/{PATH}
+++ b/{PATH}
@@ -15,5 +15,5 @@
 variants:
   - name: PebbleViT-S
     readings:
-{ROW}0.783, top5: 0.941, params_m: 5.6}}
+{ROW}78.3, top5: 94.1, params_m: 5.6}}
 added: "2026-11-20"
"""


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A record with two fractions, and one without a fault."""
    root = make_root({})
    shutil.copy(EXAMPLES / "taxonomy.yml", root / "catalog")
    shutil.copy(EXAMPLES / "bad/LV202-fraction/pebblevit.yml", root / PATH)
    shutil.copy(EXAMPLES / "good/marks.yml", root / "catalog/papers")
    return root


def _fix(root: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["fix", "--root", str(root), *options])


def test_corrections_are_shown_then_written(root: Path) -> None:
    """Nothing is written unasked; afterwards there is nothing left."""
    old = (root / PATH).read_text()
    shown = _fix(root)
    assert (shown.exit_code, shown.stderr) == (1, "")
    assert shown.stdout == f"{DIFF}2 corrections in 1 record; write them with `lvkb fix --write`\n"
    assert (root / PATH).read_text() == old
    written = _fix(root, "--write")
    assert (written.exit_code, written.stderr) == (0, "")
    assert written.stdout == f"{PATH} written\n2 corrections in 1 record: 1 record written\n"
    assert (root / PATH).read_text() == old.replace("0.783", "78.3").replace("0.941", "94.1")
    assert _fix(root).stdout == "0 corrections in 0 records\n"


def test_the_difference_alone_for_reviewdog(root: Path) -> None:
    """`--format diff` prints what `git apply` and reviewdog take, and nothing else."""
    shown = _fix(root, "--format", "diff")
    assert (shown.exit_code, shown.stdout, shown.stderr) == (1, DIFF, "")
    subprocess.run(["git", "apply", "-"], input=shown.stdout.encode(), cwd=root, check=True)
    clean = _fix(root, "--format", "diff")
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "")


def test_the_difference_is_exact(root: Path) -> None:
    """Line breaks of Windows, a mark at the beginning and an invisible one: git takes the difference all the same."""
    text = (root / PATH).read_text().replace("\n", "\r\n").replace("Rounder", "Round\u200ber")
    (root / PATH).write_bytes(b"\xef\xbb\xbf" + text.encode())
    shown = subprocess.run(
        [sys.executable, "-m", "lvkb", "fix", "--root", str(root), "--format", "diff"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (shown.returncode, shown.stderr) == (1, b"")
    subprocess.run(["git", "apply", "-"], input=shown.stdout, cwd=root, check=True)
    mended = text.replace("0.783", "78.3").replace("0.941", "94.1").replace("\u200b", "")
    assert (root / PATH).read_bytes() == mended.encode()


def test_json_tells_what_is_refused(root: Path) -> None:
    """A key that must be there cannot be deleted; while it is empty, the numbers of the record are not looked at."""
    (root / PATH).write_text(re.sub("  limits: .*", "  limits: ~", (root / PATH).read_text()))
    data = json.loads(_fix(root, "--format", "json").stdout)
    assert data["corrections"] == []
    assert data["refused"] == [f'{PATH}:12:11: LV014 annotation.limits is left as it is: "limits" is missing.']


def test_json_names_places(root: Path) -> None:
    """Line and column are those of the file as it is."""
    data = json.loads(_fix(root, "--format", "json", str(root / PATH)).stdout)
    assert data["files"] == [{"path": PATH, "diff": DIFF}]
    assert [(item["code"], item["line"], item["field"]) for item in data["corrections"]] == [
        ("LV202", 18, "PebbleViT-S: top1"),
        ("LV202", 18, "PebbleViT-S: top5"),
    ]
    assert (data["links"], data["refused"]) == ([], [])


def test_check_points_here(root: Path) -> None:
    """Whoever runs the check alone is told how many of its findings need no judgement, beside the report."""
    result = CliRunner().invoke(app, ["check", "--root", str(root)])
    hint = "`lvkb fix` shows the correction, `lvkb fix --write` makes it."
    assert result.stderr == f"2 findings of these need no judgement: {hint}\n"
    _fix(root, "--write")
    assert CliRunner().invoke(app, ["check", "--root", str(root)]).stderr == ""


def test_named_files_alone(root: Path) -> None:
    """A file that is not named keeps its faults; what is no record is refused."""
    assert _fix(root, str(root / "catalog/papers/marks.yml")).stdout == "0 corrections in 0 records\n"
    refused = _fix(root, str(root / "catalog/taxonomy.yml"))
    assert refused.exit_code == 2
    assert refused.stderr.endswith(f"is no record; they lie in {root}/catalog/papers and end in .yml.\n")


def test_options_of_links_belong_to_links(root: Path) -> None:
    """Without --links no service is asked."""
    result = _fix(root, "--refresh")
    assert (result.exit_code, result.stderr) == (
        2,
        "lvkb: --refresh, --allow-host and --host-gap belong to --links.\n",
    )
