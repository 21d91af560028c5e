"""`lvkb build --check` and `lvkb build --no-html`: generated files of the repository, compared and renewed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.build import BuildError, build, check_committed, committed, difference
from lvkb.build.committed import README_BYTES, TOO_LONG
from lvkb.catalog import load
from lvkb.cli import app
from lvkb.render import committed_files
from lvkb.render.doc_blocks import BLOCKS
from lvkb.results import Results
from tests.build.toy import copy_toy, files_in

SCHEMA = "catalog/schema/paper.schema.json"


def run(root: Path, *arguments: str) -> Result:
    """Runs `lvkb build` without the site, in this process."""
    return CliRunner().invoke(app, ["build", "--no-html", "--root", str(root), *arguments])


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the toy knowledge base as the repository of lvkb itself has them: with pages of findings."""
    root = copy_toy(tmp_path_factory.mktemp("fresh") / "kb")
    example = root / "tests/examples/bad/LV120-two-ids"
    example.mkdir(parents=True)
    (example / "expected.txt").write_text("catalog/papers/two.yml:3:1: LV120 name: It is there. Why. Fix.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_CACHE", str(root.parent / "cache"))
        build(Results(load(root)), lambda _: None, html=False)
    return files_in(root)


@pytest.fixture
def root(tmp_path: Path, fresh: dict[str, bytes]) -> Path:
    """That knowledge base in a folder of its own, with everything up to date."""
    for path, data in fresh.items():
        (tmp_path / "kb" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kb" / path).write_bytes(data)
    return tmp_path / "kb"


def stale(place: str, what: str, fix: str = "Run `lvkb build` and commit the result.") -> str:
    """Gives a finding LV901 as a line of the report."""
    return f"{place}: LV901 {what} Readers of the repository would see old or hand-made content. {fix}"


def differs(place: str, has: str, should: str) -> str:
    """Gives the finding on a file whose first change is from one text to another."""
    return stale(place, f"The file is out of date: it has {has!r} where the records give {should!r}.")


def told(root: Path) -> list[str]:
    """Gives the findings of `lvkb build --check`, which exits with 1 and writes nothing."""
    before = files_in(root)
    result = run(root, "--check")
    assert result.exit_code == 1
    assert files_in(root) == before
    return [line for line in result.stdout.splitlines() if ": LV9" in line]


def test_up_to_date(root: Path) -> None:
    """Files that are what the records give pass the check, and a build replaces none."""
    before = files_in(root)
    result = run(root, "--check")
    assert (result.exit_code, result.stdout) == (0, "generated files are up to date\n")
    result = run(root)
    assert (result.exit_code, result.stdout) == (0, "everything is up to date\n")
    assert files_in(root) == before
    assert difference(Results(load(root))) == ""


def test_changed_readme(root: Path) -> None:
    """A changed line of the README is told at its first other letter, with what stands there and what should."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    number = readme.splitlines().index("# Toy Knowledge Base") + 1
    (root / "README.md").write_text(readme.replace("# Toy Know", "# Tiny Know", 1), encoding="utf-8")
    assert told(root) == [differs(f"README.md:{number}:4", "# Tiny Knowledge Base", "# Toy Knowledge Base")]


def test_change_far_to_the_right(root: Path) -> None:
    """Of an overlong line 80 characters are shown, from 40 before the change on."""
    page = root / "docs/findings/LV902.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# LV902", f"# {'x' * 100}y{'z' * 100}"), encoding="utf-8")
    assert told(root) == [differs("docs/findings/LV902.md:1:3", f"# {'x' * 78}", "# LV902")]
    long, wanted = f"{'x' * 100}y{'z' * 100}", f"{'x' * 100}{'z' * 100}"
    assert committed._first_change(f"a\n{long}", f"a\n{wanted}") == (
        2,
        101,
        f"it has '{'x' * 40}y{'z' * 39}' where the records give '{'x' * 40}{'z' * 40}'",
    )


def test_line_taken_away(root: Path) -> None:
    """A line that is missing is told where it belongs, with the one that stands there."""
    page = root / "docs/findings/LV902.md"
    lines = page.read_text(encoding="utf-8").splitlines(True)
    page.write_text("".join(lines[:6] + lines[7:]), encoding="utf-8")
    assert told(root) == [differs("docs/findings/LV902.md:7:3", f"- Why: {TOO_LONG.why}"[:80], "- Level: error")]


LINE_ENDS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "other line ends": (
        lambda text: text.replace("\n", "\r\n"),
        "1:8",
        r"'# LV902\r' where the records give '# LV902'",
    ),
    "no last line break": (lambda text: text.removesuffix("\n"), "10:1", "no more lines where the records give ''"),
    "a line break more": (lambda text: f"{text}\n", "11:1", "'' where the records give no more lines"),
}


@pytest.mark.parametrize(("change", "place", "what"), LINE_ENDS.values(), ids=LINE_ENDS)
def test_line_ends(root: Path, change: Callable[[str], str], place: str, what: str) -> None:
    """Line ends of another system, or a last line that ends otherwise, make a file differ."""
    page = root / "docs/findings/LV902.md"
    page.write_bytes(change(page.read_text(encoding="utf-8")).encode())
    assert told(root) == [stale(f"docs/findings/LV902.md:{place}", f"The file is out of date: it has {what}.")]


def test_changed_schema(root: Path) -> None:
    """A schema changed by hand is told at its line."""
    text = (root / SCHEMA).read_text(encoding="utf-8")
    number = text[: text.index('"additionalProperties": false')].count("\n") + 1
    (root / SCHEMA).write_text(text.replace('"additionalProperties": false', '"additionalProperties": true', 1))
    indent = " " * text.splitlines()[number - 1].index('"')
    assert told(root) == [
        differs(
            f"{SCHEMA}:{number}:{len(indent) + 25}",
            f'{indent}"additionalProperties": true,',
            f'{indent}"additionalProperties": false,',
        )
    ]


def test_changed_page_of_a_finding(root: Path) -> None:
    """A page of a finding that was changed by hand is told at its line."""
    page = root / "docs/findings/LV902.md"
    page.write_text(page.read_text(encoding="utf-8").replace("- Level: error", "- Level: hint"), encoding="utf-8")
    assert told(root) == [differs("docs/findings/LV902.md:7:10", "- Level: hint", "- Level: error")]


@pytest.mark.parametrize("path", ["README.md", SCHEMA, "docs/findings/LV901.md", "docs/findings/README.md"])
def test_missing_file(root: Path, path: str) -> None:
    """A generated file that is not there is told as missing; a build brings it back."""
    data = (root / path).read_bytes()
    (root / path).unlink()
    assert told(root) == [stale(f"{path}:1:1", "The file is missing or unreadable.")]
    assert run(root).stdout == f"wrote {path}\n"
    assert (root / path).read_bytes() == data


def test_unreadable_file(root: Path) -> None:
    """A generated file that is no text is told as unreadable."""
    (root / "README.md").write_bytes(b"\xff\xfe")
    assert told(root) == [stale("README.md:1:1", "The file is missing or unreadable.")]


def test_left_over_page(root: Path) -> None:
    """A page of a finding that no rule has is told, and a build deletes it; other files there are left alone."""
    (root / "docs/findings/LV999.md").write_text("# LV999\n")
    (root / "docs/findings/notes.txt").write_text("mine\n")
    assert told(root) == [
        stale("docs/findings/LV999.md:1:1", "No rule has this page any more.", "Delete the file; `lvkb build` does.")
    ]
    assert run(root).exit_code == 0
    assert not (root / "docs/findings/LV999.md").exists()
    assert (root / "docs/findings/notes.txt").exists()
    assert run(root, "--check").exit_code == 0


def test_left_over_citation(root: Path) -> None:
    """Without a release, a build deletes the citation that it made of one; it is told before."""
    (root / "catalog/release.yml").write_text('version: "1.0.0"\ndate: "2026-11-20"\n', encoding="utf-8")
    assert run(root).stdout == "wrote README.md\nwrote CITATION.cff\nwrote .zenodo.json\n"
    (root / "catalog/release.yml").unlink()
    why = "It cites a release, and there is no catalog/release.yml any more."
    fix = "Delete the file; `lvkb build` does."
    assert told(root)[:2] == [stale("CITATION.cff:1:1", why, fix), stale(".zenodo.json:1:1", why, fix)]
    done = run(root)
    assert (done.stdout, done.stderr) == (
        "wrote README.md\n",
        "Deleting CITATION.cff ...\nDeleting .zenodo.json ...\n",
    )
    assert not any((root / name).exists() for name in ("CITATION.cff", ".zenodo.json"))
    assert run(root, "--check").exit_code == 0


def test_citation_by_hand(root: Path) -> None:
    """A citation that somebody wrote stays, whatever is released."""
    for name in ("CITATION.cff", ".zenodo.json"):
        (root / name).write_text('{"cff-version": "1.2.0"}\n', encoding="utf-8")
    assert run(root, "--check").exit_code == 0
    assert run(root).stdout == "everything is up to date\n"
    assert all((root / name).exists() for name in ("CITATION.cff", ".zenodo.json"))


@pytest.mark.parametrize("folder", ["docs", "site/pages"])
def test_facts_in_documents(root: Path, folder: str) -> None:
    """Old facts of the code in a hand-written document are told at their line, and a build renews them alone."""
    document = root / folder / "glossary.md"
    document.parent.mkdir(parents=True, exist_ok=True)
    text = "# Words\n\n<!-- facts: light -->\n{}\n<!-- /facts -->\n\nHand-written.\n"
    light = BLOCKS["light"]()
    document.write_text(text.format("At most 3 models."), encoding="utf-8")
    assert told(root) == [differs(f"{folder}/glossary.md:4:10", "At most 3 models.", light[:80])]
    assert run(root).stdout == f"wrote {folder}/glossary.md\n"
    assert document.read_text(encoding="utf-8") == text.format(light)


def test_broken_facts_in_a_document(root: Path) -> None:
    """Marks of facts that do not come in pairs are told with their document, and nothing is written."""
    (root / "docs/glossary.md").write_text("<!-- facts: light -->\n", encoding="utf-8")
    before = files_in(root)
    result = run(root)
    assert result.exit_code == 1
    assert result.stderr.startswith("lvkb: docs/glossary.md: each `<!-- facts: name -->` needs its `<!-- /facts -->`")
    assert files_in(root) == before


def test_pages_of_findings_are_for_lvkb_alone(toy_root: Path) -> None:
    """A knowledge base without the bad examples of lvkb gets no pages of findings, and keeps files it has there."""
    page = toy_root / "docs/findings/LV999.md"
    page.parent.mkdir(parents=True)
    page.write_text("mine\n")
    assert run(toy_root).stdout == f"wrote README.md\nwrote {SCHEMA}\n"
    assert files_in(toy_root / "docs") == {"findings/LV999.md": b"mine\n"}
    assert run(toy_root, "--check").exit_code == 0


def test_several_findings_and_the_difference(root: Path) -> None:
    """Each file has its finding, left-over ones first; behind them stands the whole difference, ready for `patch`."""
    (root / "docs/findings/LV999.md").write_text("# LV999\n")
    for name in ("LV901", "LV902"):
        page = root / f"docs/findings/{name}.md"
        page.write_text(page.read_text(encoding="utf-8").replace("- Level: error", "- Level: hint"), encoding="utf-8")
    assert [line.partition(":")[0] for line in told(root)] == [
        "docs/findings/LV999.md",
        "docs/findings/LV901.md",
        "docs/findings/LV902.md",
    ]
    assert difference(Results(load(root))) == "".join(
        f"--- docs/findings/{name}.md\n+++ docs/findings/{name}.md (rendered)\n@@ -4,6 +4,6 @@\n"
        f" \n **{rule.title}**\n \n-- Level: hint\n+- Level: error\n - Why: {rule.why}\n - Fix: {rule.fix}\n"
        for name, rule in (("LV901", committed.STALE), ("LV902", TOO_LONG))
    )
    assert run(root, "--check").stdout.endswith(difference(Results(load(root))))


def test_difference_of_a_missing_file_and_a_last_line(root: Path) -> None:
    """A missing file shows as all new, a line that does not end says so, as in any diff."""
    (root / "docs/findings/LV902.md").write_bytes((root / "docs/findings/LV902.md").read_bytes().removesuffix(b"\n"))
    last = f"- Fix: {TOO_LONG.fix}"
    assert difference(Results(load(root))).endswith(f"-{last}\n\\ No newline at end of file\n+{last}\n")
    (root / "docs/findings/LV902.md").unlink()
    assert "\n+# LV902\n" in difference(Results(load(root)))


@pytest.mark.parametrize(("size", "codes"), [(README_BYTES, []), (README_BYTES + 1, ["LV902"])])
def test_length_of_the_readme(root: Path, size: int, codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A README of 400,000 bytes passes; one byte more, and it is neither passed nor written."""
    text = "é" + "x" * (size - 2)  # two bytes are one character here
    monkeypatch.setattr(committed_files, "readme", lambda renderer: text)
    (root / "README.md").write_text(text, encoding="utf-8")
    findings = list(check_committed(Results(load(root))))
    assert [finding.code for finding in findings] == codes
    (root / "README.md").write_text("old", encoding="utf-8")
    if codes:
        told = "README.md:1:1: LV902 The file has 400,001 bytes. " + TOO_LONG.why + " " + TOO_LONG.fix
        assert [str(finding) for finding in findings] == [told]
        with pytest.raises(BuildError, match="^" + told.replace(".", r"\.").replace("(", r"\(")):
            build(Results(load(root)), lambda _: None, html=False)
    else:
        assert build(Results(load(root)), lambda _: None, html=False) == ("README.md",)
    assert (root / "README.md").read_text(encoding="utf-8") == ("old" if codes else text)


def test_broken_template_replaces_nothing(root: Path) -> None:
    """A knowledge base whose own README template is broken keeps its README, and is told file and line."""
    (root / "templates").mkdir()
    (root / "templates/README.md.j2").write_text("# Mine\n{{ papers }}\n")
    before = files_in(root)
    for arguments in ([], ["--check"]):
        result = run(root, *arguments)
        place = root / "templates/README.md.j2"
        assert (result.exit_code, result.stderr) == (
            1,
            f"lvkb: {place}:2: 'papers' is undefined\nNothing was replaced.\n",
        )
    assert files_in(root) == before


def test_broken_record_replaces_nothing(root: Path) -> None:
    """A knowledge base with an error is not built: the record would drop out of everything."""
    (root / "catalog/papers/toy-gap.yml").write_text("id: [\n")
    before = files_in(root)
    result = run(root)
    assert result.exit_code == 1
    assert result.stdout.startswith("catalog/papers/toy-gap.yml:1:6: LV004 ")
    assert result.stderr == "lvkb: nothing was built; mend these errors first.\n"
    assert files_in(root) == before
