"""A second survey: made by `lvkb init`, given a taxonomy and records of its own, checked and built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from lvkb import check_cache
from lvkb.build import BuildError, build, new_survey
from lvkb.build.committed import render_committed
from lvkb.build.new_survey import FORMS, TEMPLATES
from lvkb.build.own_requirement import requirement_of
from lvkb.catalog import load
from lvkb.cli import app
from lvkb.results import Results
from tests.build.toy import REPOSITORY, files_in
from tests.forge import Forge

OURS = ("Lightweight ViT", "lightweight vision transformer", "2505.03113")
"""What only our own knowledge base says of itself."""

FORGE = {
    "github.token": "token",
    "github.repository": "me/mixers",
    "github.repository_owner": "me",
    "github.event.repository.name": "mixers",
}
"""What expressions of its workflows come to."""

PLAIN = "resolution: 224, pretrain: none, distilled: none, epochs: 300, compute_unit: macs"
TREE = """\
families:
  - id: mixing
    title: Mixing Tokens
    definition: How tokens meet.
    categories:
      - {id: shifts, title: Shifts, definition: Features move by a pixel.}
      - {id: pools, title: Pools, definition: Features are averaged.}
  - id: stems
    title: Stems
    definition: How an image becomes tokens.
    categories:
      - {id: folds, title: Folds, definition: Patches are folded.}
"""


def run(*words: str | Path) -> tuple[int, str]:
    """Runs lvkb, and gives exit code and all that was said."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def record(name: str, category: str, top1: float, **more: str) -> str:
    """Gives a record of the second survey."""
    return f"""\
id: {name}
name: {name.title()}
title: "{name.title()}: {more.get("title", "A Network Nobody Built")}"
authors: [Ada Flint]
published: {{year: 2022}}
categories: [{category}]
doi: 10.5555/{name}
annotation: {{idea: It is invented., cheaper: Nothing is., limits: It does not exist.}}
sources: {{paper: {{url: "https://example.org/{name}", read: "2026-01-02"}}}}
variants:
  - name: {name.title()}-S
    readings:
      - {{source: paper, at: "Table 1, row 1", {PLAIN}, top1: {top1}, params_m: 5.0, compute_g: 1.0}}
added: "2026-01-02"
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A survey as `lvkb init` makes it."""
    folder = tmp_path / "token mixers"
    code, said = run(
        "init", folder, "--name", "A Survey of Token Mixers", "--field", "token mixers", "--repo", "me/mixers"
    )
    assert code == 0, said
    return folder


def test_it_is_checked_and_its_generated_files_are_up_to_date(survey: Path) -> None:
    """Nothing is found in a new survey, not even a hint, and a build has nothing to write but the site."""
    assert run("check", "--strict", "--hints", "--root", survey) == (0, "2 records checked: no findings\n")
    assert run("build", "--check", "--no-html", "--root", survey) == (0, "generated files are up to date\n")
    assert run("build", "--no-html", "--root", survey) == (0, "everything is up to date\n")


def test_what_is_in_it(survey: Path) -> None:
    """All files that are named are there, and nothing else; nothing waits half-written beside them."""
    generated = {"README.md", "catalog/schema/paper.schema.json"}
    forms = {f"{FORMS}/{file.name}" for file in (REPOSITORY / FORMS).iterdir()}
    assert set(files_in(survey)) == {*TEMPLATES, *forms, *generated}


def test_it_says_what_it_takes_for_granted(tmp_path: Path) -> None:
    """The command lists what it wrote, says what lvkb assumes, and what comes next."""
    code, said = run("init", tmp_path / "mixers")
    assert code == 0
    assert said.endswith(
        "\nTaken for granted: backbones that classify images, accuracy on ImageNet, parameters, multiply-adds, "
        "and speed."
        "\nA survey of another task can file its papers here, but not its numbers."
        f"\nNext: cd {tmp_path / 'mixers'}, where lvkb check and lvkb build pass as it is. Put your words into "
        "catalog/about.yml and catalog/taxonomy.yml, write a record, and delete the two examples.\n"
    )
    assert f"wrote {tmp_path / 'mixers'}/Makefile" in said.splitlines()
    assert load(tmp_path / "mixers").about.name == "mixers"


def test_examples_are_plainly_made_up(survey: Path) -> None:
    """Each example says that it is one, and leads to hosts and registers kept free for examples."""
    for file in (survey / "catalog/papers").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "# EXAMPLE: everything in this file is made up" in text
        assert "This record is an example and its numbers are made up." in text
        data = yaml.safe_load(text)
        assert data["doi"].startswith("10.5555/")
        assert {source["url"].split("/")[2] for source in data["sources"].values()} == {"example.org"}


def test_a_second_survey_is_built(survey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a taxonomy of two levels and three records of its own, its name is on every page, and ours on none."""
    monkeypatch.delenv("LVKB_REPO_URL", raising=False)
    for file in (survey / "catalog/papers").iterdir():
        file.unlink()
    (survey / "catalog/taxonomy.yml").write_text(TREE, encoding="utf-8")
    for text in (
        record("shifty", "mixing/shifts", 71.5),
        record("poolish", "mixing/pools", 74.0, title="Averages All the Way"),
        record("folder", "stems/folds", 69.0, title="Paper Planes"),
    ):
        (survey / f"catalog/papers/{text.split()[1]}.yml").write_text(text, encoding="utf-8")
    assert check_cache.check(survey).findings == ()
    build(Results(load(survey)), lambda _: None, search=False)
    site = survey / "build/site"
    pages = {path: data.decode() for path, data in files_in(site).items() if path.endswith(".html")}
    assert {"papers/shifty/index.html", "taxonomy/mixing/pools/index.html"} <= set(pages)
    assert [path for path, text in pages.items() if "A Survey of Token Mixers" not in text] == []
    written = {path: data for path, data in files_in(site).items() if not path.endswith((".png", ".js", ".css"))}
    texts = {**written, **{path: data for path, data in files_in(survey).items() if not path.startswith("build/")}}
    assert [(path, ours) for path, data in texts.items() for ours in OURS if ours.encode() in data] == []
    home = pages["index.html"]
    assert "Mixing Tokens" in home
    assert re.findall(r"lv-family-(\w+)", pages["taxonomy/index.html"])[:1] == ["1"]
    assert "https://github.com/me/mixers/edit/main/catalog/papers/shifty.yml" in pages["papers/shifty/index.html"]
    assert "# A Survey of Token Mixers\n" in (survey / "README.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
@pytest.mark.parametrize("target", ["check", "test", "build"])
def test_make_uses_the_lvkb_that_is_there(survey: Path, target: str, tmp_path: Path) -> None:
    """With lvkb on the path, `make` makes no environment, and every target ends well."""
    tool = tmp_path / "bin/lvkb"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m lvkb "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    env = os.environ | {"PATH": f"{tool.parent}:{os.environ['PATH']}"}
    done = subprocess.run(["make", target], cwd=survey, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (survey / ".venv").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_make_makes_an_environment_where_there_is_none(survey: Path) -> None:
    """Without lvkb on the path, `make check` would install what requirements.txt names, then check."""
    env = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["make", "--dry-run", "check"], cwd=survey, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "python3 -m venv .venv",
        ".venv/bin/python -m pip install --quiet --requirement requirements.txt",
        "touch .venv/bin/lvkb",
        ".venv/bin/lvkb check",
    ]


def test_its_workflows_are_as_safe_as_ours(survey: Path) -> None:
    """Actions are those of our own workflows, by the same commits; nothing is allowed to a workflow as a whole."""
    uses = re.compile(r"uses: (\S+)")
    ours = {name for file in (REPOSITORY / ".github/workflows").iterdir() for name in uses.findall(file.read_text())}
    files = sorted((survey / ".github/workflows").iterdir())
    assert [file.name for file in files] == ["check.yml", "links.yml", "pages.yml"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert set(uses.findall(text)) <= ours
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert {"permissions", "timeout-minutes"} <= set(job)
            for step in job["steps"]:
                script = re.sub(r"\$\{\{.*?\}\}", "value", step.get("run", ""))
                assert subprocess.run(["bash", "-n", "-c", script], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("ends", [0, 1])
def test_its_site_keeps_its_releases(survey: Path, tmp_path: Path, ends: int) -> None:
    """The workflow of the site fetches the archives of all releases, and stops where it cannot learn of them."""
    listed = "gh release list"
    forge = Forge(tmp_path / "forge", FORGE, answers={listed: "data-v1.1.0\ndata-v1.0.0"}, codes={listed: ends})
    forge.work.mkdir()
    for name in ("lvkb", "pip"):
        forge.stand_in(name)
    steps = forge.run(str(survey / ".github/workflows/pages.yml"), "build")
    assert [(step.name, step.code) for step in steps] == [("Install", 0), ("Releases of the data", ends), ("Build", 0)]
    options = "--pattern *-data-*.zip --dir build/releases --clobber"
    tags = ("data-v1.1.0", "data-v1.0.0") if ends == 0 else ()
    assert [call for call in forge.calls if "download" in call] == [
        f"gh release download {tag} {options}" for tag in tags
    ]
    assert forge.calls[-1] == "lvkb build --releases build/releases"


def test_zizmor_finds_nothing(survey: Path) -> None:
    """What lints our own workflows finds nothing in those of a new survey."""
    tool = Path(sys.executable).parent / "zizmor"
    if not tool.exists():
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [tool, "--offline", "--quiet", survey / ".github"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


# What is refused.


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["notes.txt"], "notes.txt"),
        ([".git", "README.md"], "README.md"),
        (list("abcdefg"), "a, b, c, d, e and 2 more"),
        (["x\u202ey"], r"x\u202ey"),
    ],
)
def test_a_folder_with_something_in_it(tmp_path: Path, names: list[str], told: str) -> None:
    """What is in the way is named, and nothing is written."""
    for name in names:
        (tmp_path / name).write_text("mine")
    before = files_in(tmp_path)
    told = f"lvkb: {tmp_path} is not empty: {told}. Name a folder that is empty or not there yet.\n"
    assert run("init", tmp_path) == (2, told)
    assert files_in(tmp_path) == before


def test_a_folder_of_git(tmp_path: Path) -> None:
    """A repository without a file yet is a fine place."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    assert run("init", tmp_path)[0] == 0
    assert (tmp_path / ".git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert (tmp_path / "catalog/about.yml").is_file()


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    """A file is not overwritten."""
    file = tmp_path / "f"
    file.write_text("mine")
    assert run("init", file) == (2, f"lvkb: {file} is a file. Name a folder that is empty or not there yet.\n")
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--name", "a\nb"], 'name: "a\\nb" must be one line without space at its ends. Correct the value.'),
        (["--name", " "], 'name: " " must be one line without space at its ends. Correct the value.'),
        (["--name", "x" * 501], f'name: "{"x" * 77}..." is longer than 500 characters. Correct the value.'),
        (["--field", "a\u202eb"], None),
        (["--name", "a\x1b[31mb"], None),
        (["--repo", "https://x.example/a b"], None),
        (["--repo", "https://x.example/?q=<script>"], None),
        (
            ["--repo", "javascript:alert(1)"],
            '--repo takes owner/name of GitHub or an https address; "javascript:alert(1)" is neither.',
        ),
        (["--repo", "../.."], '--repo takes owner/name of GitHub or an https address; "../.." is neither.'),
        (
            ["--name", "<b>Mixers</b>"],
            'name: The text holds "<b>". Write plain text; Markdown\'s emphasis and code are fine in annotations.',
        ),
        (["--lvkb", "lvkb\n--index-url=x"], "--lvkb takes one line as pip reads it."),
    ],
    ids=[
        "two lines",
        "blank",
        "long",
        "direction",
        "escape",
        "space",
        "query",
        "script",
        "path",
        "HTML",
        "two requirements",
    ],
)
def test_names_that_cannot_be_used(tmp_path: Path, words: list[str], told: str | None) -> None:
    """A name or address that no knowledge base may have is refused before anything is written."""
    code, said = run("init", tmp_path / "new", *words)
    assert code == 2, said
    assert told is None or said == f"lvkb: {told}\n"
    assert all(line.isprintable() for line in said.splitlines())
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name",
    ['"quoted": {a: [b]} # c', "{{ 7 * 7 }} {% raw %}", "& `x` | y < z", "yes", "2021", "!!python/name:os.system"],
)
def test_odd_names_stay_as_they_are(tmp_path: Path, name: str) -> None:
    """A name that means something to YAML, templates or HTML is a name like any other."""
    assert run("init", tmp_path / "new", "--name", name, "--field", name)[0] == 0
    assert (load(tmp_path / "new").about.name, load(tmp_path / "new").about.field) == (name, name)
    assert check_cache.check(tmp_path / "new").findings == ()


@pytest.mark.parametrize("fails", ["write_files", "render_committed", "_move_new"])
def test_nothing_is_left_half_written(tmp_path: Path, fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever step the disk refuses, the folder is as it was, and folders made for it are gone."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_survey, fails, refuse)
    folder = tmp_path / "a/b"
    assert run("init", folder) == (2, f"lvkb: {folder} cannot be written: No space left on device. It is as it was.\n")
    assert list(tmp_path.iterdir()) == []


def test_what_comes_into_the_folder_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears while the survey is made is not overwritten, and nothing of the survey is left."""

    def slow(results: Results) -> dict[str, str]:
        (tmp_path / "README.md").write_text("mine")
        return render_committed(results)

    monkeypatch.setattr(new_survey, "render_committed", slow)
    code, said = run("init", tmp_path)
    assert (code, said) == (
        2,
        f"lvkb: {tmp_path} cannot be written: something has come into it meanwhile. It is as it was.\n",
    )
    assert files_in(tmp_path) == {"README.md": b"mine"}


def test_a_broken_build_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that fails is told as any other failure, and leaves nothing."""

    def refuse(_: object) -> dict[str, str]:
        raise BuildError("a.j2:1: broken")

    monkeypatch.setattr(new_survey, "render_committed", refuse)
    folder = tmp_path / "new"
    assert run("init", folder) == (2, f"lvkb: {folder} cannot be written: a.j2:1: broken. It is as it was.\n")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (None, "lvkb[site,links]==0.1.0"),
        ("{}", "lvkb[site,links]==0.1.0"),
        ("[1", "lvkb[site,links]==0.1.0"),
        ("[]", "lvkb[site,links]==0.1.0"),
        ('{"url": "file:///home/me/lvkb", "dir_info": {"editable": true}}', "lvkb[site,links]==0.1.0"),
        ('{"url": "https://x.example/a b"}', "lvkb[site,links]==0.1.0"),
        (
            '{"url": "https://x.example/lvkb-1.whl", "archive_info": {}}',
            "lvkb[site,links] @ https://x.example/lvkb-1.whl",
        ),
        (
            '{"url": "https://x.example/lvkb", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "lvkb[site,links] @ git+https://x.example/lvkb@abc",
        ),
    ],
    ids=["nothing", "empty", "broken", "list", "folder", "space", "archive", "commit"],
)
def test_what_a_survey_asks_pip_for(told: str | None, wanted: str) -> None:
    """What made a survey is what it is built with, where that can be had by others."""
    assert requirement_of(told) == wanted
