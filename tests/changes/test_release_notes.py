"""`lvkb release-notes` on small repositories: what a release changes, and the version that the rule demands."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lvkb.changes import load_sides, release_notes
from lvkb.changes.release_rule import Bump, least_version
from lvkb.cli import app
from lvkb.records import Release
from lvkb.render.release_report import MOST_CHARACTERS, chapters, release_markdown
from tests.conftest import MakeRoot
from tests.forge import HERE
from tests.git_steps import committed, git
from tests.samples import READING, TAXONOMY, record, with_reading

PLAIN = "resolution: 224, pretrain: none, distilled: none"
RANKED = (
    f'{{source: paper, at: "Table 1, row 1", top1: 78.3, params_m: 5.6, compute_g: 1.0, compute_unit: macs, {PLAIN}}}'
)
FIRST = 'version: "1.4.2"\ndate: "2026-11-20"\n'
Change = Callable[[Path], None]


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A repository with two records, released as 1.4.2 under a tag."""
    files = {"papers/one.yml": with_reading("one", RANKED), "papers/two.yml": record("two"), "release.yml": FIRST}
    root = committed(make_root({key: text.encode() for key, text in files.items()}))
    git(root, "tag", "data-v1.4.2")
    return root


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Runs `lvkb release-notes`; gives exit code, output and errors."""
    result = CliRunner().invoke(app, ["release-notes", *arguments, "--root", str(root)])
    return result.exit_code, result.stdout, result.stderr


def put(name: str, old: str, new: str) -> Change:
    """Gives the change that puts a text in place of another one in a file of the catalogue."""

    def change(root: Path) -> None:
        file = root / "catalog" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def write(name: str, text: str) -> Change:
    """Gives the change that writes a file of the catalogue."""

    def change(root: Path) -> None:
        (root / "catalog" / name).parent.mkdir(exist_ok=True)
        (root / "catalog" / name).write_text(text, encoding="utf-8")

    return change


def rename(root: Path) -> None:
    """Puts a paper under another id."""
    put("papers/two.yml", "id: two", "id: zwei")(root)
    (root / "catalog/papers/two.yml").rename(root / "catalog/papers/zwei.yml")


MORE = READING.replace("row 1", "row 2").replace("78.3", "79.1")
RULE: dict[str, tuple[Change, str, str]] = {
    "paper removed": (lambda root: (root / "catalog/papers/two.yml").unlink(), "2.0.0", "1 paper removed"),
    "another id": (rename, "2.0.0", "1 paper under another id"),
    "variant renamed": (put("papers/one.yml", "None-S", "None-T"), "2.0.0", "1 variant removed or renamed"),
    "paper added": (write("papers/three.yml", record("three")), "1.5.0", "1 paper added"),
    "reading added": (put("papers/two.yml", READING, f"{READING}, {MORE}"), "1.5.0", "1 reading added"),
    "number changed": (put("papers/one.yml", "78.3", "78.9"), "1.5.0", "1 number changed"),
    "other digits": (put("papers/one.yml", "78.3", "78.30"), "1.5.0", "1 number changed"),
    "number removed": (put("papers/one.yml", "params_m: 5.6, ", ""), "1.5.0", "1 number removed"),
    "setup": (put("papers/one.yml", "pretrain: none", "pretrain: imagenet-21k"), "1.5.0", "1 setup changed"),
    "condition": (put("papers/one.yml", "top1:", "epochs: 300, top1:"), "1.5.0", "1 condition of readings changed"),
    "scope": (
        put("papers/one.yml", "id: one", "id: one\nscope: adjacent"),
        "1.5.0",
        "1 paper ranked elsewhere",
    ),
    "place": (put("papers/one.yml", "Table 1, row 1", "Table 1, row 9"), "1.4.3", "1 field of records changed"),
    "words": (put("papers/one.yml", "An idea.", "Another."), "1.4.3", "1 field of records changed"),
    "form": (put("papers/one.yml", "id: one", "# A word.\nid: one"), "1.4.2", ""),
    "no figures": (write("waivers.yml", "waivers: []\n"), "1.4.2", ""),
    "the release itself": (put("release.yml", "1.4.2", "1.4.2"), "1.4.2", ""),
}


@pytest.mark.parametrize("kind", RULE)
def test_rule(root: Path, kind: str) -> None:
    """Each kind of change demands its version, and says why."""
    change, version, why = RULE[kind]
    change(root)
    git(root, "add", "-A")
    notes = release_notes(load_sides(root, "data-v1.4.2"))
    told = [f"{item.number} {item.what}" for item in notes.reasons]
    assert (notes.least, told[:1]) == (version, [why] if why else [])


def test_topic_removed(root: Path) -> None:
    """A node of the taxonomy that goes takes its page with it."""
    (root / "catalog/taxonomy.yml").write_text(f"{TAXONOMY}\n      - {{id: extra, title: Extra, definition: More.}}\n")
    git(root, "commit", "-qam", "a topic")
    (root / "catalog/taxonomy.yml").write_text(TAXONOMY)
    notes = release_notes(load_sides(root, "HEAD"))
    assert [(item.bump, item.what) for item in notes.reasons] == [(Bump.MAJOR, "topic removed")]


@pytest.mark.parametrize(
    ("bump", "version"),
    [(Bump.NONE, "1.4.2"), (Bump.PATCH, "1.4.3"), (Bump.MINOR, "1.5.0"), (Bump.MAJOR, "2.0.0")],
)
def test_least_version(bump: Bump, version: str) -> None:
    """A number that rises sets those behind it to 0; a first release may have any version."""
    release = Release.model_validate({"version": "1.4.2", "date": "2026-11-20"})
    assert (least_version(release, bump), least_version(None, bump)) == (version, "")


TEXT = """\
Data 1.5.0 of 2026-12-20, after 1.4.2 of 2026-11-20
A minor release: 1 paper added, 1 number changed.
3 papers, 2 before.

Numbers changed (1)
  one / None-S: top1 78.3 \N{RIGHTWARDS ARROW} 78.9
    in arXiv 2101.95042, Table 1, row 1 (catalog/papers/one.yml:10:38)

New papers (1)
  three: Nthree, 1 variant, 1 reading
    title {title}
    category components/position-encoding
"""


def released(root: Path) -> Path:
    """Puts a changed number, a new paper and the release that they demand into the repository."""
    put("papers/one.yml", "78.3", "78.9")(root)
    write("papers/three.yml", record("three"))(root)
    write("release.yml", 'version: "1.5.0"\ndate: "2026-12-20"\n')(root)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "second")
    git(root, "tag", "data-v1.5.0")
    return root


def test_notes_of_a_release(root: Path) -> None:
    """Numbers before and after with their source, new papers, and the version; for a tag and for the folder alike."""
    released(root)
    code, text, errors = run(root, "data-v1.4.2", "data-v1.5.0")
    title = next(line for line in record("three").splitlines() if line.startswith("title")).split('"')[1]
    place = next(line for line in text.splitlines() if "in arXiv" in line)
    assert (code, errors) == (0, "")
    wanted = TEXT.replace("{title}", title).splitlines()
    wanted[6] = place
    assert text.splitlines() == wanted
    assert place.endswith("Table 1, row 1 (catalog/papers/one.yml:10:38)")
    assert run(root, "data-v1.4.2") == (0, text, "")


def test_two_tags_are_compared_whatever_the_folder_holds(root: Path) -> None:
    """Changes of the folder, committed or not, are none of two older states."""
    told = run(released(root), "data-v1.4.2", "data-v1.5.0", "--format", "json")
    (root / "catalog/papers/one.yml").unlink()
    write("papers/four.yml", "id: [")(root)
    write("release.yml", "version: broken\n")(root)
    assert run(root, "data-v1.4.2", "data-v1.5.0", "--format", "json") == told


def test_json(root: Path) -> None:
    """Programs read releases, demand, reasons, and the whole difference."""
    data = json.loads(run(released(root), "data-v1.4.2", "--format", "json")[1])
    assert {key: value for key, value in data.items() if key not in ("changes", "lvkb")} == {
        "schema_version": 1,
        "release": {"version": "1.5.0", "date": "2026-12-20"},
        "follows": {"version": "1.4.2", "date": "2026-11-20"},
        "demands": "minor",
        "least_version": "1.5.0",
        "fault": None,
        "reasons": [
            {"demands": "minor", "what": "papers added", "number": 1},
            {"demands": "minor", "what": "numbers changed", "number": 1},
        ],
    }
    assert data["changes"]["numbers"]["changed"][0]["new"] == "78.9"


def test_markdown_may_be_published(root: Path) -> None:
    """What records say stands as code: no markup, mention or reference of theirs reaches the page of a release."""
    words = "<img src=x> @everyone #12 [a](https://a.example)"
    write("papers/three.yml", record("three", name=f"'{words}'"))(root)
    code, text, _ = run(released(root), "data-v1.4.2", "--format", "markdown")
    assert code == 0
    assert text.startswith("## Data 1.5.0 of 2026-12-20, after 1.4.2 of 2026-11-20\n\nA minor release: 1 paper added, ")
    assert runpy.run_path(str(HERE / ".ci/tame_comment.py"))["is_tame"](text)


def test_long_notes_keep_to_the_page(root: Path) -> None:
    """However much changed, the notes have room on the page of a release, and say what is left out."""
    notes = release_notes(load_sides(released(root), "data-v1.4.2"))
    long = notes.changes.added[0]._replace(title="@" * 3000)
    text = release_markdown(notes._replace(changes=notes.changes._replace(added=(long,) * 500)))
    assert len(text) <= MOST_CHARACTERS
    assert "- and 440 more; `lvkb release-notes` shows them all" in text


def test_version_too_low(root: Path) -> None:
    """A release whose version the rule does not allow is told, and the command fails."""
    write("papers/three.yml", record("three"))(root)
    write("release.yml", 'version: "1.4.3"\ndate: "2026-12-20"\n')(root)
    git(root, "add", "-A")
    code, text, errors = run(root, "data-v1.4.2")
    assert (code, text.splitlines()[0]) == (1, "Data 1.4.3 of 2026-12-20, after 1.4.2 of 2026-11-20")
    assert errors == ("lvkb: catalog/release.yml says 1.4.3, and these changes demand 1.5.0 at least (minor).\n")


def test_versions_compare_as_numbers(root: Path) -> None:
    """1.10.0 is above 1.9.0; a version may be higher than the rule demands."""
    write("release.yml", 'version: "1.9.0"\ndate: "2026-12-20"\n')(root)
    git(root, "commit", "-qam", "1.9.0")
    put("papers/one.yml", "78.3", "78.9")(root)
    write("release.yml", 'version: "1.10.0"\ndate: "2026-12-21"\n')(root)
    assert run(root, "HEAD")[::2] == (0, "")


def test_broken_record(root: Path) -> None:
    """While a record cannot be read, nobody can say what changed, and no version is right."""
    put("papers/one.yml", "id: one", "id: one\nid: one")(root)
    assert run(root, "data-v1.4.2")[::2] == (
        1,
        (
            "lvkb: catalog/papers/one.yml:2:1 cannot be read, so that nobody can say what changed. "
            "`lvkb check` tells what is wrong.\n"
        ),
    )


def test_date_that_goes_back(root: Path) -> None:
    """A release is no older than the one that it follows."""
    write("release.yml", 'version: "1.5.0"\ndate: "2026-11-19"\n')(root)
    assert run(root, "data-v1.4.2")[::2] == (
        1,
        "lvkb: catalog/release.yml says 2026-11-19, a day before the release that it follows (2026-11-20).\n",
    )


def test_no_release(root: Path) -> None:
    """A state that names no release is told what to write; the first release may follow anything."""
    (root / "catalog/release.yml").unlink()
    git(root, "commit", "-qam", "unreleased")
    code, text, errors = run(root, "data-v1.4.2")
    assert (code, text.splitlines()[0]) == (1, "Unreleased data, after 1.4.2 of 2026-11-20")
    assert errors == ("lvkb: catalog/release.yml is not there. Write `version` and `date` of the release into it.\n")
    write("release.yml", FIRST)(root)
    git(root, "add", "-A")
    assert run(root, "HEAD") == (
        0,
        "Data 1.4.2 of 2026-11-20, with no release before\nNothing changed in the data.\n2 papers, 2 before.\n",
        "",
    )


@pytest.mark.parametrize("states", [("none",), ("data-v1.4.2", "none"), ("data-v1.4.2", "empty")])
def test_states_that_git_does_not_know(root: Path, states: tuple[str, ...]) -> None:
    """What is no state, or holds no record, is said in one line."""
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-rqf", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", "empty")
    git(root, "checkout", "-q", "main")
    code, text, errors = run(root, *states)
    assert (code, text, errors.count("\n")) == (2, "", 1)
    assert errors.startswith("lvkb: release-notes ")


def test_chapters_begin_with_what_is_gone(root: Path) -> None:
    """What readers may have to change stands before what is new."""
    (root / "catalog/papers/two.yml").unlink()
    write("papers/three.yml", record("three"))(root)
    git(root, "add", "-A")
    notes = release_notes(load_sides(root, "data-v1.4.2"))
    assert [item.title for item in chapters(notes.changes)] == ["Papers removed", "New papers"]
