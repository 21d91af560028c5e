"""Record files on disk: changed as a whole, by one writer at a time, and never over another one's change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lvkb.editing import ChangedFile, EditRefused, add_readings, change_record, record_content, write_changed
from tests.conftest import MakeRoot

PATH = "catalog/papers/x.yml"

RECORD = """\
id: x
variants:
  - name: X-S
    readings:
      - {source: paper, at: "row 0"}
"""

WRITER = """\
import sys
from pathlib import Path
from lvkb.editing import add_readings, change_record

for number in range(20):
    reading = {"source": "paper", "at": f"row {sys.argv[2]}.{number}"}
    change_record(Path(sys.argv[1]), "catalog/papers/x.yml", lambda old: add_readings(old, "x.yml", "X-S", [reading]))
"""


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base with one small record."""
    return make_root({"papers/x.yml": RECORD})


def test_a_change_is_shown_and_written(root: Path) -> None:
    """What was written is given back, and shows as a difference that git takes."""
    changed = change_record(root, PATH, lambda old: old.replace(b"row 0", b"row 1"))
    assert (root / PATH).read_bytes() == changed.new
    assert changed.diff.splitlines()[:2] == [f"--- a/{PATH}", f"+++ b/{PATH}"]
    (root / PATH).write_bytes(changed.old)
    subprocess.run(["git", "apply", "-"], input=changed.diff.encode(), cwd=root, check=True)
    assert (root / PATH).read_bytes() == changed.new


def test_two_writers_at_once_lose_nothing(root: Path) -> None:
    """Three processes add twenty readings each, and all sixty are there."""
    command = [sys.executable, "-c", WRITER, str(root)]
    writers = [subprocess.Popen([*command, name], cwd=Path(__file__).parents[2]) for name in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    text = (root / PATH).read_text()
    assert [name for name in "abc" for number in range(20) if f'"row {name}.{number}"' not in text] == []


def test_a_change_of_another_program_is_not_overwritten(root: Path) -> None:
    """An editor that saves in between wins; the message says what to do."""

    def edit(old: bytes) -> bytes:
        (root / PATH).write_bytes(b"id: other\n")
        return add_readings(old, PATH, "X-S", [{"source": "paper", "at": "row 1"}])

    with pytest.raises(EditRefused, match=r"x\.yml was changed by another program meanwhile; nothing was written\."):
        change_record(root, PATH, edit)
    assert (root / PATH).read_bytes() == b"id: other\n"
    assert not write_changed(root, ChangedFile(PATH, RECORD.encode(), b"id: x\n"))
    assert (root / PATH).read_bytes() == b"id: other\n"
    assert sorted(path.name for path in (root / "catalog/papers").iterdir()) == ["x.yml"]


def test_an_edit_that_fails_leaves_the_file(root: Path) -> None:
    """Nothing is written, and the next writer need not wait."""
    with pytest.raises(EditRefused):
        change_record(root, PATH, lambda old: add_readings(old, PATH, "X-S", [{"source": "-"}]))
    assert (root / PATH).read_text() == RECORD
    assert change_record(root, PATH, lambda old: old).diff == ""


@pytest.mark.parametrize("path", ["catalog/papers/none.yml", "catalog/papers", "README.md"])
def test_what_is_no_record_file_is_refused(root: Path, path: str) -> None:
    """A missing file, a folder, a file beside the catalogue."""
    (root / "README.md").write_text("x")
    with pytest.raises(EditRefused, match=f"^{path}: "):
        record_content(root, path)


def test_a_link_out_of_the_catalogue_is_not_followed(root: Path, tmp_path: Path) -> None:
    """What it leads to is neither read nor written."""
    outside = tmp_path / "outside.yml"
    outside.write_text("id: x\n")
    (root / "catalog/papers/y.yml").symlink_to(outside)
    with pytest.raises(EditRefused, match=r"y\.yml: The file is a link that leads out of the catalogue\."):
        change_record(root, "catalog/papers/y.yml", lambda _: b"")
    assert outside.read_text() == "id: x\n"


def test_the_mode_of_a_file_stays(root: Path) -> None:
    """Whoever could read it can read it still."""
    (root / PATH).chmod(0o640)
    change_record(root, PATH, lambda old: old + b"# more\n")
    assert (root / PATH).stat().st_mode & 0o777 == 0o640


def test_a_disk_that_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stands, and nothing is left beside it."""

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_changed(root, ChangedFile(PATH, RECORD.encode(), b"id: y\n"))
    assert (root / PATH).read_text() == RECORD
    assert sorted(path.name for path in (root / "catalog/papers").iterdir()) == ["x.yml"]


def test_a_missing_last_line_break_shows_in_the_difference() -> None:
    """It is told the usual way."""
    file = ChangedFile("a.yml", b"a: b", b"a: c\n")
    assert file.diff == "--- a/a.yml\n+++ b/a.yml\n@@ -1 +1 @@\n-a: b\n\\ No newline at end of file\n+a: c\n"
