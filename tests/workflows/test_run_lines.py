"""Every `run:` line of every workflow, executed on a small knowledge base with stand-ins for what needs a network."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.forge import WORKFLOWS, Forge, lay_scripts
from tests.git_steps import committed, git
from tests.samples import record, write_root

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")

INSTALL_BASE = "make .venv/stamp-base"
INSTALL_FREEZE = "make .venv/stamp-freeze"
RUN = "https://forge.example/owner/base/actions/runs/9"
VALUES = {
    "github.token": "token",
    "github.base_ref": "main",
    "github.server_url": "https://forge.example",
    "github.repository": "owner/base",
    "github.run_id": "9",
    "github.repository_owner": "owner",
    "github.event.repository.name": "base",
    "github.event.repository.default_branch": "main",
    "github.ref_name": "v1.2.0",
    "github.sha": "0123456789abcdef0123456789abcdef01234567",
    "steps.try.outcome": "success",
    "needs.try.outputs.state": "closed",
    "needs.check.outputs.state": "open",
    "needs.ask.outputs.state": "open",
}


class Job(NamedTuple):
    """A job as it is run, and what must come of it.

    Attributes:
        codes: Exit code of each of its steps.
        calls: What the stand-ins are called with, in order.
        output: What it tells the next job.
        answers: What stand-ins print, by a part of their call.
        ends: How they end, likewise.
        values: What expressions of the workflow come to, where that is not the usual.
    """

    codes: dict[str, int]
    calls: list[str]
    output: str = ""
    answers: dict[str, str] = {}  # noqa: RUF012 - never changed
    ends: dict[str, int] = {}  # noqa: RUF012
    values: dict[str, str] = {}  # noqa: RUF012


def steps(*names: str) -> dict[str, int]:
    """Gives steps that all end well."""
    return dict.fromkeys(names, 0)


LINK_CHECK = "lvkb check --links --changed-from origin/main --format github"
LINK_REPORT = "lvkb check --links --format markdown"
DISCOVER = "lvkb discover --since 30 --format markdown"
NEW = "# New papers\n\n## Components\n\n- **A title by @everyone** [[arXiv](https://arxiv.org/abs/2511.01234)]"
ASKED = (
    'gh issue list --state open --author app/github-actions --search in:title "{}" '
    "--json number --jq .[0].number // empty"
)
PIP = "python -m pip install --no-deps --require-hashes -r requirements/base.txt -r requirements/test.txt"
LATEST = "make LATEST=1 .venv-latest/stamp-test .venv-latest/stamp-lint"
TRY = "make LATEST=1 --keep-going lint build test"

LISTED = 'gh release list --exclude-drafts --limit 1000 --json tagName --jq .[].tagName | select(startswith("data-v"))'
RELEASES = ("data-v1.2.0", "data-v1.1.0")
SHA = "0123456789abcdef0123456789abcdef01234567"
TAG_OF_NEXT = "repos/owner/base/git/refs/tags/next"
NOTES = "--notes-file dist/notes.md"
MERGED = "The tagged commit is on the main branch"
PACKED = "dist/base-data-1.2.0.zip dist/base-data-1.2.0.zip.sha256"

JOBS = {
    "check.yml:check": Job(
        steps("Install", "Records", "Lint", "Build", "Test"),
        ["make .venv/stamp-test .venv/stamp-lint", "make lint", "make build", "make test"],
    ),
    "check.yml:minimum": Job(steps("Test"), ["make MINIMUM=1 test ARGS=-m 'not bench and not browser'"]),
    "check.yml:wheel": Job(steps("Try the wheel"), [PIP, "try-wheel"]),
    "check.yml:coverage": Job(steps("Coverage"), ["make coverage"]),
    "check.yml:workflows": Job(steps("actionlint"), ["go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"]),
    "check.yml:links": Job(steps("Install", "Links"), [INSTALL_BASE, LINK_CHECK], ends={LINK_CHECK: 3}),
    "check.yml:readme": Job(
        steps("awesome-lint"), ["npx --yes awesome-lint@2 README.md"], answers={"awesome-lint": "Linting README.md"}
    ),
    "latest.yml:try": Job(steps("Install", "Try", "State"), [LATEST, TRY], "state=closed\n"),
    "latest.yml:tell": Job(steps("Issue"), [ASKED.format("Newest versions")]),
    "links.yml:check": Job(
        steps("Install", "Check"),
        [INSTALL_BASE, LINK_REPORT],
        "state=open\n",
        answers={LINK_REPORT: "# 1 link needs a look"},
        ends={LINK_REPORT: 1},
    ),
    "links.yml:tell": Job(
        steps("Issue"),
        [ASKED.format("Links and identities"), "gh issue create --title Links and identities --body-file links.md"],
    ),
    "pages.yml:build": Job(
        steps("Releases of the data", "Build"),
        [
            LISTED,
            *(f"gh release download {tag} --pattern *-data-*.zip --dir build/releases --clobber" for tag in RELEASES),
            "make build ARGS=--releases build/releases",
        ],
        answers={LISTED: "\n".join(RELEASES)},
    ),
    "next.yml:pack": Job(steps("Install", "Pack"), [INSTALL_FREEZE, "lvkb freeze dist --next"]),
    "next.yml:publish": Job(
        steps("Publish"),
        [
            "gh release view next",
            f"gh api --silent --method PATCH {TAG_OF_NEXT} --raw-field sha={SHA} --field force=true",
            f"gh release upload next --clobber {PACKED} dist/notes.md",
        ],
    ),
    "release-data.yml:pack": Job(
        steps(
            MERGED,
            "Install",
            "The tag is the version, and the citation has it",
            "Notes, and whether the version is high enough",
            "Pack",
        ),
        [INSTALL_FREEZE, "lvkb release-notes data-v1.1.0 data-v1.2.0 --format markdown", "lvkb freeze dist"],
        values={"github.ref_name": "data-v1.2.0"},
    ),
    "release-data.yml:release": Job(
        steps("Release", "Site"),
        [
            f"gh release create data-v1.2.0 --verify-tag --latest=false --title Data 1.2.0 {NOTES} {PACKED}",
            "gh workflow run pages.yml",
        ],
        values={"github.ref_name": "data-v1.2.0"},
    ),
    "release.yml:build": Job(
        steps(MERGED, "Install", "The tag is the version, and the changelog has it", "Build and try"),
        [PIP, "try-wheel"],
    ),
    "release.yml:release": Job(
        steps("Release"),
        [f"gh release create v1.2.0 --verify-tag --title v1.2.0 --generate-notes {PACKED} dist/notes.md"],
    ),
    "discover.yml:ask": Job(steps("Install", "Ask"), [INSTALL_BASE, DISCOVER], "state=open\n", answers={DISCOVER: NEW}),
    "discover.yml:tell": Job(
        steps("Issue"),
        [ASKED.format("New papers"), "gh issue create --title New papers --body-file new-papers.md"],
    ),
}
"""The jobs with lines to run, those of the review apart, which have a module of their own."""

ELSEWHERE = {"review.yml:read", "review-comment.yml:comment"}


def jobs_with_lines() -> set[str]:
    """Gives the jobs of all workflows that run anything."""
    return {
        f"{file.name}:{name}"
        for file in WORKFLOWS.glob("*.yml")
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items()
        if any("run" in step for step in job["steps"])
    }


def machine(tmp_path: Path, job: Job) -> Forge:
    """Gives a machine with a small knowledge base checked out."""
    forge = Forge(tmp_path / "machine", VALUES | job.values, job.answers, job.ends)
    write_root(forge.work, {"papers/one.yml": record("one"), "papers/two.yml": record("two")})
    files = {
        "lvkb/__init__.py": '__version__ = "1.2.0"\n',
        "CHANGELOG.md": "## 1.2.0 - 2026-11-20\n",
        "requirements/base.txt": "idna==3.1\n",
        "tests/packaging/try-wheel": f'echo try-wheel >>"{forge.folder}/calls"\n',
        "README.md": "# A list\n",
        "catalog/release.yml": 'version: "1.2.0"\ndate: "2026-11-20"\n',
        "CITATION.cff": 'version: "1.2.0"\n',
        "dist/notes.md": "Notes.\n",
        "dist/base-data-1.2.0.zip": "PK",
        "dist/base-data-1.2.0.zip.sha256": "0  base-data-1.2.0.zip\n",
    }
    for path, text in files.items():
        (forge.work / path).parent.mkdir(parents=True, exist_ok=True)
        (forge.work / path).write_text(text, encoding="utf-8")
    lay_scripts(forge.work)
    committed(forge.work)
    git(forge.work, "tag", "data-v1.1.0")
    git(forge.work, "commit", "-q", "--allow-empty", "-m", "second")
    for tag in ("data-v1.2.0", "v1.2.0"):
        git(forge.work, "tag", tag)
    git(forge.work, "update-ref", "refs/remotes/origin/main", "main")
    forge.prepare()
    shutil.copytree(forge.work / ".venv", forge.work / ".venv-latest")
    return forge


def test_every_job_is_run_here() -> None:
    """A job that is added brings its run into this file, or into that of the review."""
    assert jobs_with_lines() == JOBS.keys() | ELSEWHERE


@pytest.mark.parametrize("where", JOBS)
def test_lines_do_what_they_are_for(tmp_path: Path, where: str) -> None:
    """Each step ends as it should, calls what it should, and tells the next job what it should."""
    workflow, _, name = where.partition(":")
    forge = machine(tmp_path, JOBS[where])
    outcomes = forge.run(workflow, name)
    assert {item.name: item.code for item in outcomes} == JOBS[where].codes, outcomes
    assert forge.calls == JOBS[where].calls
    assert forge.output("GITHUB_OUTPUT") == JOBS[where].output


def outcome(tmp_path: Path, where: str, step: str, **changes: Any) -> tuple[int, Forge]:
    """Runs a job whose stand-ins answer otherwise; gives how a step ends, and the machine."""
    workflow, _, name = where.partition(":")
    forge = machine(tmp_path, JOBS[where]._replace(**changes))
    codes = {item.name: item.code for item in forge.run(workflow, name)}
    return codes[step], forge


def test_dead_links_fail_a_pull_request(tmp_path: Path) -> None:
    """Findings fail the step; a network out of order does not."""
    assert outcome(tmp_path, "check.yml:links", "Links", ends={LINK_CHECK: 1})[0] == 1


def test_awesome_lint_that_did_not_run_fails(tmp_path: Path) -> None:
    """Neither a lint that never started nor one with findings passes."""
    assert outcome(tmp_path / "a", "check.yml:readme", "awesome-lint", answers={})[0] == 1
    found = {"awesome-lint": "Linting README.md\n  12:1 error Wrong list"}
    assert outcome(tmp_path / "b", "check.yml:readme", "awesome-lint", answers=found)[0] == 1


def test_a_failed_try_opens_the_issue(tmp_path: Path) -> None:
    """Newest versions that do not pass fail the try, and the state tells to open the issue."""
    failed = {"steps.try.outcome": "failure"}
    code, forge = outcome(tmp_path, "latest.yml:try", "Try", ends={TRY: 2}, values=failed)
    assert (code, forge.output("GITHUB_OUTPUT")) == (2, "state=open\n")
    assert forge.output("GITHUB_STEP_SUMMARY").startswith("# The newest versions do not pass\n")


@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [("# All links are fine", 0, "state=closed\n"), ("# 2 links need a look", 1, "state=open\n"), ("", 3, "")],
)
def test_links_open_and_close_their_issue(tmp_path: Path, answer: str, code: int, state: str) -> None:
    """A clean run closes the issue, one with findings renews it, one without answers leaves it."""
    changes: dict[str, Any] = {"answers": {LINK_REPORT: answer} if answer else {}, "ends": {LINK_REPORT: code}}
    ended, forge = outcome(tmp_path, "links.yml:check", "Check", **changes)
    assert (ended == 0, forge.output("GITHUB_OUTPUT")) == (bool(answer), state)


def test_new_papers_stand_as_code_in_their_issue(tmp_path: Path) -> None:
    """The list is code, so that no title is a mention; it is what `lvkb import` reads."""
    _, forge = outcome(tmp_path, "discover.yml:ask", "Ask")
    text = (forge.work / "new-papers.md").read_text(encoding="utf-8")
    head, fence, code = text.partition("~~~~~~~~markdown\n")
    assert head.startswith("# Papers that are not in the catalogue\n")
    assert "@" not in head
    assert (fence != "", code) == (True, f"{NEW}\n~~~~~~~~\n")
    assert RUN in head


@pytest.mark.parametrize(("code", "state"), [(0, "state=closed\n"), (3, "")])
def test_no_new_papers_close_their_issue(tmp_path: Path, code: int, state: str) -> None:
    """Nothing new closes the issue; arXiv that does not answer leaves it as it is."""
    changes: dict[str, Any] = {"answers": {DISCOVER: "# New papers"}, "ends": {DISCOVER: code}}
    ended, forge = outcome(tmp_path, "discover.yml:ask", "Ask", **changes)
    assert (ended, forge.output("GITHUB_OUTPUT")) == (code, state)


def test_another_tag_is_not_released(tmp_path: Path) -> None:
    """A tag that is not the version stops the release."""
    name = "The tag is the version, and the changelog has it"
    assert outcome(tmp_path, "release.yml:build", name, values={"github.ref_name": "v1.3.0"})[0] == 1


@pytest.mark.parametrize(("where", "tag"), [("release-data.yml:pack", "data-v1.2.0"), ("release.yml:build", "v1.2.0")])
def test_a_commit_beside_the_main_branch_is_not_released(tmp_path: Path, where: str, tag: str) -> None:
    """A tag on a commit that was never merged stops the release with a sentence."""
    forge = machine(tmp_path, JOBS[where])
    git(forge.work, "update-ref", "refs/remotes/origin/main", "main~")
    told = next(item for item in forge.run(*where.split(":")) if item.name == MERGED)
    said = f"the commit of {tag} is not on origin/main. Merge it, delete the tag, and tag the merged commit."
    assert (told.code, told.text) == (1, f"check-merged: {said}\n")


def test_the_first_release_of_the_data_has_nothing_to_compare_with(tmp_path: Path) -> None:
    """Without a release before, the notes say so, and the release goes on."""
    forge = machine(tmp_path, JOBS["release-data.yml:pack"])
    git(forge.work, "tag", "--delete", "data-v1.1.0")
    assert {item.code for item in forge.run("release-data.yml", "pack")} == {0}
    assert (forge.work / "dist/notes.md").read_text(encoding="utf-8") == "The first release of the data.\n"
    assert "lvkb release-notes" not in " ".join(forge.calls)


def test_a_version_too_low_is_not_released(tmp_path: Path) -> None:
    """A tag whose notes fail, or that is another version, stops the release."""
    notes = "Notes, and whether the version is high enough"
    assert outcome(tmp_path / "a", "release-data.yml:pack", notes, ends={"lvkb release-notes": 1})[0] == 1
    other = {"github.ref_name": "data-v1.1.0"}
    tag = "The tag is the version, and the citation has it"
    assert outcome(tmp_path / "b", "release-data.yml:pack", tag, values=other)[0] == 1


def test_the_first_night_makes_the_prerelease(tmp_path: Path) -> None:
    """Without a pre-release "next" one is made of the commit, before files are put into it."""
    _, forge = outcome(tmp_path, "next.yml:publish", "Publish", ends={"gh release view next": 1})
    assert forge.calls[1].startswith(f"gh release create next --target {SHA} --prerelease --latest=false --title Next ")
    assert forge.calls[2].startswith("gh release upload next --clobber dist/base-data-1.2.0.zip ")


def test_releases_that_cannot_be_listed_stop_the_site(tmp_path: Path) -> None:
    """A site without its releases would break their addresses, so the old one stays."""
    assert outcome(tmp_path, "pages.yml:build", "Releases of the data", ends={LISTED: 1})[0] == 1
