"""`lvkb fmt`: what it says, what it writes, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from lvkb.editing import canonical
from lvkb.layout import PAPERS, find_root, paper_files
from tests.conftest import MakeRoot

A = "catalog/papers/a.yml"
UNTIDY = "name: A\nid: a  # never changes\n"
TIDY = "id: a  # never changes\nname: A\n"
DIFF = f"""\
--- a/{A}
+++ b/{A}
@@ -1,2 +1,2 @@
+id: a  # never changes
 name: A
-id: a  # never changes
"""


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """One record that is untidy, one that is tidy."""
    return make_root({"papers/a.yml": UNTIDY, "papers/b.yml": "id: b\n"})


def _fmt(root: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["fmt", "--root", str(root), *options])


def test_records_are_written(root: Path) -> None:
    """Once written there is nothing left to do."""
    result = _fmt(root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{A} formatted\n1 record formatted, 1 left as is\n"
    assert (root / A).read_text() == TIDY
    assert _fmt(root).stdout == "0 records formatted, 2 left as is\n"


def test_check_shows_the_difference_and_writes_nothing(root: Path) -> None:
    """The difference names the file; the exit code fails a hook."""
    result = _fmt(root, "--check")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == f"{DIFF}1 record would be formatted, 1 left as is\n"
    assert (root / A).read_text() == UNTIDY
    assert _fmt(root, "--check", str(root / "catalog/papers/b.yml")).exit_code == 0


def test_named_files_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are those of the shell, and each counts once."""
    monkeypatch.chdir(root / "catalog")
    result = CliRunner().invoke(app, ["fmt", "papers/b.yml", "papers/b.yml"])
    assert (result.exit_code, result.stdout) == (0, "0 records formatted, 1 left as is\n")


def test_one_file_under_two_names(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written once, and the second name is no change of another program."""
    monkeypatch.chdir(root / "catalog")
    result = CliRunner().invoke(app, ["fmt", "papers/a.yml", str(root / A), "../catalog/papers/a.yml"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{A} formatted\n1 record formatted, 0 left as is\n"


def test_line_ends_are_shown_where_nothing_else_differs(root: Path) -> None:
    """A record with the line ends of Windows is not canonical; the difference shows what is."""
    (root / A).write_bytes(TIDY.replace("\n", "\r\n").encode())
    shown = _fmt(root, "--check", str(root / A)).stdout
    lines = TIDY.splitlines()
    expected = [*(rf"-{line}\r" for line in lines), *(f"+{line}" for line in lines)]
    assert shown.splitlines()[3:] == [*expected, "1 record would be formatted, 0 left as is"]


def test_a_file_that_is_too_large(root: Path) -> None:
    """It is told with what to do."""
    (root / A).write_text(TIDY + "#" * 1_000_001)
    result = _fmt(root, str(root / A))
    assert result.exit_code == 1
    assert result.stderr == (
        f"lvkb: {A} is left as it is: The file has 1,000,032 bytes. "
        "Remove what does not belong into the record, or split it into records of one paper each.\n"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("catalog/taxonomy.yml", "is no record; they lie in {papers} and end in .yml."),
        ("catalog/papers/none.yml", ""),
    ],
)
def test_what_is_no_record(root: Path, name: str, why: str) -> None:
    """Nothing is formatted when one of the files named is none."""
    result = _fmt(root, str(root / A), str(root / name))
    assert result.exit_code == 2
    assert result.stderr == (
        f"lvkb: {root / name} {why.format(papers=root / PAPERS)}\n"
        if why
        else f"lvkb: there is no file {root / name}.\n"
    )
    assert (root / A).read_text() == UNTIDY


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_are_done(root: Path) -> None:
    """Half a file, as an editor that was stopped leaves it: its finding is told, and the run fails."""
    (root / "catalog/papers/b.yml").write_text("id: b\nauthors: [Ada, \n")
    result = _fmt(root)
    assert result.exit_code == 1
    assert result.stdout == f"{A} formatted\n1 record formatted, 0 left as is, 1 refused\n"
    assert result.stderr.startswith(
        "lvkb: catalog/papers/b.yml is left as it is: mend this first: catalog/papers/b.yml:2:15: LV004 "
    )
    assert (root / "catalog/papers/b.yml").read_text() == "id: b\nauthors: [Ada, \n"


def test_a_knowledge_base_without_records(make_root: MakeRoot) -> None:
    """An empty run is not a clean one."""
    root = make_root({"papers/readme.txt": ""})
    result = _fmt(root)
    assert (result.exit_code, result.stderr) == (2, "lvkb: there is no record to format.\n")


@pytest.mark.real
def test_the_records_of_the_catalogue_are_canonical() -> None:
    """`lvkb fmt` has nothing to do in this repository."""
    root = find_root(Path(__file__).parent)
    texts = {path: (root / path).read_bytes() for path in paper_files(root)}
    untidy = [path for path, text in texts.items() if canonical(text, path) != text]
    assert not untidy, "run `lvkb fmt`"
