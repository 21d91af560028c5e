"""How `lvkb check` grows, and how it stands beside check-jsonschema. Ratios of CPU seconds in one run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lvkb.layout import PAPERS
from lvkb.render.committed_files import schema_text
from tests.bench.conftest import Measure, Run

pytestmark = pytest.mark.bench
LVKB = (sys.executable, "-m", "lvkb")


def test_cold_check_beats_check_jsonschema(measure: Measure, grown: Callable[[int], Path], tmp_path: Path) -> None:
    """A cold check of 1,000 records takes at most a fifth of what check-jsonschema takes for the schema alone.

    So it does when each record has a finding: the place of a finding is known without reading the file again.
    """
    root, spoilt = grown(1000), tmp_path / "spoilt"
    theirs = _check_jsonschema(measure, root, tmp_path / "schema.json")
    assert "ok -- validation done" in theirs.output
    ours = measure(*LVKB, "check", "--root", str(root))
    assert ours.output.strip() == "1000 records checked: no findings"
    shutil.copytree(root, spoilt)
    for file in (spoilt / PAPERS).glob("*.yml"):
        file.write_text(re.sub(r"^authors: \[", "authors: [<b>Mallory</b>, ", file.read_text(), flags=re.MULTILINE))
    found = measure(*LVKB, "check", "--root", str(spoilt))
    assert found.output.splitlines()[-1].startswith("1000 records checked: 1000 errors")
    print(
        f"\n1,000 records: lvkb check {ours.seconds:.2f} s, with an error in each {found.seconds:.2f} s,"
        f" check-jsonschema {theirs.seconds:.2f} s"
    )
    assert max(ours.seconds, found.seconds) <= theirs.seconds / 5


def _check_jsonschema(measure: Measure, root: Path, schema: Path) -> Run:
    schema.write_text(schema_text())
    files = [str(file) for file in sorted((root / PAPERS).glob("*.yml"))]
    return measure(sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *files)


def test_check_grows_linearly_and_remembers(measure: Measure, grown: Callable[[int], Path]) -> None:
    """10,000 records take at most 12 times 1,000, under 840 MB; a repeated check takes at most a fifth."""
    cold, warm = {}, {}
    for papers in (1000, 10_000):
        arguments = (*LVKB, "check", "--root", str(grown(papers)))
        cold[papers] = measure(*arguments)
        warm[papers] = measure(*arguments)
        assert warm[papers].output == cold[papers].output
        print(
            f"\n{papers:,} records: cold {cold[papers].seconds:.2f} s, {cold[papers].megabytes:.0f} MB; "
            f"warm {warm[papers].seconds:.2f} s"
        )
    assert cold[10_000].seconds <= 12 * cold[1000].seconds
    assert cold[10_000].megabytes < 840
    assert all(warm[papers].seconds <= cold[papers].seconds / 5 for papers in cold)


def test_changed_record_costs_little(measure: Measure, grown: Callable[[int], Path]) -> None:
    """After one record of 1,000 has changed, the check takes less than a cold one: the others come from the cache."""
    root = grown(1000)
    arguments = (*LVKB, "check", "--root", str(root))
    cold = measure(*arguments)
    record = min((root / PAPERS).glob("*.yml"))
    record.write_text(record.read_text() + "# changed\n")
    changed = measure(*arguments)
    print(f"\n1,000 records: cold {cold.seconds:.2f} s, after one change {changed.seconds:.2f} s")
    assert changed.seconds < cold.seconds * 0.8


def test_changed_record_of_a_branch_costs_next_to_nothing(measure: Measure, grown: Callable[[int], Path]) -> None:
    """One changed record of 10,000 takes at most two and a half times a check that is remembered as a whole.

    So it does when it has the title of another record, which is read along. No other record is: the whole check before
    has remembered what they share.
    """
    root = grown(10_000)
    whole = (*LVKB, "check", "--root", str(root))
    cold, warm = measure(*whole), measure(*whole)
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")
    for command in (("init", "--quiet"), ("add", "catalog"), ("commit", "--quiet", "--message=All")):
        subprocess.run(["git", "-C", str(root), *person, *command], check=True)
    one, two = sorted((root / PAPERS).glob("copy-*.yml"))[:2]
    text, title = one.read_text(), re.search("^title: .*$", two.read_text(), re.MULTILINE)
    assert title
    seconds = []
    for changed, said in (
        (f"{text}# changed\n", "no findings"),
        (re.sub("(?m)^title: .*$", title[0], text), "1 error"),
    ):
        one.write_text(changed)
        run = measure(*whole, "--changed-from", "HEAD")
        assert run.output.splitlines()[-1].startswith(f"1 record checked: {said}")
        seconds.append(run.seconds)
    one.write_text(text)
    shutil.rmtree(root / ".git")
    print(f"\n10,000 records: cold {cold.seconds:.2f} s, warm {warm.seconds:.2f} s, one changed {max(seconds):.2f} s")
    assert max(seconds) <= 2.5 * warm.seconds


def test_start_up(measure: Measure) -> None:
    """`lvkb --help` costs less than four times a start of Python with typer: nothing else of weight is imported."""
    bare = min(measure(sys.executable, "-c", "import typer").seconds for _ in range(5))
    ours = min(measure(*LVKB, "--help").seconds for _ in range(5))
    print(f"\n--help {ours:.3f} s, bare typer {bare:.3f} s")
    assert ours <= 4 * bare
