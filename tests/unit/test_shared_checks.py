"""What other knowledge bases take from here: the hooks of pre-commit and the action, run on a small knowledge base."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from lvkb.layout import PAPERS
from tests.samples import record, write_root

HERE = Path(__file__).parents[2]
ACTION = yaml.safe_load((HERE / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
ONE = f"{PAPERS}/one.yml"
pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base of one record in its canonical form, its generated files built, and all of it in git."""
    root = write_root(tmp_path / "a base", {"papers/one.yml": record("one")})
    for command in ("fmt", "build --no-html"):
        assert run(root, f"lvkb {command}").returncode == 0
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=One")
    return root


def git(root: Path, *arguments: str) -> str:
    """Runs git as nobody in particular."""
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", "-C", str(root), *person, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run(folder: Path, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a script as a forge does, with this lvkb and a python that writes down what it is asked for."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "lvkb").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m lvkb "$@"\n', encoding="utf-8")
    (tools / "python").write_text(f'#!/bin/sh\necho "$*" >>{shlex.quote(str(tools / "log"))}\n', encoding="utf-8")
    for tool in ("lvkb", "python"):
        (tools / tool).chmod(0o755)
    given = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(HERE), **env}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)


def step(base: Path, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Runs a step of the action with its inputs, those not given as they are without."""
    values = {f"inputs.{key}": str(item["default"]) for key, item in ACTION["inputs"].items()}
    values |= {f"inputs.{key.replace('_', '-')}": value for key, value in inputs.items()}
    values |= {"github.action_path": str(HERE), "github.server_url": base.parent.as_uri()}
    values |= {"github.action_repository || github.repository": base.name}
    env = {key: re.sub(r"\$\{\{ (.*?) \}\}", lambda m: values[m[1]], text) for key, text in STEPS[name]["env"].items()}
    return run(base, STEPS[name]["run"], **env)


def spoil(root: Path, name: str = "one") -> None:
    """Gives a record a year that its arXiv id does not have."""
    file = root / f"{PAPERS}/{name}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("year: 2021", "year: 2019"), encoding="utf-8")


def test_every_run_of_the_action_is_tried_here() -> None:
    """The tests below run all scripts of the action, and all hooks."""
    assert list(STEPS) == ["Install", "Records", "Generated files"]
    assert list(HOOKS) == ["lvkb-check", "lvkb-fmt", "lvkb-build-check"]


def test_inputs_reach_scripts_by_their_environment_alone() -> None:
    """No value of a stranger is put into a script: it could end there as a command."""
    assert [name for name, step in STEPS.items() if "${{" in step["run"]] == []
    given = set(re.findall(r"inputs\.([\w-]+)", (HERE / "action.yml").read_text(encoding="utf-8")))
    assert given == set(ACTION["inputs"])
    assert [name for name, item in ACTION["inputs"].items() if not item["description"].endswith(".")] == []


def test_the_action_installs_its_own_commit(root: Path) -> None:
    """Without a ref, pip gets the locked versions and the code that the action was taken with."""
    assert step(root, "Install").returncode == 0
    install = "-m pip install --quiet --no-deps"
    assert (root.parent / "tools/log").read_text(encoding="utf-8").splitlines() == [
        f"{install} --require-hashes --requirement {HERE}/requirements/base.txt",
        f"{install} --no-build-isolation {HERE}",
    ]


def test_the_action_installs_a_ref(root: Path) -> None:
    """A ref is fetched from the repository of the action, and its own locks are taken."""
    git(root, "tag", "v9")
    assert step(root, "Install", ref="v9").returncode == 0
    first, last = (root.parent / "tools/log").read_text(encoding="utf-8").splitlines()
    source = Path(last.split()[-1])
    assert first.endswith(f"--require-hashes --requirement {source}/requirements/base.txt")
    assert (source / ONE).read_bytes() == (root / ONE).read_bytes()
    shutil.rmtree(source)


@pytest.mark.parametrize("ref", ["none", "--upload-pack=touch x;false", "$(touch x)"])
def test_a_ref_that_is_none_installs_nothing(root: Path, ref: str) -> None:
    """A ref that is not there, or is no ref, ends the step before pip is asked."""
    assert step(root, "Install", ref=ref).returncode != 0
    assert not (root.parent / "tools/log").exists()
    assert not (root / "x").exists()


def test_the_action_annotates(root: Path) -> None:
    """Findings stand at the line at fault; a clean base passes."""
    assert step(root, "Records").stdout == "1 record checked: no findings\n"
    spoil(root)
    done = step(root, "Records", root=str(root))
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file={ONE},line=")
    assert ",title=LV102::published.year: The year is 2019, but arXiv " in done.stdout


def test_the_action_can_be_strict(root: Path) -> None:
    """Warnings fail a strict run alone."""
    file = root / f"{PAPERS}/two.yml"
    text = record("two")
    title = re.search(r"^title: (.*)$", (root / ONE).read_text(encoding="utf-8"), re.MULTILINE)
    assert title
    nearly = title[1].strip('"')[:-1]
    file.write_text(re.sub(r"^title: .*$", f'title: "{nearly}z"', text, flags=re.MULTILINE), encoding="utf-8")
    assert [step(root, "Records", strict=value).returncode for value in ("false", "true")] == [0, 1]


def test_the_action_looks_at_changed_records(root: Path) -> None:
    """With a state to compare with, findings on records that do not differ from it do not count."""
    spoil(root)
    git(root, "commit", "--all", "--quiet", "--message=Spoilt")
    (root / f"{PAPERS}/two.yml").write_text(record("two"), encoding="utf-8")
    assert step(root, "Records").returncode == 1
    assert step(root, "Records", changed_from="main").stdout == "1 record checked: no findings\n"
    spoil(root, "two")
    done = step(root, "Records", changed_from="main")
    assert (done.returncode, done.stdout.count("::error")) == (1, 1)
    assert step(root, "Records", changed_from="--output=x").returncode == 2
    assert not (root / "x").exists()


def test_the_action_compares_generated_files(root: Path) -> None:
    """README.md is to be that of the records."""
    assert step(root, "Generated files").returncode == 0
    (root / "README.md").write_text("# Mine\n", encoding="utf-8")
    done = step(root, "Generated files")
    assert done.returncode == 1
    assert "README.md" in done.stdout + done.stderr


def hook(root: Path, name: str, *files: str) -> int:
    """Runs a hook as pre-commit does, on the files that it watches; gives its exit code."""
    given: dict[str, Any] = HOOKS[name]
    watched = [file for file in files if re.search(given["files"], file)]
    assert watched == list(files)
    passed = watched if given.get("pass_filenames", True) else []
    return run(root, shlex.join([*shlex.split(given["entry"]), *passed])).returncode


def test_hooks_pass_a_sound_base(root: Path) -> None:
    """A base that is clean, in form and built passes all hooks."""
    assert {name: hook(root, name, ONE) for name in HOOKS} == dict.fromkeys(HOOKS, 0)
    assert git(root, "status", "--porcelain") == ""


def test_the_hooks_find_what_they_are_for(root: Path) -> None:
    """The check refuses a wrong record, the build a README of other records; fmt mends, so that git sees a change."""
    spoil(root)
    assert (hook(root, "lvkb-check", ONE), hook(root, "lvkb-build-check", "README.md")) == (1, 1)
    file = root / ONE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[1:], lines[0]]), encoding="utf-8")
    assert hook(root, "lvkb-fmt", ONE) == 0
    assert file.read_text(encoding="utf-8").splitlines(keepends=True) == lines
