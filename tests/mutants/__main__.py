"""Puts small faults into the code, one at a time, and lists those that no test notices: `make mutants`.

    python -m tests.mutants [PACKAGE or MODULE ...]

A module is held by the tests that bear its name, then by all that concern its package, until one fails. It happens in a
copy of the working tree under build/mutants. `settings.toml` says which packages are looked at, which tests concern
them, and which faults nobody could notice.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "mutants"
TREE = WORK / "tree"
COPIED = ("lvkb", "tests", "docs", "templates", "pyproject.toml")
SETTINGS = tomllib.loads((HERE / "settings.toml").read_text(encoding="utf-8"))
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
TIMEOUT_S = 120


class Mutant(NamedTuple):
    """A fault: the module, its line as it was and as it is now, and whether a test noticed."""

    module: str
    was: str
    now: str
    is_killed: bool


def main(wanted: list[str]) -> int:
    """Tries the faults of the packages or modules named, of all of them without any name.

    Returns:
        1 when no test noticed a fault that `settings.toml` does not explain.
    """
    copy_tree()
    reasons = {(item.get("module", ""), item["was"], item["now"]) for item in SETTINGS["equivalent"]}
    is_open = False
    for package, tests in SETTINGS["tests"].items():
        modules = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / package).rglob("*.py"))]
        chosen = [module for module in modules if not wanted or package in wanted or module in wanted]
        if chosen:
            run(*PYTEST, *tests)  # they pass without any fault, and leave everything compiled
            found = [mutant for module in chosen for mutant in mutants(module, tests)]
            is_open |= report(package, found, reasons)
    return int(is_open)


def copy_tree() -> None:
    """Copies what the tests need, so that the working tree never holds a fault."""
    shutil.rmtree(WORK, ignore_errors=True)
    for name in COPIED:
        source, copy = ROOT / name, TREE / name
        shutil.copytree(source, copy) if source.is_dir() else shutil.copy2(source, copy)


def mutants(module: str, tests: list[str]) -> Iterator[Mutant]:
    """Gives the faults of a module with what became of them."""
    files = sorted(path.relative_to(TREE) for folder in tests for path in (TREE / folder).rglob("test_*.py"))
    files.sort(key=lambda path: not path.stem.startswith(f"test_{Path(module).stem}"))
    config, session = WORK / "config.toml", WORK / f"{module.replace('/', '.')}.sqlite"
    config.write_text(configuration(module, " ".join(map(str, [*PYTEST, *files]))), encoding="utf-8")
    run(tool("cosmic-ray"), "init", config, session)
    run(tool("cr-filter-operators"), session, config)
    run(tool("cosmic-ray"), "exec", config, session)
    for line in run(tool("cosmic-ray"), "dump", session).splitlines():
        _, result = json.loads(line)
        if result["worker_outcome"] != "skipped":
            yield Mutant(module, *first_lines(result["diff"]), is_killed=result["test_outcome"] != "survived")


def report(package: str, found: list[Mutant], reasons: set[tuple[str, str, str]]) -> bool:
    """Prints what became of the faults of a package, and tells whether one stays open."""
    survivors = [mutant for mutant in found if not mutant.is_killed]
    unexplained = [item for item in survivors if reasons.isdisjoint({item[:3], ("", item.was, item.now)})]
    counts = (len(found), len(found) - len(survivors), len(survivors) - len(unexplained), len(unexplained))
    print("{}: {} mutants, {} killed, {} explained, {} open".format(package, *counts))
    for mutant in unexplained:
        print(f"  {mutant.module}\n    - {mutant.was}\n    + {mutant.now}")
    return bool(unexplained)


def configuration(module: str, command: str) -> str:
    """Gives the configuration of a session."""
    return f"""\
[cosmic-ray]
module-path = {json.dumps(module)}
timeout = {TIMEOUT_S}
excluded-modules = []
test-command = {json.dumps(command)}
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = {json.dumps(SETTINGS["left-out"])}
"""


def tool(name: str) -> Path:
    """Gives a command of cosmic-ray, which lies beside this Python."""
    return Path(sys.executable).with_name(name)


def run(*command: str | Path) -> str:
    """Runs a command in the copy, and gives what it says."""
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(TREE)}
    return subprocess.run(command, cwd=TREE, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def first_lines(diff: str) -> tuple[str, str]:
    """Gives the first line that a diff takes away, and the first that it adds; empty where all are blank."""
    lines = [line for line in diff.splitlines() if line[1:].strip() and not line.startswith(("---", "+++"))]
    was, now = (next((line[1:].strip() for line in lines if line.startswith(sign)), "") for sign in "-+")
    return was, now


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
