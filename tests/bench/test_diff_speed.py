"""How `lvkb diff` grows: one changed record costs about the same in a large catalogue. Ratios of CPU seconds."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lvkb.layout import PAPERS
from tests.bench.conftest import Measure, Run
from tests.git_steps import committed

pytestmark = pytest.mark.bench
LVKB = (sys.executable, "-m", "lvkb")


def test_one_change_among_many(measure: Measure, grown: Callable[[int], Path], tmp_path: Path) -> None:
    """One changed number among 10,000 records takes, warm, less than a tenth of a cold check of them.

    Ten times the records take at most four times as long.
    """
    check = measure(*LVKB, "check", "--root", str(grown(10_000)))
    warm = {papers: _diff(measure, grown(papers), tmp_path / str(papers)) for papers in (1000, 10_000)}
    print(
        f"\none change: 1,000 records {warm[1000].seconds:.2f} s, 10,000 records {warm[10_000].seconds:.2f} s, "
        f"{warm[10_000].megabytes:.0f} MB; cold check of 10,000 {check.seconds:.2f} s"
    )
    assert warm[10_000].seconds <= check.seconds / 10
    assert warm[10_000].seconds <= 4 * warm[1000].seconds


def _diff(measure: Measure, grown: Path, root: Path) -> Run:
    """Measures the second run on a copy in which one number differs."""
    shutil.copytree(grown, root)
    committed(root)
    record = root / PAPERS / "mobilevit.yml"
    text = record.read_text(encoding="utf-8")
    assert "top1: 78.3, params_m: 5.6" in text
    record.write_text(text.replace("top1: 78.3, params_m: 5.6", "top1: 78.4, params_m: 5.6"), encoding="utf-8")
    command = (*LVKB, "diff", "--root", str(root), "--no-pages", "HEAD")
    first, second = measure(*command), measure(*command)
    assert first.output == second.output
    assert first.output.startswith("1 number changed.")
    return second
