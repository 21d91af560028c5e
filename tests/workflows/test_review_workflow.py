"""What becomes of a pull request: its records are read as data, nothing of it runs, one comment tells what it means."""

from __future__ import annotations

import hashlib
import re
import runpy
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from lvkb.history import Blob, HistoryUnreadable, PastState
from tests.forge import HERE, WORKFLOWS, Forge, lay_scripts
from tests.git_steps import committed, git
from tests.samples import record, with_reading, write_root

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")

PLAIN = "resolution: 224, pretrain: none, distilled: none"
READING = '{source: paper, at: "Table 1, row 1", top1: 78.3, params_m: 5.6, compute_g: 1.0, compute_unit: macs, '
Branch = Callable[[Path], None]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A repository of two records with the scripts of the workflows, as the forge has it."""
    root = tmp_path / "forge"
    files = {"papers/one.yml": with_reading("one", f"{READING}{PLAIN}}}"), "papers/two.yml": record("two")}
    write_root(root, {key: text.encode() for key, text in files.items()})
    (root / "lvkb").mkdir()
    (root / "lvkb/code.py").write_text("TRUSTED = True\n", encoding="utf-8")
    (root / ".gitignore").write_text(".venv/\nreview/\n", encoding="utf-8")
    lay_scripts(root)
    return committed(root)


def pull_request(base: Path, tmp_path: Path, change: Branch) -> Forge:
    """Makes a branch with a change, the merge that the forge makes of it, and a machine with the base checked out."""
    git(base, "checkout", "-q", "-b", "theirs")
    change(base)
    git(base, "add", "-A")
    git(base, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(base, "checkout", "-q", "-f", "main")
    git(base, "merge", "-q", "--no-ff", "--no-edit", "theirs")
    git(base, "update-ref", "refs/pull/7/merge", "HEAD")
    git(base, "reset", "-q", "--hard", "HEAD^1")
    forge = Forge(tmp_path / "machine", {"github.event.pull_request.number": "7"})
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{base}", str(forge.work))
    forge.prepare()
    return forge


def put(path: str, old: str, new: str) -> Branch:
    """Gives the change that puts a text in place of another one."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def codes(forge: Forge) -> dict[str, int]:
    """Runs the job that reads, and gives the exit code of each step."""
    return {item.name: item.code for item in forge.run("review.yml", "read")}


def comment(forge: Forge) -> str:
    """Gives the text for the comment."""
    return (forge.work / "review/comment.md").read_text(encoding="utf-8")


FINE = {"Install": 0, "Records": 0, "Check": 0, "Fixes": 0, "Meaning": 0, "Preview": 0}


def test_a_changed_number_is_told(base: Path, tmp_path: Path) -> None:
    """Every step passes, and the comment tells the number before and after."""
    forge = pull_request(base, tmp_path, put("catalog/papers/one.yml", "78.3", "78.9"))
    assert codes(forge) == FINE
    text = comment(forge)
    assert text.startswith("## What this change means\n\n**1 number changed, ")
    assert "<code>top1 78.3 &#8594; 78.9</code>" in text
    assert forge.output("GITHUB_STEP_SUMMARY") == text
    assert forge.calls == ["make .venv/stamp-base", "lvkb build"]


def test_a_wrong_record_is_annotated_and_the_rest_still_told(base: Path, tmp_path: Path) -> None:
    """A finding fails the check with an annotation at its line; the comment is written all the same."""
    forge = pull_request(base, tmp_path, put("catalog/papers/one.yml", "top1: 78.3", "top1: 784"))
    steps = {item.name: item for item in forge.run("review.yml", "read")}
    assert {name: item.code for name, item in steps.items()} == FINE | {"Check": 1}
    assert "::error file=catalog/papers/one.yml,line=10,col=82,title=LV201" in steps["Check"].text
    assert "1 number changed" in comment(forge)


def test_corrections_become_suggestions(base: Path, tmp_path: Path) -> None:
    """What needs no judgement is a diff of records, and goes to reviewdog as it is."""
    forge = pull_request(base, tmp_path, put("catalog/papers/one.yml", "top1: 78.3", "top1: 0.783"))
    assert codes(forge) == FINE | {"Check": 1}
    diff = (forge.work / "review/fix.diff").read_text(encoding="utf-8")
    assert diff.startswith("--- a/catalog/papers/one.yml\n+++ b/catalog/papers/one.yml\n@@ ")
    assert [line[0] for line in diff.splitlines() if "top1" in line] == ["-", "+"]
    posted = posting(tmp_path / "second", diff=diff)
    assert [item.code for item in posted.run("review-comment.yml", "comment")] == [0, 0]
    assert posted.calls[-1].startswith("reviewdog -f=diff ")


def test_what_vanishes_is_a_warning(base: Path, tmp_path: Path) -> None:
    """A removed record goes from the checkout too, and the run warns."""
    forge = pull_request(base, tmp_path, lambda root: (root / "catalog/papers/two.yml").unlink())
    steps = {item.name: item for item in forge.run("review.yml", "read")}
    assert steps["Meaning"].code == 0
    assert "::warning title=review::Something vanishes" in steps["Meaning"].text
    assert "**1 paper gone with 1 reading" in comment(forge)


def test_base_that_moved_on_is_not_the_change(base: Path, tmp_path: Path) -> None:
    """What came to the base branch after the merge was made is neither in the comment nor a loss."""
    forge = pull_request(base, tmp_path, put("catalog/papers/one.yml", "78.3", "78.9"))
    (base / "catalog/papers/late.yml").write_text(record("late"), encoding="utf-8")
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "late")
    git(forge.work, "fetch", "-q", "--depth=1", "origin", "main")
    git(forge.work, "reset", "-q", "--hard", "FETCH_HEAD")
    assert codes(forge) == FINE
    assert "**1 number changed, " in comment(forge)
    assert "late" not in comment(forge)


NAMES = (
    "catalog/papers/$(touch pwned).yml",
    "catalog/papers/`touch pwned`.yml",
    "catalog/papers/;touch pwned;.yml",
    "catalog/papers/-rf.yml",
    "catalog/papers/a\n::error::b.yml",
    "catalog/papers/##[add-mask]x.yml",
    "catalog/papers/@everyone #1.yml",
    "catalog/papers/.hidden.yml",
    "catalog/papers/a/b/c.yml",
    "catalog/.gitattributes",
)
CODE = (
    "lvkb/code.py",
    "lvkb/__init__.py",
    "sitecustomize.py",
    "yaml.py",
    ".ci/overlay_records.py",
    ".ci/lvkb.py",
    ".github/workflows/review.yml",
    "Makefile",
    "pyproject.toml",
    "templates/README.md.j2",
    "mkdocs.yml",
    "README.md",
    "catalog/papers/conftest.py",
)
PWN = "raise SystemExit(open('pwned', 'w'))\n"


def hostile(root: Path) -> None:
    """Puts all that a hostile branch may bring."""
    for path in (*NAMES, *CODE):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(PWN, encoding="utf-8")
    (root / "catalog/papers/link.yml").symlink_to("/etc/passwd")
    (root / "catalog/papers/huge.yml").write_text("#" * 1_100_000, encoding="utf-8")
    (root / ".gitattributes").write_text("*.yml filter=pwn diff=pwn\n", encoding="utf-8")
    (root / ".gitmodules").write_text(
        '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% pwned\n', encoding="utf-8"
    )
    words = "<img src=x onerror=alert(1)> @everyone $(touch pwned) `touch pwned` ::error::x ##[add-mask]x"
    put("catalog/papers/two.yml", "name: Ntwo\n", f"name: '{words}'\n")(root)


def digests(root: Path) -> dict[str, str]:
    """Gives a digest of each file of a checkout but records and what the run itself makes."""
    files = (file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    names = {file.relative_to(root).as_posix(): file for file in files}
    kept = {
        path: file for path, file in names.items() if not path.startswith((".git/", ".venv/", "review/", "catalog/"))
    }
    return {
        path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in kept.items() if "__pycache__" not in path
    }


def test_hostile_branch_changes_the_report_alone(base: Path, tmp_path: Path) -> None:
    """No file of the branch but records comes into the checkout, none is run, and its names are words in the report."""
    forge = pull_request(base, tmp_path, hostile)
    before = digests(forge.work)
    steps = {item.name: item for item in forge.run("review.yml", "read")}
    assert [name for name in ("Records", "Fixes", "Meaning") if steps[name].code] == []
    assert list(tmp_path.rglob("pwned")) == []
    assert digests(forge.work) == before
    assert not any(path.is_symlink() for path in (forge.work / "catalog").rglob("*"))
    for path in ("catalog/papers/conftest.py", "catalog/papers/huge.yml", "catalog/papers/a", "catalog/.gitattributes"):
        assert not (forge.work / path).exists()
    text = comment(forge)
    assert text.startswith("Not looked at here, since it is no record: <code>")
    assert tame(forge, text) == f"<!-- lvkb review -->\n{text}"
    log = "\n".join(item.text for item in steps.values())
    commands = [line for line in log.splitlines() if line.lstrip().startswith("::error::")]
    assert commands == []


@pytest.mark.parametrize(("files", "size"), [(20_001, 1), (101, 999_999)], ids=["many", "large"])
def test_too_much_is_refused_as_a_whole(tmp_path: Path, files: int, size: int) -> None:
    """More records than are read, or more of them, are refused, and none is written."""
    overlay = runpy.run_path(str(HERE / ".ci/overlay_records.py"))
    there = {f"catalog/papers/p{number}.yml": Blob("0", size, is_plain=True) for number in range(files)}
    here = PastState(tmp_path, "0", {})
    with pytest.raises(HistoryUnreadable, match="more records, or larger ones, than are read"):
        overlay["lay"](here, PastState(tmp_path, "1", there))
    assert list(tmp_path.iterdir()) == []


def test_code_of_the_branch_is_never_checked_out() -> None:
    """The job that sees the branch may only read, has no secret, checks the base out, and has git lay no files."""
    text = (WORKFLOWS / "review.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    (job,) = workflow["jobs"].values()
    assert (workflow["permissions"], job["permissions"]) == ({}, {"contents": "read"})
    assert "secrets" not in text.replace("no secret", "")
    assert "github.token" not in text
    uses = [step for step in job["steps"] if "uses" in step]
    checkouts = [step["with"] for step in uses if "checkout" in step["uses"]]
    assert checkouts == [{"ref": "${{ github.event.pull_request.base.ref }}", "persist-credentials": False}]
    assert {step["uses"].partition("@")[0] for step in uses} == {
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
    }
    lines = "\n".join(step["run"] for step in job["steps"] if "run" in step)
    assert set(re.findall(r"\bgit ([a-z-]+)", lines)) == {"fetch", "update-ref"}


def test_the_job_that_writes_believes_nothing() -> None:
    """The job with the right to write checks the default branch out, and keeps the other run's files outside of it."""
    workflow = yaml.safe_load((WORKFLOWS / "review-comment.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "contents": "read", "pull-requests": "write"}
    steps = {step["uses"].partition("@")[0]: step.get("with", {}) for step in job["steps"] if "uses" in step}
    assert steps["actions/checkout"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert steps["actions/download-artifact"]["path"].startswith("${{ runner.temp }}/")
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    assert scripts == [
        'sh .ci/keep-comment "$RUNNER_TEMP/review/comment.md"',
        'sh .ci/suggest-fixes "$RUNNER_TEMP/review/fix.diff"',
    ]


def tame(forge: Forge, text: str | bytes) -> str:
    """Gives what a text becomes before it is posted."""
    file = forge.temp / "comment.md"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    command = ["python3", str(HERE / ".ci/tame_comment.py"), str(file), "https://forge.example/1"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


REFUSED = (
    "<!-- lvkb review -->\n"
    "What this run wrote is no report of lvkb, or too long a one: see [the run](https://forge.example/1).\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "Hello @everyone",
        "[click](https://a.example)",
        "[click] (x)",
        "[a]: //a.example",
        "![x](y)",
        "<img src=x>",
        "<code>a</code><script>",
        "<code><b></code>",
        "see https://a.example",
        "www.a.example",
        "fixes #12",
        "GH-12",
        "0123456789abcdef0123",
        "&#64;everyone",
        "<code>&#64;a</code> &#64;everyone",
        "a\\@b",
        "\N{RIGHT-TO-LEFT OVERRIDE}abc",
        "x" * 64_001,
        b"\xff",
    ],
)
def test_what_is_no_report_is_not_posted(tmp_path: Path, text: str | bytes) -> None:
    """A text with anything that a report never has is replaced by a sentence of ours."""
    assert tame(Forge(tmp_path / "machine"), text) == REFUSED


def test_a_link_is_not_posted(tmp_path: Path) -> None:
    """A file that leads elsewhere is not read."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    command = ["python3", str(HERE / ".ci/tame_comment.py"), str(tmp_path / "link"), "https://forge.example/1"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode() == REFUSED


SHA = "0123456789abcdef0123456789abcdef01234567"
EVENT = {
    "github.token": "token",
    "github.event.workflow_run.head_sha": SHA,
    "github.event.workflow_run.head_repository.owner.login": "stranger",
    "github.event.workflow_run.head_branch": "$(touch pwned)",
    "github.event.workflow_run.html_url": "https://forge.example/1",
    "steps.comment.outputs.number": "7",
}
DIFF = "--- a/catalog/papers/one.yml\n+++ b/catalog/papers/one.yml\n@@ -1 +1 @@\n-arxiv: 2101.1\n+arxiv: '2101.1'\n"


def posting(tmp_path: Path, comment_id: str = "", diff: str = DIFF, number: str = "7", sha: str = SHA) -> Forge:
    """Gives a machine with the files of the other run, and a forge that knows a pull request."""
    answers = {"/pulls ": number, "--paginate": comment_id}
    forge = Forge(tmp_path / "machine", EVENT | {"github.event.workflow_run.head_sha": sha}, answers)
    forge.work.mkdir()
    lay_scripts(forge.work)
    (forge.temp / "review").mkdir()
    (forge.temp / "review/comment.md").write_text("Nothing changed since <code>main</code>.\n", encoding="utf-8")
    (forge.temp / "review/fix.diff").write_text(diff, encoding="utf-8")
    return forge


@pytest.mark.parametrize(
    ("comment_id", "asked"),
    [("", "POST repos/owner/base/issues/7/comments"), ("41", "PATCH repos/owner/base/issues/comments/41")],
    ids=["new", "kept"],
)
def test_one_comment_is_kept_and_fixes_suggested(tmp_path: Path, comment_id: str, asked: str) -> None:
    """The comment is written once and then brought up to date; the diff of records goes to reviewdog."""
    forge = posting(tmp_path, comment_id)
    assert [item.code for item in forge.run("review-comment.yml", "comment")] == [0, 0]
    calls = [re.sub(r"body=@\S+", "body=@FILE", line) for line in forge.calls]
    assert calls[0].startswith(
        "gh api --method GET repos/owner/base/pulls --raw-field state=open --raw-field head=stranger:$("
    )
    reviewdog = (
        "reviewdog -f=diff -f.diff.strip=1 -name=lvkb-fix -reporter=github-pr-review -filter-mode=diff_context "
        f"-fail-level=none CI_PULL_REQUEST=7 CI_COMMIT={SHA} CI_REPO_OWNER=owner CI_REPO_NAME=base"
    )
    assert calls[2:] == [f"gh api --silent --method {asked} --field body=@FILE", reviewdog]
    assert forge.output("GITHUB_OUTPUT") == "number=7\n"
    assert list(tmp_path.rglob("pwned")) == []


def test_no_pull_request_no_comment(tmp_path: Path) -> None:
    """When the branch has moved on, nothing is written, and the run is fine."""
    forge = posting(tmp_path, number="")
    done = forge.run("review-comment.yml", "comment")[0]
    assert (done.code, done.text) == (0, "keep-comment: no open pull request is at this commit any more.\n")
    assert len([line for line in forge.calls if line.startswith("gh")]) == 1


@pytest.mark.parametrize(("number", "sha"), [("7; touch pwned", SHA), ("7", '" or true'), ("7", "")])
def test_odd_answers_are_refused(tmp_path: Path, number: str, sha: str) -> None:
    """What is no number, or no commit, writes nothing."""
    forge = posting(tmp_path, number=number, sha=sha)
    assert forge.run("review-comment.yml", "comment")[0].code == 2
    assert [line for line in forge.calls if "comments" in line] == []


@pytest.mark.parametrize(
    ("diff", "code", "said"),
    [
        ("", 0, "suggest-fixes: nothing to suggest.\n"),
        (DIFF.replace("catalog/papers/one.yml", "lvkb/code.py"), 1, "suggest-fixes: this is no diff of records"),
        (
            DIFF.replace("b/catalog/papers/one.yml", "b/catalog/../Makefile.yml"),
            1,
            "suggest-fixes: this is no diff of records",
        ),
        (f"diff --git a/x b/x\n{DIFF}", 1, "suggest-fixes: this is no diff of records"),
        (f"{DIFF}rename to x\n", 1, "suggest-fixes: this is no diff of records"),
        (DIFF + "+x\n" * 100_000, 0, "suggest-fixes: the diff is too long to suggest"),
    ],
    ids=["empty", "code", "odd path", "git", "rename", "long"],
)
def test_only_diffs_of_records_are_suggested(tmp_path: Path, diff: str, code: int, said: str) -> None:
    """What is no small diff of records never reaches reviewdog."""
    forge = posting(tmp_path, diff=diff)
    done = forge.run("review-comment.yml", "comment")[1]
    assert (done.code, done.text.startswith(said)) == (code, True)
    assert [line for line in forge.calls if line.startswith("reviewdog")] == []
