"""Git sees every file of the project: a pattern that hides one hides work that is never committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
FOLDERS = ("lvkb", "tests", "templates", "site", "docs", "catalog", ".github", ".ci")
MADE_BY_PYTHON = frozenset({"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"})


def ignored(*paths: str) -> list[str]:
    """Gives those of some paths that git would ignore, whether they are there or not."""
    command = ["git", "-C", str(HERE), "check-ignore", "--no-index", "--", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.skip(f"no clone of git: {done.stderr.strip()}")
    return done.stdout.splitlines()


def test_no_file_of_the_project_is_ignored() -> None:
    """Nothing below the project's folders is ignored but what Python itself leaves there."""
    found = [path for folder in FOLDERS for path in (HERE / folder).rglob("*") if path.is_file()]
    files = [path.relative_to(HERE) for path in found]
    assert len(files) > 500
    own = [path.as_posix() for path in files if MADE_BY_PYTHON.isdisjoint(path.parts)]
    assert ignored(*own) == []


@pytest.mark.parametrize("name", ["build", "dist", "venv", "env", "lib", "logs", "data", "site", "cache", "target"])
def test_no_name_of_a_folder_is_ignored(name: str) -> None:
    """A new folder of the tests or the package may have any usual name."""
    assert ignored(f"tests/{name}/test_x.py", f"lvkb/{name}/x.py", f"docs/{name}/x.md", f"site/pages/{name}.md") == []


def test_what_is_made_is_ignored() -> None:
    """Environment, built site and packages at the root are ignored."""
    made = [".venv/bin/python", "build/site/index.html", "dist/lvkb.whl", "lvkb/__pycache__/x.pyc"]
    assert ignored(*made) == made
