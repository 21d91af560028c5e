"""What the documents of the project say, held against what it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from lvkb import checks
from lvkb.catalog import load
from lvkb.layout import PAPERS, TAXONOMY

HERE = Path(__file__).parents[2]
FIND_CHROMIUM = HERE / "tests" / "browser" / "find-chromium"
SOURCES = ("tests", "lvkb", "templates", "site", "docs", "catalog")
CACHED = re.compile(r"(^|/)(__pycache__|\.[a-z_]+_cache|\.hypothesis)/")
DOCUMENTS = [
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *(f"docs/{path.name}" for path in sorted((HERE / "docs").glob("*.md"))),
]


def test_record_of_contributing_is_clean(tmp_path: Path) -> None:
    """The annotated record of CONTRIBUTING.md passes every check but hints, as a file of its own."""
    text = (HERE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    record = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0]
    (tmp_path / PAPERS).mkdir(parents=True)
    shutil.copy(HERE / TAXONOMY, tmp_path / TAXONOMY)
    (tmp_path / PAPERS / "mobilevit.yml").write_text(record, encoding="utf-8")
    shown = [str(finding) for finding in checks.run(load(tmp_path)) if finding.level != "hint"]
    assert shown == []


@pytest.mark.parametrize("folder", ["lvkb", "tests"])
def test_names_of_modules_are_unique(folder: str) -> None:
    """A module's name says which one is meant, wherever it is read."""
    shared = {"__init__.py", "__main__.py", "conftest.py"}
    names = Counter(file.name for file in (HERE / folder).rglob("*.py") if file.name not in shared)
    assert [name for name, times in names.items() if times > 1] == []


def test_architecture_names_every_module() -> None:
    """docs/architecture.md names each module and sub-package of lvkb, and none that is gone."""
    text = (HERE / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Layers")[2].partition("\n## ")[0]
    named = set(
        re.findall(r"`(\w+)/?`", "\n".join(row.split("|")[2] for row in table.splitlines() if row.startswith("| ")))
    )
    parts = (path for path in (HERE / "lvkb").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
    assert named == {path.stem for path in parts} - {"__init__", "__main__"}


def test_decisions_are_listed() -> None:
    """docs/decisions/README.md lists every decision, by its title, in order."""
    folder = HERE / "docs" / "decisions"
    files = sorted(folder.glob("[0-9]*.md"))
    titles = [file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in files]
    lines = [line for line in (folder / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert lines == [f"- [{title}]({file.name})" for title, file in zip(titles, files, strict=True)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_of_documents_resolve(document: str) -> None:
    """Every relative link of a hand-written document leads to a file of the repository."""
    file = HERE / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith("../../")]
    assert [link for link in inside if not (file.parent / link).exists()] == []


def test_actions_are_pinned() -> None:
    """Workflows and the action name actions by the full hash of a commit, which nobody can move."""
    files = [HERE / "action.yml", *(HERE / ".github" / "workflows").glob("*.yml")]
    uses = [line for file in files for line in re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))]
    assert uses
    assert [line for line in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_makefile_targets_are_in_contributing() -> None:
    """Each target that `make help` shows stands in the table of CONTRIBUTING.md."""
    targets = re.findall(r"^([a-z]+):.*##", (HERE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = (HERE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in targets if name not in ("all", "help") and f"`make {name}`" not in text] == []


def test_no_source_is_ignored_by_git() -> None:
    """No file of the source folders is hidden by .gitignore, which would keep it out of the repository unseen."""
    command = ["git", "ls-files", "--cached", "--others", "--ignored", "--exclude-standard", "-z", "--", *SOURCES]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode and not (HERE / ".git").exists():
        pytest.skip("this is no clone of the repository")
    assert done.stderr == ""
    hidden = [path for path in done.stdout.split("\0") if path and not CACHED.search(path)]
    assert hidden == []


@pytest.mark.parametrize("folder", SOURCES)
@pytest.mark.parametrize("name", ["build", "dist", "lib", "data", "cache", "env", "models"])
def test_folders_of_sources_may_have_any_name(folder: str, name: str) -> None:
    """A folder below the source folders is not ignored for its name: patterns for the root are anchored there."""
    command = ["git", "check-ignore", "--no-index", "--quiet", f"{folder}/{name}/file.py"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, check=False)
    if done.returncode == 128 and not (HERE / ".git").exists():
        pytest.skip("this is no clone of the repository")
    assert done.returncode == 1


def test_named_chromium_is_taken(tmp_path: Path) -> None:
    """find-chromium prints the browser that LVKB_CHROMIUM names, when it starts."""
    browser = tmp_path / "my browser"
    browser.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    browser.chmod(0o755)
    assert find_chromium(browser) == (0, f"{browser}\n", "")


def test_broken_chromium_is_refused(tmp_path: Path) -> None:
    """find-chromium says so, and takes no other, when the browser that LVKB_CHROMIUM names does not start."""
    wanted = f'find-chromium: LVKB_CHROMIUM is "{tmp_path}/none", and that does not start. Correct it, or unset it.\n'
    assert find_chromium(tmp_path / "none") == (1, "", wanted)


def find_chromium(browser: Path) -> tuple[int, str, str]:
    """Gives exit code, output and errors of find-chromium."""
    env = {"LVKB_CHROMIUM": str(browser), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["sh", str(FIND_CHROMIUM)], env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr
