"""Puts small faults into the code, one at a time, and lists those that no test notices: `make mutants`.

    python -m tests.mutants [PACKAGE or MODULE ...]

A module is tested by the tests that stand for it, then by those of its package, until one fails. All of it happens in
a copy of the working tree under build/mutants. `settings.toml` says which packages are looked at, which tests concern
them, and which faults change nothing that anybody could see.
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
COPIED = ("lvkb", "tests", "docs", "templates", "pyproject.toml")
SETTINGS = tomllib.loads((HERE / "settings.toml").read_text(encoding="utf-8"))
COSMIC_RAY = Path(sys.executable).with_name("cosmic-ray")
TIMEOUT_S = 120


class Mutant(NamedTuple):
    """A fault in a module: the line as it was, and as it is with the fault."""

    module: str
    was: str
    now: str
    is_killed: bool


def main(wanted: list[str]) -> int:
    """Runs the mutants of the packages or modules named, of all of them without any name.

    Returns:
        1 when a mutant survived that `settings.toml` does not explain.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    for name in COPIED:
        source, copy = ROOT / name, WORK / "tree" / name
        shutil.copytree(source, copy) if source.is_dir() else shutil.copy2(source, copy)
    reasons = {(item["module"], item["was"], item["now"]): item["reason"] for item in SETTINGS["equivalent"]}
    unexplained = 0
    for package, tests in SETTINGS["tests"].items():
        modules = sorted((ROOT / package).rglob("*.py")) if (ROOT / package).is_dir() else [ROOT / package]
        names = [path.relative_to(ROOT).as_posix() for path in modules]
        chosen = [name for name in names if not wanted or package in wanted or name in wanted]
        found = [mutant for name in chosen for mutant in _mutants(name, tests)]
        survivors = [mutant for mutant in found if not mutant.is_killed]
        open_ = [mutant for mutant in survivors if mutant[:3] not in reasons]
        unexplained += len(open_)
        if found:
            _report(package, found, survivors, open_)
    return 1 if unexplained else 0


def _report(package: str, found: list[Mutant], survivors: list[Mutant], open_: list[Mutant]) -> None:
    killed = len(found) - len(survivors)
    explained = len(survivors) - len(open_)
    share = (killed + explained) / len(found)
    print(f"{package}: {len(found)} mutants, {killed} killed, {explained} explained, {len(open_)} open ({share:.0%})")
    for mutant in open_:
        print(f"  {mutant.module}\n    - {mutant.was}\n    + {mutant.now}")


def _mutants(module: str, tests: list[str]) -> Iterator[Mutant]:
    """Gives the mutants of a module with what became of them."""
    config, session = WORK / "config.toml", WORK / f"{module.replace('/', '.')}.sqlite"
    own = ROOT / "tests" / Path(module).parent.name / f"test_{Path(module).stem}.py"
    first = [str(own.relative_to(ROOT))] if own.is_file() else []
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *first, *tests]
    config.write_text(_config(module, " ".join(command)), encoding="utf-8")
    _cosmic_ray("init", config, session)
    subprocess.run([COSMIC_RAY.with_name("cr-filter-operators"), session, config], cwd=WORK / "tree", check=True)
    _cosmic_ray("exec", config, session)
    for line in _cosmic_ray("dump", session).splitlines():
        _, result = json.loads(line)
        if result and result["worker_outcome"] != "skipped":
            yield Mutant(module, *_lines(result["diff"]), result["test_outcome"] != "survived")


def _config(module: str, command: str) -> str:
    return f"""
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


def _cosmic_ray(*arguments: str | Path) -> str:
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(WORK / "tree")}
    done = subprocess.run(
        [COSMIC_RAY, *arguments], cwd=WORK / "tree", env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _lines(diff: str) -> tuple[str, str]:
    """Gives the first line that a diff takes away, and the first that it adds."""
    lines = diff.splitlines()
    was = next((line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")), "")
    now = next((line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")), "")
    return was, now


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
