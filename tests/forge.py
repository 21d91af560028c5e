"""Runs the `run:` lines of a workflow on a small knowledge base, with stand-ins for what a machine of a forge has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parents[1]
WORKFLOWS = HERE / ".github/workflows"
PROGRAMS = ("make", "gh", "go", "npx", "python", "reviewdog")
"""Programs that have a stand-in: it writes down its arguments and what it was given of the environment."""

SEEN = ("CI_PULL_REQUEST", "CI_COMMIT", "CI_REPO_OWNER", "CI_REPO_NAME")
"""Variables that a stand-in writes down when they are set."""

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Outcome(NamedTuple):
    """What a step came to: its name, exit code and what it printed."""

    name: str
    code: int
    text: str


@dataclass
class Forge:
    """A machine of a forge with a checkout on it.

    Attributes:
        folder: Where everything is.
        values: What expressions of the workflow come to, by their text.
        answers: What stand-ins print, by a part of their call; the first that fits counts.
        codes: How stand-ins end, likewise; 0 for the others.
        real: Commands of lvkb that are run indeed; the others have a stand-in.
    """

    folder: Path
    values: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    real: tuple[str, ...] = ("check", "diff", "fix")

    def __post_init__(self) -> None:
        self.work, self.temp, self.bin = self.folder / "work", self.folder / "temp", self.folder / "bin"
        for path in (self.temp, self.bin):
            path.mkdir(parents=True, exist_ok=True)
        for name in PROGRAMS:
            self._stand_in(self.bin / name, name)

    def prepare(self) -> None:
        """Puts the environment of lvkb into the checkout, as `make` does."""
        programs = self.work / ".venv/bin"
        programs.mkdir(parents=True)
        self._script(programs / "python", f'exec "{sys.executable}" "$@"')
        self._stand_in(programs / "lvkb-else", "lvkb")
        runs = f'exec "{sys.executable}" -P -m lvkb "$@"'
        network = '*" --links"*) exec "$0-else" "$@" ;;'
        real = "|".join(self.real)
        self._script(
            programs / "lvkb", f'case " $*" in {network} esac\ncase $1 in {real}) {runs} ;; esac\nexec "$0-else" "$@"'
        )

    def run(self, workflow: str, job: str) -> list[Outcome]:
        """Runs the lines of a job, one step after the other; a step runs also after one that failed.

        Args:
            workflow: Name of one of our own, or the whole path of another one.
            job: Its job.
        """
        text = (WORKFLOWS / workflow).read_text(encoding="utf-8")
        steps = yaml.safe_load(text)["jobs"][job]["steps"]
        return [self._step(step) for step in steps if "run" in step]

    def stand_in(self, name: str) -> None:
        """Puts a stand-in for one more program onto the machine."""
        self._stand_in(self.bin / name, name)

    @property
    def calls(self) -> list[str]:
        """What stand-ins were called with, in order."""
        log = self.folder / "calls"
        return log.read_text(encoding="utf-8").splitlines() if log.is_file() else []

    def output(self, name: str) -> str:
        """Gives what a step put into one of the files that the forge reads: `GITHUB_OUTPUT`, `GITHUB_STEP_SUMMARY`."""
        file = self.folder / name
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def _step(self, step: Mapping[str, Any]) -> Outcome:
        assert not _EXPRESSION.search(step["run"]), "values of the forge come as variables, never into the script"
        shell = ["bash", "-eo", "pipefail"] if step.get("shell") == "bash" else ["bash", "-e"]
        env = {name: _EXPRESSION.sub(self._value, str(value)) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            [*shell, "-c", step["run"]], cwd=self.work, env=self._environment() | env, capture_output=True, check=False
        )
        return Outcome(step["name"], done.returncode, (done.stdout + done.stderr).decode(errors="replace"))

    def _value(self, expression: re.Match[str]) -> str:
        return self.values[expression[1]]

    def _environment(self) -> dict[str, str]:
        files = {name: str(self.folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        return files | {
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "PYTHONPATH": str(HERE),
            "HOME": str(self.folder),
            "LVKB_CACHE": os.environ["LVKB_CACHE"],
            "LC_ALL": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "owner/base",
            "RUNNER_TEMP": str(self.temp),
        }

    def _stand_in(self, file: Path, name: str) -> None:
        log = self.folder / "calls"
        seen = " ".join(f"${{{variable}:+{variable}=${variable}}}" for variable in SEEN)
        lines = [f'echo "{name} $*" {seen} | tr -s " " | sed "s/ $//" >>"{log}"']
        told = {key: self.answers.get(key, "") for key in {**self.answers, **self.codes}}
        cases = (
            f"*'{key}'*) cat <<'THE END'\n{text}\nTHE END\nexit {self.codes.get(key, 0)} ;;"
            for key, text in told.items()
        )
        lines.append("\n".join((f'case "{name} $*" in', *cases, "esac")))
        self._script(file, "\n".join(lines))

    @staticmethod
    def _script(file: Path, text: str) -> None:
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)


def lay_scripts(root: Path) -> None:
    """Puts the scripts of the workflows into a checkout."""
    shutil.copytree(HERE / ".ci", root / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
