"""The check that is remembered until a file changes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lvkb import check_cache, checks
from lvkb.catalog import Catalog, load
from lvkb.check_cache import Checkup, check
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.results import Results
from tests.conftest import MakeRoot
from tests.samples import TAXONOMY, record

WAIVER = "waivers: [{code: LV304, record: two, reason: Read for the text., date: '2026-11-20'}]\n"
MORE = 'more: {url: "https://more.example", read: "2026-11-20"}'


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base with an error, a hint and a waived hint."""
    return make_root(
        {
            "papers/one.yml": record(
                "one", sources=f"{{paper: {{arxiv: 2101.00001v1}}, {MORE}}}", arxiv='"2101.00001"'
            ),
            "papers/two.yml": record(
                "two", sources=f"{{paper: {{doi: 10.1000/x, read: '2026-11-20'}}, {MORE}}}", doi="10.1000/x"
            ),
            "papers/bad.yml": record("bad", title=""),
            "waivers.yml": WAIVER,
        }
    )


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every check that is not taken from the cache."""
    seen: list[int] = []
    run = checks.run

    def counted(catalog: Catalog, results: Results | None = None) -> tuple[Finding, ...]:
        seen.append(1)
        return run(catalog, results)

    monkeypatch.setattr(checks, "run", counted)
    return seen


def test_remembered_result_is_equal(root: Path, runs: list[int]) -> None:
    """The result from the cache equals the fresh one, levels and waivers included."""
    fresh = check(root)
    assert check(root) == fresh
    assert len(runs) == 1
    codes = [(item.code, item.level, item.waived) for item in fresh.findings]
    assert codes == [
        ("LV014", Level.ERROR, ""),
        ("LV304", Level.HINT, ""),
        ("LV304", Level.HINT, "Read for the text."),
    ]
    assert fresh.checked == 3


def _append(root: Path) -> None:
    with (root / "catalog/papers/one.yml").open("a") as file:
        file.write("#")


def _change_one_byte(root: Path) -> None:
    file = root / "catalog/papers/one.yml"
    info = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Ida"))
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte more": _append,
    "a byte changed": _change_one_byte,
    "a record more": lambda root: (root / "catalog/papers/new.yml").write_text(record("new")),
    "a record less": lambda root: (root / "catalog/papers/bad.yml").unlink(),
    "a record renamed": lambda root: (root / "catalog/papers/two.yml").rename(root / "catalog/papers/zwei.yml"),
    "a stray file": lambda root: (root / "catalog/papers/notes.txt").write_text("x"),
    "a file that does not print": lambda root: (root / "catalog/papers/a\nb.yml").write_text("x"),
    "a folder": lambda root: (root / "catalog/papers/sub.yml").mkdir(),
    "taxonomy": lambda root: (root / "catalog/taxonomy.yml").write_text(TAXONOMY + "#"),
    "no taxonomy": lambda root: (root / "catalog/taxonomy.yml").unlink(),
    "waivers": lambda root: (root / "catalog/waivers.yml").write_text(WAIVER + "#"),
    "no waivers": lambda root: (root / "catalog/waivers.yml").unlink(),
    "a link": lambda root: (root / "catalog/papers/link.yml").symlink_to("one.yml"),
    "a huge file": lambda root: (root / "catalog/papers/huge.yml").write_bytes(b"x" * 1_000_001),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(change: Callable[[Path], object], root: Path, runs: list[int]) -> None:
    """Every change to what a check reads makes it check again, and the result is that of the rules."""
    check(root)
    change(root)
    result = check(root)
    assert len(runs) == 2
    assert result.findings == checks.run(load(root))


def test_change_behind_a_link_is_seen(root: Path) -> None:
    """A record that is a link is checked again when the file behind it changes."""
    target = root / "catalog/more.txt"
    target.write_text(record("three"))
    (root / "catalog/papers/three.yml").symlink_to(target)
    assert not [item for item in check(root).findings if item.location.path.endswith("three.yml")]
    target.write_text(record("four"))
    assert [item.code for item in check(root).findings if item.location.path.endswith("three.yml")] == ["LV015"]


def test_link_that_turns_outside_is_seen(root: Path, tmp_path: Path) -> None:
    """A folder of records that becomes a link out of the catalogue is checked again."""
    assert "LV008" not in {item.code for item in check(root).findings}
    (root / "catalog/papers").rename(tmp_path / "papers")
    (root / "catalog/papers").symlink_to(tmp_path / "papers")
    assert "LV008" in {item.code for item in check(root).findings}


@pytest.mark.parametrize(("size", "seen"), [(1000, True), (1001, False)])
def test_content_of_an_overlong_file_does_not_count(
    size: int, seen: bool, root: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file above the limit, which is never read, only the size counts; up to the limit every byte does."""
    monkeypatch.setattr(check_cache, "_MOST_BYTES", 1000)
    file = root / "catalog/measured/counts.json"
    file.parent.mkdir()
    file.write_bytes(b"a" * size)
    check(root)
    file.write_bytes(b"b" * size)
    check(root)
    assert len(runs) == (2 if seen else 1)
    file.write_bytes(b"b" * 2000)
    check(root)
    assert len(runs) == (3 if seen else 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_does_not_hang(root: Path) -> None:
    """A named pipe in the place of a record is told, and never opened: nobody may be at its other end."""
    os.mkfifo(root / "catalog/papers/pipe.yml")
    for _ in range(2):
        assert [item.code for item in check(root).findings if item.location.path.endswith("pipe.yml")] == ["LV008"]


def test_other_files_do_not_count(root: Path, runs: list[int]) -> None:
    """What the check does not read does not make it run again."""
    check(root)
    (root / "README.md").write_text("x")
    (root / "catalog/schema").mkdir()
    assert check(root).checked == 3
    assert len(runs) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"checked": 1, "findings": [{}]}',
        '{"checked": 1, "findings": [{"rule": 1}]}',
        "[" * 99_999,
    ],
)
def test_nonsense_in_the_cache_is_ignored(text: str, root: Path, own_cache: Path) -> None:
    """A stored result that is none is worked out again."""
    fresh = check(root)
    connection = sqlite3.connect(own_cache / "checks.sqlite")
    connection.execute("UPDATE entries SET value = ?", (text,))
    connection.commit()
    connection.close()
    assert check(root) == fresh


@pytest.mark.parametrize(
    ("level", "waived", "plain", "strict"),
    [
        (Level.ERROR, "", True, True),
        (Level.WARNING, "", False, True),
        (Level.HINT, "", False, False),
        (Level.ERROR, "why", False, False),
        (Level.WARNING, "why", False, False),
    ],
)
def test_what_fails_a_run(level: Level, waived: str, plain: bool, strict: bool) -> None:
    """Errors fail every run, warnings a strict one, hints and waived findings none."""
    finding = Rule("LV999", level, "t", "w", "f").at(Location("f.yml"), "", "x")
    result = Checkup((replace(finding, waived=waived),), 1)
    assert result.fails(strict=False) is plain
    assert result.fails(strict=True) is strict


def test_results_that_are_derived_already(root: Path, runs: list[int]) -> None:
    """Whoever has loaded the records gives them along: the findings are the same, and are remembered as ever."""
    given = check(root, Results(load(root)))
    assert (check(root), len(runs)) == (given, 1)
    assert given.findings == checks.run(load(root))
