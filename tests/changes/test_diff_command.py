"""`lvkb diff` on small repositories."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lvkb.cli import app
from tests.conftest import MakeRoot
from tests.git_steps import committed, git
from tests.samples import READING, record, with_reading

PLAIN = "resolution: 224, pretrain: none, distilled: none"
Change = Callable[[str, str], None]


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A repository with two records, of which one is ranked."""
    ranked = '{source: paper, at: "Table 1, row 1", top1: 78.3, params_m: 5.6, compute_g: 1.0, compute_unit: macs, '
    files = {"papers/one.yml": with_reading("one", f"{ranked}{PLAIN}}}"), "papers/two.yml": record("two")}
    return committed(make_root({key: text.encode() for key, text in files.items()}))


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Runs `lvkb diff` without pages; gives exit code, output and errors."""
    result = CliRunner().invoke(app, ["diff", "--root", str(root), "--no-pages", *arguments])
    return result.exit_code, result.stdout, result.stderr


def data(root: Path, *arguments: str) -> Any:
    """Gives the JSON report since `main`."""
    return json.loads(run(root, "main", "--format", "json", *arguments)[1])


def change(root: Path, name: str, old: str, new: str) -> None:
    """Puts a text in place of another one in a record."""
    file = root / f"catalog/papers/{name}.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_nothing_changed(root: Path, form: str) -> None:
    """Two equal states are told so in one line, and in JSON by `changed`."""
    code, text, errors = run(root, "main", "--format", form)
    assert (code, errors) == (0, "")
    wanted = {"text": "Nothing changed since main.\n", "markdown": "Nothing changed since <code>main</code>.\n"}
    assert text == wanted[form] if form in wanted else json.loads(text)["changed"] is False


def test_a_changed_number(root: Path) -> None:
    """A number is told before and after with its place, beside what it is to be held against."""
    change(root, "one", "top1: 78.3", "top1: 78.9")
    document = data(root)["numbers"]["changed"][0]["after"]["document"]
    commit = git(root, "rev-parse", "HEAD")[:12]
    assert run(root, "main") == (0, CHANGED_NUMBER.format(commit=commit, document=document), "")


CHANGED_NUMBER = """\
1 number changed.
Since main ({commit}): 2 records before, 2 now.

Numbers changed (1)
  one / None-S: top1 78.3 \N{RIGHTWARDS ARROW} 78.9
    in {document}, Table 1, row 1 (catalog/papers/one.yml:10:38)

New and changed results beside others: imagenet-1k / no distillation / 224 (1 model in 1 band)
           model       top-1 %      params M  GMACs  band  front
  changed  one/None-S  78.3 \N{RIGHTWARDS ARROW} 78.9  5.6       1.0    1     yes

Pages of the site were not compared; --pages does that.
"""


def test_digits_are_part_of_a_number(root: Path) -> None:
    """78.30 in place of 78.3 is a change."""
    change(root, "one", "78.3", "78.30")
    assert [(item["old"], item["new"]) for item in data(root)["numbers"]["changed"]] == [("78.3", "78.30")]


def test_both_sources_of_a_number_that_moved(root: Path) -> None:
    """Where document and number differ, the reading that is gone is loud, and the figure shown has both places."""
    change(root, "one", "sources: {paper: {", "sources: {site: {url: 'https://a.example/t'}, paper: {")
    change(root, "one", '{source: paper, at: "Table 1, row 1", top1: 78.3', '{source: site, at: "row 2", top1: 79.5')
    code, text, _ = run(root, "main")
    assert code == 1
    assert "READINGS THAT VANISH (1)\n  one / None-S: top1 78.3, params_m 5.6, compute_g 1.0\n    in arXiv" in text
    assert "Readings added (1)\n  one / None-S: top1 79.5, params_m 5.6, compute_g 1.0\n    in https://a.exa" in text


def test_shown_figures_that_come_from_elsewhere(root: Path) -> None:
    """A new reading that goes before an old one changes the figure that pages show, told with both places."""
    change(root, "two", "sources: {paper: {", "sources: {site: {url: 'https://a.example/t'}, paper: {")
    quoted = READING.replace("}", ", kind: quoted}")
    change(root, "two", READING, quoted)
    git(root, "commit", "-q", "-a", "-m", "quoted")
    change(root, "two", quoted, f'{quoted}, {{source: site, at: "row 2", resolution: 224, top1: 79}}')
    told = json.loads(run(root, "HEAD", "--format", "json")[1])["numbers"]["shown"]
    sides = ("old", "new")
    places = [(item["metric"], *((item[side]["value"], item[side]["place"]["at"]) for side in sides)) for item in told]
    assert places == [("top1", ("78.3", "Table 1, row 1"), ("79", "row 2"))]


def test_papers_come_and_go(root: Path) -> None:
    """A removed paper is loud and comes first, with its readings; a new one is told with its content."""
    (root / "catalog/papers/two.yml").unlink()
    (root / "catalog/papers/three.yml").write_text(record("three"), encoding="utf-8")
    code, text, _ = run(root, "main")
    assert code == 1
    assert text.splitlines()[0] == "1 paper gone with 1 reading, 1 paper added."
    assert "\nPAPERS REMOVED (1)\n  two: Ntwo, 1 variant, 1 reading\n" in text
    assert "\nPapers added (1)\n  three: Nthree, 1 variant, 1 reading\n" in text
    found = data(root)
    assert [item["id"] for item in found["papers"]["removed"]] == ["two"]
    assert [item["paper"] for item in found["readings"]["vanished"]] == ["two"]


def test_another_id_is_the_same_paper(root: Path) -> None:
    """A record under another id is renamed, and nothing of it vanishes."""
    text = (root / "catalog/papers/two.yml").read_text(encoding="utf-8")
    (root / "catalog/papers/two.yml").unlink()
    (root / "catalog/papers/zwei.yml").write_text(text.replace("id: two", "id: zwei"), encoding="utf-8")
    found = data(root)
    assert found["papers"] == {"removed": [], "renamed": [{"old": "two", "new": "zwei"}], "added": []}
    assert found["readings"] == {"vanished": [], "added": []}


def test_another_name_is_the_same_model(root: Path) -> None:
    """A variant under another name neither leaves a front nor enters one, and its result is no new one."""
    change(root, "one", "name: None-S", "name: None S")
    found = data(root)
    assert [(item["kind"], item["old"], item["new"]) for item in found["fields"]] == [("variants", "None-S", "None S")]
    assert (found["moves"], found["beside"], found["readings"]) == ([], [], {"vanished": [], "added": []})


def test_a_number_that_goes_from_a_reading_is_loud(root: Path) -> None:
    """A reading that tells less than before is a loss, and the run says so."""
    change(root, "one", "params_m: 5.6, ", "")
    code, text, _ = run(root, "main")
    assert code == 1
    assert "NUMBERS THAT VANISH FROM READINGS (1)\n  one / None-S: params_m 5.6 \N{RIGHTWARDS ARROW} nothing\n" in text


def test_setups_conditions_and_identity(root: Path) -> None:
    """Setups, conditions, names and relations are told as what they are."""
    change(root, "one", "pretrain: none", "pretrain: imagenet-21k")
    change(root, "two", "name: Ntwo\n", "name: Other\nrelations: {builds-on: [one]}\n")
    found = data(root)
    assert [(item["old"], item["new"]) for item in found["setups"]] == [
        ("imagenet-1k / no distillation / 224", "imagenet-21k / no distillation / 224")
    ]
    assert [(item["kind"], item["paper"], item["field"], item["old"], item["new"]) for item in found["fields"]] == [
        ("conditions", "one", "pretrain", "none", "imagenet-21k"),
        ("identity", "two", "name", "Ntwo", "Other"),
        ("relations", "two", "builds-on", "", "one"),
    ]
    assert {(item["board"], item["move"]) for item in found["moves"] if "21k" in item["setup"]} == {
        ("front by GMACs", "enters"),
        ("front by parameters", "enters"),
        ("first band", "enters"),
    }


def test_form_alone(root: Path) -> None:
    """A file that says the same in another form is told as that."""
    change(root, "one", "id: one\n", "# a word\nid: one\n")
    code, text, _ = run(root, "main")
    assert (code, text.splitlines()[0]) == (0, "1 record rewritten in form alone.")


def test_another_order_is_a_change_of_form(root: Path) -> None:
    """A record whose variants stand in another order is not passed over as if its file were the same."""
    rows = [f'{{name: {name}, readings: [{{source: paper, at: "{name}", top1: 80}}]}}' for name in ("A-S", "A-L")]
    file = root / "catalog/papers/one.yml"
    file.write_text(record("one", variants=f"[{', '.join(rows)}]"), encoding="utf-8")
    git(root, "commit", "-qam", "two variants")
    file.write_text(record("one", variants=f"[{', '.join(reversed(rows))}]"), encoding="utf-8")
    assert (data(root)["rewritten"], data(root)["changed"]) == (["one"], True)


def test_a_record_that_cannot_be_read_is_not_gone(root: Path) -> None:
    """A broken record is loud, with its place, and none of its readings counts as gone."""
    change(root, "one", "id: one\n", "id: one\nid: one\n")
    code, text, _ = run(root, "main")
    assert code == 1
    assert text.splitlines()[0] == "1 file that cannot be read."
    assert "FILES THAT CANNOT BE READ (1)\n  catalog/papers/one.yml:2:1: cannot be compared: not readable now\n" in text
    assert data(root)["readings"]["vanished"] == []


def test_a_taxonomy_that_cannot_be_read_loses_no_node(root: Path) -> None:
    """A broken file beside the records is loud, and what it held is not said to be gone."""
    (root / "catalog/taxonomy.yml").write_text("families: [", encoding="utf-8")
    code, text, _ = run(root, "main", "--pages")
    assert (code, text.splitlines()[0]) == (1, "1 file that cannot be read.")
    assert "Pages of the site were not compared; mend the files that cannot be read first." in text
    assert data(root)["taxonomy"] == []


def test_the_taxonomy(root: Path) -> None:
    """Nodes that came, went and were renamed are told by their paths."""
    file = root / "catalog/taxonomy.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("id: position-encoding", "id: positions"), encoding="utf-8")
    nodes = {(item["path"], item["field"], bool(item["old"]), bool(item["new"])) for item in data(root)["taxonomy"]}
    assert nodes == {
        ("components/positions", "", False, True),
        ("components/position-encoding", "", True, False),
    }


def test_links_in_the_past_are_not_followed(root: Path) -> None:
    """A record that was a link is not readable, whatever it leads to now."""
    file = root / "catalog/papers/one.yml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    file.symlink_to("/etc/passwd")
    git(root, "commit", "-q", "-a", "-m", "link")
    file.unlink()
    file.write_text(text, encoding="utf-8")
    (told,) = data(root)["unreadable"]
    assert (told["path"], told["side"], told["code"]) == ("catalog/papers/one.yml", "old", "LV008")


@pytest.mark.parametrize("ref", ["nowhere", "--output=stolen", "", "main:catalog", "a\nb", "x" * 501, "-rf"])
def test_hostile_states(root: Path, ref: str) -> None:
    """What is no commit is refused in one line; what looks like an option is none, and nothing is written."""
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*") if ".git" not in file.parts}
    code, text, errors = run(root, "--", ref)
    assert (code, text) == (2, "")
    assert errors.startswith("lvkb: diff ")
    assert errors.count("\n") == 1
    assert before == {file: file.stat().st_mtime_ns for file in root.rglob("*") if ".git" not in file.parts}


def test_what_git_does_not_know(root: Path) -> None:
    """An unknown name is told with what helps; two histories without a common commit too."""
    unknown = "lvkb: diff nowhere: git knows no such branch, tag or commit here; `git fetch` brings what others have.\n"
    assert run(root, "nowhere") == (2, "", unknown)
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-q", "-m", "other")
    alien = "lvkb: diff main: it has no commit in common with this branch.\n"
    assert run(root, "main", "--merge-base") == (2, "", alien)


def test_no_knowledge_base_there(root: Path) -> None:
    """A commit without records is refused."""
    git(root, "checkout", "-q", "--orphan", "bare")
    git(root, "rm", "-q", "-r", "--cached", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", "empty")
    code, _, errors = run(root, "bare")
    assert code == 2
    assert "there is no record in catalog/papers at" in errors


def test_a_branch_that_moved_on(root: Path) -> None:
    """What came to the other branch is told as missing here, with a word on it; --merge-base leaves it out."""
    git(root, "checkout", "-q", "-b", "mine")
    git(root, "checkout", "-q", "main")
    (root / "catalog/papers/three.yml").write_text(record("three"), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "theirs")
    git(root, "checkout", "-q", "mine")
    code, text, errors = run(root, "main")
    assert (code, text.splitlines()[0]) == (1, "1 paper gone with 1 reading.")
    assert errors == "lvkb: main has moved on since this branch left it; --merge-base leaves out what changed there.\n"
    assert run(root, "main", "--merge-base") == (0, "Nothing changed since main.\n", "")


def test_hostile_words_are_no_markup(root: Path) -> None:
    """In Markdown, nothing that a record says is markup, a mention, a reference or a command."""
    hostile = "<img src=x onerror=alert(1)> @everyone #12 ::set-output name=a:: [x](http://a.example) | `"
    change(root, "one", "name: None\n", f"name: {json.dumps(hostile)}\n")
    change(root, "one", "pretrain: none", f"pretrain: {json.dumps(hostile)}")
    _, text, _ = run(root, "main", "--format", "markdown")
    bare = "".join(part.partition("</code>")[2] for part in text.split("<code>"))
    for sign in ("<img", "@", "#12", "::", "](", "onerror"):
        assert sign not in bare.replace("## What", "").replace("### ", "")
    assert "<img" not in text
    assert "&#64;everyone" in text


def test_a_long_report_fits_into_a_comment(root: Path) -> None:
    """A comment has at most 60,000 characters, with every fold closed, and says what is left out."""
    row = '{{source: paper, at: "{0}", resolution: 224, top1: 7{0}.1, note: "{1}"}}'
    readings = ", ".join(row.format(number % 10, f"{number} {'x' * 300}") for number in range(300))
    (root / "catalog/papers/big.yml").write_text(
        record("big", variants=f"[{{name: Nbig-S, readings: [{readings}]}}]"), encoding="utf-8"
    )
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "big")
    change(root, "big", "xxx", "yyy")
    _, text, _ = run(root, "HEAD", "--format", "markdown")
    assert len(text) <= 60_000
    assert text.count("<details>") == text.count("</details>")
    assert "`lvkb diff` shows" in text


def test_pages_and_readme(root: Path) -> None:
    """With --pages the pages that differ are told, and what README.md has to become."""
    (root / "README.md").write_text("old", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "readme")
    change(root, "two", "name: Ntwo", "name: Other")
    for _ in range(2):  # the pages of the commit are remembered
        found = data(root, "--pages")
        assert found["pages"]["added"] == found["pages"]["removed"] == []
        assert {"papers/index.md", "papers/two.md"} <= set(found["pages"]["changed"])
        assert "glossary.md" not in found["pages"]["changed"]
        assert (found["readme"]["before"], found["readme"]["after"]) == (3, 3)
        assert found["readme"]["rendered"] > 100


def test_counts_change_every_verdict(root: Path) -> None:
    """Where the counted figures differ, all records are held against each other, and none is said to have changed."""
    file = root / "catalog/measured/counts.json"
    file.parent.mkdir()
    file.write_text('{"schema_version": 1}', encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "counts")
    file.write_text('{"schema_version": 2}', encoding="utf-8")
    found = data(root)
    assert found["files"] == ["catalog/measured/counts.json"]
    assert (found["rewritten"], found["moves"], found["papers"]["added"]) == ([], [], [])
