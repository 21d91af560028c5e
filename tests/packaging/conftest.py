"""Environments in which lvkb is installed from its wheel, with its sources out of reach.

They are made without the network, of the packages that this environment has. `LVKB_WHEEL_ENVIRONMENTS` names a folder
with environments that pip has made instead; tests/packaging/try-wheel does so. Nothing here imports lvkb.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]


class Environment:
    """An environment with lvkb in it, and a knowledge base to work on."""

    def __init__(self, python: Path, root: Path) -> None:
        self.python, self.root = python, root

    @property
    def elsewhere(self) -> Environment:
        """The same environment in an empty folder, with a cache of its own."""
        folder = self.root.parent / "elsewhere/empty"
        folder.mkdir(parents=True, exist_ok=True)
        return Environment(self.python, folder)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs this environment's Python inside the knowledge base."""
        kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE")
        env = {name: os.environ[name] for name in kept if name in os.environ}
        env |= {"LVKB_CACHE": str(self.root.parent / "cache"), "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "200"}
        command = [str(self.python), *words]
        return subprocess.run(command, cwd=self.root, env=env, capture_output=True, encoding="utf-8", check=False)

    def lvkb(self, *words: str) -> tuple[int, str, str]:
        """Runs the command lvkb, and gives exit code, output and errors."""
        done = self.run("-m", "lvkb", *words)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of these sources, or the one that is tried."""
    if given := os.environ.get("LVKB_WHEEL_ENVIRONMENTS"):
        (found,) = Path(given).glob("*.whl")
        return found
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def plain(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install lvkb` gives: no extra."""
    return _environment(wheel, tmp_path_factory.mktemp("plain"), ())


@pytest.fixture(scope="session")
def with_site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install "lvkb[site]"` gives."""
    return _environment(wheel, tmp_path_factory.mktemp("site"), ("site",))


@pytest.fixture(scope="session")
def with_answers(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install "lvkb[arrow,mcp]"` gives."""
    if find_spec("mcp") is None:
        pytest.skip("the package mcp is not installed")
    return _environment(wheel, tmp_path_factory.mktemp("answers"), ("arrow", "mcp"))


def _environment(wheel: Path, folder: Path, extras: tuple[str, ...]) -> Environment:
    root = folder / "kb"
    shutil.copytree(REPOSITORY / "tests/toy/catalog", root / "catalog")
    name = "-".join(("plain", *extras))
    if given := os.environ.get("LVKB_WHEEL_ENVIRONMENTS"):
        return Environment(_python(Path(given).resolve() / name), root)
    venv.create(folder / name, with_pip=False)
    python = _python(folder / name)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / name)}))
    shutil.unpack_archive(wheel, packages, "zip")
    (own,) = metadata.distributions(path=[str(packages)])
    for distribution in _closure(own, extras).values():
        for top in {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (packages / top).exists():
                (packages / top).symlink_to(Path(str(distribution.locate_file(top))))
    return Environment(python, root)


def _python(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _closure(own: metadata.Distribution, extras: tuple[str, ...]) -> dict[str, metadata.Distribution]:
    """Gives the installed packages that a package needs, and those that they need, by name."""
    found: dict[str, metadata.Distribution] = {}
    left = [(own, extras)]
    while left:
        distribution, wanted = left.pop()
        for line in map(Requirement, distribution.requires or ()):
            holds = not line.marker or any(line.marker.evaluate({"extra": extra}) for extra in (*wanted, ""))
            if holds and (line.name not in found or line.extras):
                found[line.name] = metadata.distribution(line.name)
                left.append((found[line.name], tuple(line.extras)))
    return found
