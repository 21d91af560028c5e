"""`lvkb from-issue`: what is shown, what is written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb import editing
from lvkb.cli import app
from tests.conftest import MakeRoot
from tests.issues.answered_forms import OTHER, RECORD, confirm, wrong

CHANGED = RECORD.replace("top1: 78.30", "top1: 78.4")
THREAD = ("--thread", "https://github.com/flint/pebblevit/issues/7", "--date", "2026-11-25")


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base of two records."""
    return make_root({"papers/pebblevit.yml": RECORD, "papers/gravelnet.yml": OTHER})


def run(root: Path, text: str | bytes, *words: str, name: str = "body.md") -> Result:
    """Runs the command on the body of an issue; - hands it in by standard input."""
    content = text if isinstance(text, bytes) else text.encode()
    if name == "-":
        return CliRunner().invoke(app, ["from-issue", "-", "--root", str(root), *words], input=content)
    file = root.parent / name
    file.write_bytes(content)
    return CliRunner().invoke(app, ["from-issue", str(file), "--root", str(root), *words])


def record(root: Path) -> str:
    """Gives the record on disk."""
    return (root / "catalog/papers/pebblevit.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["body.md", "-"])
def test_the_difference_is_shown(root: Path, name: str) -> None:
    """Without --write the difference goes to the output, what it means beside it, and nothing is written."""
    result = run(root, wrong(), name=name)
    assert (result.exit_code, result.stderr) == (
        0,
        "pebblevit, PebbleViT-S, paper: Table 2, row 1\ntop1: 78.30 becomes 78.4\n",
    )
    shown = result.stdout.splitlines()
    assert shown[:3] == [
        "--- a/catalog/papers/pebblevit.yml",
        "+++ b/catalog/papers/pebblevit.yml",
        "@@ -16,7 +16,7 @@",
    ]
    assert [line for line in shown[3:] if line[0] in "+-"] == [
        '-      - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.30, top5: 94.1, params_m: 5.6}',
        '+      - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.4, top5: 94.1, params_m: 5.6}',
    ]
    assert record(root) == RECORD


def test_the_change_is_written(root: Path) -> None:
    """With --write the record is changed, and no other file."""
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    result = run(root, wrong(), "--write")
    assert (result.exit_code, result.stdout) == (0, "catalog/papers/pebblevit.yml written\n")
    assert record(root) == CHANGED
    after = {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and not file.name.startswith(".")}
    assert [file.name for file in before if after[file] != before[file]] == ["pebblevit.yml"]
    again = run(root, wrong(), "--write")
    told = "lvkb: no reading of pebblevit, PebbleViT-S says top1: 78.30. It may have been corrected already.\n"
    assert (again.exit_code, again.stderr) == (2, told)


def test_a_confirmation_takes_thread_and_day_from_the_maintainer(root: Path) -> None:
    """Where and when come by options; what the body says of them is not read."""
    body = confirm(author="me, see https://evil.example/1 of 2020-01-01")
    assert run(root, body).exit_code == 2
    result = run(root, body, *THREAD, "--write")
    assert result.exit_code == 0, result.stderr
    line = 'confirmed: {by: "https://github.com/flint/pebblevit/issues/7", date: "2026-11-25"}\n'
    assert record(root) == RECORD.replace("added:", f"{line}added:")


@pytest.mark.parametrize("words", [THREAD[:2], THREAD[2:]])
def test_thread_and_day_belong_together(root: Path, words: tuple[str, ...]) -> None:
    """One without the other is wrong use."""
    told = "lvkb: --thread and --date belong together: where and when an author confirmed the figures.\n"
    assert run(root, confirm(), *words).stderr == told


def test_what_a_stranger_wrote_cannot_draw_on_the_terminal(root: Path) -> None:
    """Notes and refusals show characters that steer a terminal as text."""
    result = run(root, wrong(source="see \u00adthere", more="\x1b[2J"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(line.isprintable() for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the body is none of an answered form: "),
        (b"\xff", "the body is not UTF-8."),
        (b"x" * 300_001, "has 300,001 bytes; at most 300,000 are read."),
    ],
    ids=["empty", "bytes", "huge"],
)
def test_what_is_no_body(root: Path, content: bytes, told: str) -> None:
    """A file that is no answered form ends with a reason, and changes nothing."""
    result = run(root, content, "--write")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert record(root) == RECORD


def test_a_file_that_is_not_there(root: Path) -> None:
    """A missing file is told by its name."""
    result = CliRunner().invoke(app, ["from-issue", "nowhere.md", "--root", str(root)])
    assert (result.exit_code, result.stderr) == (2, "lvkb: nowhere.md cannot be read: No such file or directory.\n")


def test_a_record_that_changes_meanwhile_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's change is not overwritten."""
    monkeypatch.setattr(editing, "write_changed", lambda *_: False)
    result = run(root, wrong(), "--write")
    told = "catalog/papers/pebblevit.yml was changed by another program meanwhile; nothing was written."
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"lvkb: {told}")


def test_a_disk_that_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk refuses is told, and the record stands."""

    def refuse(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(editing, "write_changed", refuse)
    result = run(root, wrong(), "--write")
    told = "lvkb: catalog/papers/pebblevit.yml cannot be written: No space left on device."
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, told)
    assert record(root) == RECORD
