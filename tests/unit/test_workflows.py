"""The workflows and their scripts, as far as they run offline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.git_steps import committed, git

HERE = Path(__file__).parents[2]
FILES = sorted((HERE / ".github/workflows").glob("*.yml"))
needs_sh = pytest.mark.skipif(not shutil.which("sh"), reason="there is no sh")


class Step(NamedTuple):
    """One `run:` of a workflow."""

    where: str
    script: str


def jobs() -> dict[str, dict[str, Any]]:
    """Gives the jobs of all workflows, by file and name."""
    return {
        f"{file.name}:{name}": job
        for file in FILES
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items()
    }


STEPS = [
    Step(f"{where}:{step.get('name', number)}", step["run"])
    for where, job in jobs().items()
    for number, step in enumerate(job["steps"])
    if "run" in step
]
MADE = sorted({line.strip() for step in STEPS for line in step.script.splitlines() if line.strip().startswith("make ")})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_job_may_do_what_it_names(file: Path) -> None:
    """Nothing is allowed to a workflow as a whole; each of its jobs names what it may do, and for how long."""
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert [name for name, job in workflow["jobs"].items() if not {"permissions", "timeout-minutes"} <= set(job)] == []


def test_code_of_others_runs_where_nothing_can_be_written() -> None:
    """A job that installs packages or asks strangers has no right to write; those that write install nothing."""
    writing = {name for name, job in jobs().items() if "write" in job["permissions"].values()}
    installing = {
        step.where.rpartition(":")[0] for step in STEPS if re.search(r"\b(make|pip|npx|go run)\b", step.script)
    }
    assert writing & installing == set()


@needs_sh
@pytest.mark.parametrize("line", MADE)
def test_make_knows_what_workflows_ask(line: str) -> None:
    """Each `make` of a workflow names targets that the Makefile has."""
    words = re.sub(r"\s2>&1.*", "", line)
    env = {"PATH": os.environ["PATH"]}  # `make LATEST=1 test` would tell it to the make inside
    command = ["sh", "-c", f"{words} --dry-run"]
    done = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_sh
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.where)
def test_scripts_are_read_by_the_shell(step: Step) -> None:
    """The shell that runs a step can read it, once the forge has put its values in."""
    script = re.sub(r"\$\{\{.*?\}\}", "value", step.script)
    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_sh
@pytest.mark.parametrize(
    ("state", "number", "wanted"),
    [
        ("open", "", "issue create --title Links --body-file links.md"),
        ("open", "7", "issue edit 7 --body-file links.md"),
        ("closed", "7", "issue close 7 --comment The last run found nothing to mend."),
        ("closed", "", ""),
    ],
)
def test_one_issue_is_kept(tmp_path: Path, state: str, number: str, wanted: str) -> None:
    """An issue is opened once, brought up to date while it is open, and closed when there is nothing to tell."""
    code, said = keep_issue(tmp_path, state, number)
    asked = 'issue list --state open --author app/github-actions --search in:title "Links" --json number'
    assert code == 0
    assert said == [f"{asked} --jq .[0].number // empty", *([wanted] if wanted else [])]


@needs_sh
def test_an_unknown_state_touches_no_issue(tmp_path: Path) -> None:
    """A state that is neither open nor closed is refused, and no issue is changed."""
    code, said = keep_issue(tmp_path, "green", "7")
    assert code == 2
    assert [line.split()[1] for line in said] == ["list"]


def keep_issue(folder: Path, state: str, number: str) -> tuple[int, list[str]]:
    """Runs keep-issue with a gh that writes down what it is asked; gives the exit code and those lines."""
    gh, log = folder / "gh", folder / "log"
    gh.write_text(f'#!/bin/sh\necho "$*" >>"{log}"\n[ "$2" != list ] || echo "{number}"\n', encoding="utf-8")
    gh.chmod(0o755)
    command = ["sh", str(HERE / ".ci/keep-issue"), state, "Links", "links.md"]
    env = {"PATH": f"{folder}:/usr/bin:/bin"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.returncode, log.read_text(encoding="utf-8").splitlines()


@needs_sh
def test_a_failed_try_is_told_with_its_end_and_the_newer_versions(tmp_path: Path) -> None:
    """The report on newest versions has the last lines of the log, and each installed version that is not locked."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/base.txt").write_text(
        "torch==2.13.0\nidna==3.1 \\\n    --hash=x\nrich==13.0.0 \\\n", encoding="utf-8"
    )
    (tmp_path / "log").write_text("~~~ first\nlast line\n", encoding="utf-8")
    python = tmp_path / "python"
    python.write_text(
        "#!/bin/sh\nprintf 'torch==2.13.0+cpu\\nidna==3.2\\npip==26.0\\nRich==13.0.0\\n'\n", encoding="utf-8"
    )
    python.chmod(0o755)
    assert latest_report(tmp_path, "failure") == (
        "# The newest versions do not pass\n\n"
        "`make LATEST=1 lint build test` fails: [the run](https://forge.example/1). Its last lines:\n\n"
        "~~~text\n ~~~ first\nlast line\n~~~\n\n"
        "What differs from the lock:\n\n"
        "~~~text\nidna==3.2\n~~~\n\n"
        "Mend the code, or narrow the bound in pyproject.toml with the reason beside it; "
        "then `make lock ARGS=--upgrade`.\n"
    )


@needs_sh
def test_a_passed_try_is_told_shortly(tmp_path: Path) -> None:
    """The report on newest versions that pass says so."""
    assert latest_report(tmp_path, "success") == ("# The newest versions pass\n\n[The run](https://forge.example/1)\n")


def latest_report(folder: Path, outcome: str) -> str:
    """Runs latest-report on the files of a folder, and gives what it prints."""
    command = ["sh", str(HERE / ".ci/latest-report"), "log", outcome, "https://forge.example/1", "./python"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@needs_sh
@pytest.mark.parametrize(
    ("tag", "changes", "cited", "said"),
    [
        ("v1.2.0", "## 1.2.0 - 2026-11-20", "3.4.5", ""),
        ("v1.2.1", "## 1.2.0 - 2026-11-20", "3.4.5", "the tag is v1.2.1, lvkb/__init__.py says 1.2.0. Tag v1.2.0, or"),
        ("1.2.0", "## 1.2.0 - 2026-11-20", "3.4.5", "the tag is 1.2.0, lvkb/__init__.py says 1.2.0. Tag v1.2.0, or"),
        ("v1.2.0", "## Unreleased", "3.4.5", 'CHANGELOG.md has no section "## 1.2.0 - YEAR-MONTH-DAY".'),
        ("data-v3.4.5", "## Unreleased", "3.4.5", ""),
        ("data-v1.2.0", "", "3.4.5", "the tag is data-v1.2.0, catalog/release.yml says 3.4.5. Tag data-v3.4.5, or"),
        ("data-v3.4.5", "", "3.4.4", "CITATION.cff does not say version 3.4.5; lvkb build writes it."),
    ],
    ids=["sound", "other version", "no v", "no section", "data", "code's version", "not cited"],
)
def test_only_a_sound_tag_is_released(tmp_path: Path, tag: str, changes: str, cited: str, said: str) -> None:
    """A tag of the code is its version, in the changelog too; one of the data is theirs, in the citation too."""
    for folder in (".ci", "lvkb", "catalog"):
        (tmp_path / folder).mkdir()
    shutil.copy(HERE / ".ci/check-tag", tmp_path / ".ci")
    (tmp_path / "lvkb/__init__.py").write_text('__version__ = "1.2.0"\n', encoding="utf-8")
    (tmp_path / "catalog/release.yml").write_text('# Words.\nversion: "3.4.5"\ndate: "2026-11-30"\n', encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{changes}\n", encoding="utf-8")
    (tmp_path / "CITATION.cff").write_text(f'cff-version: "1.2.0"\nversion: "{cited}"\n', encoding="utf-8")
    command = ["sh", str(tmp_path / ".ci/check-tag"), tag]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (said == "")
    assert said in done.stderr


def test_a_released_commit_is_on_the_branch(tmp_path: Path) -> None:
    """An annotated tag stands for its commit; where git cannot tell, nothing is released."""
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole/a").touch()
    git(committed(tmp_path / "whole"), "tag", "--annotate", "v1.0.0", "--message", "First")
    git(tmp_path / "whole", "checkout", "-q", "-b", "aside")
    git(tmp_path / "whole", "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path / "whole", "tag", "--annotate", "v1.1.0", "--message", "Second")
    git(tmp_path, "clone", "-q", "--depth=1", (tmp_path / "whole").as_uri(), "shallow")

    def told(folder: str, tag: str, branch: str) -> tuple[int, str]:
        command = ["sh", str(HERE / ".ci/check-merged"), tag, branch]
        done = subprocess.run(command, cwd=tmp_path / folder, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert told("whole", "v1.0.0", "main") == (0, "")
    assert told("whole", "v1.0.0", "aside") == (0, "")
    assert told("whole", "v1.1.0", "main") == (
        1,
        "check-merged: the commit of v1.1.0 is not on main. Merge it, delete the tag, and tag the merged commit.\n",
    )
    assert told("whole", "v1.2.0", "main") == (
        1,
        "check-merged: git knows no v1.2.0 here; git fetch --tags origin brings tags and branches.\n",
    )
    assert told("whole", "v1.0.0", "origin/main") == (
        1,
        "check-merged: git knows no origin/main here; git fetch --tags origin brings tags and branches.\n",
    )
    assert told("shallow", "v1.1.0", "origin/aside") == (
        1,
        "check-merged: this clone does not hold the whole history; git fetch --unshallow brings it.\n",
    )


def test_notes_want_the_tag_and_the_history(tmp_path: Path) -> None:
    """Where git cannot tell which release was before, there are no notes: not even that it is the first one."""
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole/a").touch()
    git(committed(tmp_path / "whole"), "tag", "data-v1.0.0")
    git(tmp_path / "whole", "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path / "whole", "tag", "data-v1.1.0")
    git(tmp_path, "clone", "-q", "--depth=1", (tmp_path / "whole").as_uri(), "shallow")

    def told(folder: str, tag: str) -> tuple[int, str, str]:
        command = ["sh", str(HERE / ".ci/data-notes"), tag, "echo"]
        done = subprocess.run(command, cwd=tmp_path / folder, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    assert told("whole", "data-v1.1.0") == (0, "release-notes data-v1.0.0 data-v1.1.0 --format markdown\n", "")
    assert told("whole", "data-v1.0.0") == (0, "The first release of the data.\n", "")
    assert told("whole", "data-v1.2.0") == (1, "", "data-notes: git knows no tag data-v1.2.0 here.\n")
    assert told("shallow", "data-v1.1.0") == (
        1,
        "",
        "data-notes: this clone does not hold the whole history; git fetch --unshallow brings it.\n",
    )
