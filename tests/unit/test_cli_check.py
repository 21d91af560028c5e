"""`lvkb check` as its users call it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from tests.cli_text import no_choice, refusal
from tests.conftest import MakeRoot
from tests.samples import record, with_reading

SOUND = record("one")
PAGE = '{{url: "https://{}.example", read: "2026-11-20"}}'
SPARE = record("one", sources=f"{{paper: {PAGE.format('a')}, spare: {PAGE.format('b')}}}")
UNPINNED = record("one", sources='{paper: {url: "https://a.example"}}')
BROKEN = record("one", title="")


def check(root: Path, *options: str) -> Result:
    """Runs `lvkb check` in-process."""
    return CliRunner().invoke(app, ["check", "--root", str(root), *options])


def test_clean(make_root: MakeRoot) -> None:
    """Sound records give the summary and exit code 0."""
    result = check(make_root({"papers/one.yml": SOUND}))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 record checked: no findings\n", "")


def test_error(make_root: MakeRoot) -> None:
    """An error gives its line, the summary and exit code 1."""
    result = check(make_root({"papers/one.yml": BROKEN}))
    assert result.exit_code == 1
    assert result.stdout == (
        "catalog/papers/one.yml:3:7: LV014 title: The value is empty. An empty value could mean unknown, none or "
        "forgotten. Give the value, or delete the key.\n1 record checked: 1 error\n"
    )


def test_warning(make_root: MakeRoot) -> None:
    """A warning is shown, and fails a strict run only."""
    root = make_root({"papers/one.yml": UNPINNED})
    assert check(root).exit_code == 0
    assert check(root).stdout.endswith(" [warning]\n1 record checked: 1 warning\n")
    assert check(root, "--strict").exit_code == 1


def test_hint(make_root: MakeRoot) -> None:
    """Hints are shown when asked for, and never fail a run."""
    root = make_root({"papers/one.yml": SPARE})
    assert check(root).stdout == "1 record checked: no findings\n"
    result = check(root, "--hints", "--strict")
    assert result.exit_code == 0
    assert result.stdout.endswith(" [hint]\n1 record checked: 1 hint\n")


def test_waived(make_root: MakeRoot) -> None:
    """A waived error is shown with its reason when asked for, and fails no run."""
    waiver = "waivers: [{code: LV202, record: one, reason: It is so., date: '2026-11-20'}]"
    low = with_reading("one", "{source: paper, at: T, top1: 0.1}")
    root = make_root({"papers/one.yml": low, "waivers.yml": waiver})
    assert check(root).stdout == "1 record checked: no findings\n"
    result = check(root, "--hints")
    assert result.exit_code == 0
    assert result.stdout.endswith(" [waived: It is so.]\n1 record checked: 1 waived\n")


def test_nothing_to_check(make_root: MakeRoot) -> None:
    """An empty catalogue is no clean one: exit code 2."""
    result = check(make_root({}))
    assert result.exit_code == 2
    assert result.stdout == "0 records checked: no findings\n"
    assert result.stderr == "lvkb: there is no record to check, and an empty run is not a clean one.\n"


def test_wrong_format(make_root: MakeRoot) -> None:
    """An unknown format is wrong use: exit code 2, and the formats there are."""
    result = check(make_root({"papers/one.yml": SOUND}), "--format", "xml")
    assert refusal(result) == no_choice("--format", "xml", "text", "json", "github", "sarif", "markdown")


def test_unknown_option(make_root: MakeRoot) -> None:
    """An unknown option is wrong use: exit code 2."""
    assert check(make_root({"papers/one.yml": SOUND}), "--fast").exit_code == 2


def test_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a knowledge base the message says what is missing and how to name one: exit code 2."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["check"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"lvkb: No catalog/papers folder in {tmp_path} or above it. "
        "Run it inside a knowledge base, name one with --root, or begin one with lvkb init; "
        "what lvkb brings along is for questions alone: pick, table, show, stats, export, mcp.\n"
    )


def test_mistyped_root(make_root: MakeRoot) -> None:
    """A folder that is not there is wrong use, though a knowledge base lies above it."""
    root = make_root({"papers/one.yml": SOUND}) / "typo"
    result = check(root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"lvkb: There is no folder {root}.")


def test_inside(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a knowledge base no folder needs to be named."""
    monkeypatch.chdir(make_root({"papers/one.yml": SOUND}) / "catalog/papers")
    assert CliRunner().invoke(app, ["check"]).stdout == "1 record checked: no findings\n"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_formats_for_programs(form: str, make_root: MakeRoot) -> None:
    """Formats for programs are pure JSON, hold hints unasked, and keep the exit code."""
    root = make_root({"papers/one.yml": SPARE, "papers/two.yml": record("two", title="")})
    result = check(root, "--format", form)
    assert result.exit_code == 1
    assert set(re.findall(r"LV\d{3}", json.dumps(json.loads(result.stdout)))) == {"LV014", "LV304"}


def test_github_format(make_root: MakeRoot) -> None:
    """Annotations name level, file, line and code."""
    result = check(make_root({"papers/one.yml": UNPINNED}), "--format", "github")
    assert result.stdout.startswith("::warning file=catalog/papers/one.yml,line=9,col=18,title=LV306::sources.paper: ")


def test_second_run_is_the_same(make_root: MakeRoot) -> None:
    """A run whose result is remembered prints the same."""
    root = make_root({"papers/one.yml": BROKEN, "papers/two.yml": record("two")})
    first, second = check(root), check(root)
    assert (first.exit_code, first.stdout) == (second.exit_code, second.stdout)


def test_as_a_module(make_root: MakeRoot) -> None:
    """`python -m lvkb` is the same command, with no traceback for bad data."""
    root = make_root({"papers/one.yml": b"\xff\x00"})
    done = subprocess.run(
        [sys.executable, "-m", "lvkb", "check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout.startswith("catalog/papers/one.yml:1:1: LV003 Byte 0xff is not UTF-8.")
    assert done.stderr == ""
