"""The locked requirements, held against pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

HERE = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = ("requirements", "requirements/minimum")
LOCKS = sorted(path.relative_to(HERE).as_posix() for folder in FOLDERS for path in (HERE / folder).glob("*.txt"))
PLAIN = "torch.txt"  # each build of torch has hashes of its own
BY_SYSTEM = {"torch", "torchvision"}


class Pin(NamedTuple):
    """One locked version, with what follows it in its entry."""

    name: str
    version: Version
    rest: str


def pins(lock: str) -> Iterator[Pin]:
    """Gives the entries of a lock; each is a line, and those that begin with spaces below it."""
    text = (HERE / lock).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?! )", text.strip()):
        if not entry.startswith("#"):
            found = re.match(r"([a-z0-9-]+)==(\S+)(.*)", entry, re.DOTALL)
            assert found, f"{lock}: {entry}"
            yield Pin(found[1], Version(found[2]), found[3])


def requirements(*groups: str) -> Iterator[Requirement]:
    """Gives what groups of pyproject.toml name, with the groups that they include."""
    for item in (item for group in groups for item in PROJECT["dependency-groups"][group]):
        if isinstance(item, str):
            yield Requirement(item)
        else:
            yield from requirements(item["include-group"])


def wanted(lock: str) -> Iterator[Requirement]:
    """Gives what pyproject.toml wants of the set that a lock holds."""
    name = Path(lock).stem
    if name == "torch":
        yield from (line for line in requirements("models") if line.name in BY_SYSTEM)
    elif name == "base":
        extras = PROJECT["project"]["optional-dependencies"]
        lines: Iterable[str] = (*PROJECT["project"]["dependencies"], *extras["site"], *extras["links"])
        yield from (*map(Requirement, lines), *requirements("install"))
    else:
        yield from (line for line in requirements(name) if line.name not in BY_SYSTEM)


def test_every_set_is_locked() -> None:
    """Each group of pyproject.toml has its lock; `install` and `notebook` are parts of others, `dev` is others."""
    groups = set(PROJECT["dependency-groups"]) - {"install", "notebook", "dev"}
    assert {Path(lock).stem for lock in LOCKS if "minimum" not in lock} == {*groups, "base", "torch"}
    assert {Path(lock).stem for lock in LOCKS if "minimum" in lock} == {"base", "models", "test", "torch"}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_in_step(lock: str) -> None:
    """Every package that pyproject.toml names is locked, in versions within its bounds; `make lock` mends it."""
    locked = defaultdict(list)
    for pin in pins(lock):
        locked[pin.name].append(pin.version)
    broken = [
        str(line)
        for line in wanted(lock)
        if not locked[canonicalize_name(line.name)]
        or not all(line.specifier.contains(version) for version in locked[canonicalize_name(line.name)])
    ]
    assert broken == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_hashes_and_no_address(lock: str) -> None:
    """Every entry has hashes but those of torch, and nothing says where packages come from."""
    without = [pin.name for pin in pins(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", pin.rest)]
    assert without == (sorted(BY_SYSTEM) if lock.endswith(PLAIN) else [])
    text = (HERE / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|index|find-links|trusted|(?<=\n)-.*", text) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_version_in_all_sets(folder: str) -> None:
    """What stands in several sets has the same versions in each, since they are installed into one environment."""
    versions: dict[str, set[frozenset[Version]]] = defaultdict(set)
    for lock in (lock for lock in LOCKS if str(Path(lock).parent) == folder):
        locked = defaultdict(set)
        for pin in pins(lock):
            locked[pin.name].add(pin.version)
        for name, found in locked.items():
            versions[name].add(frozenset(found))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_brings_cuda(lock: str) -> None:
    """CUDA, several GB, comes with no lock: only a build of torch that is made for it may bring it."""
    assert [pin.name for pin in pins(lock) if re.match(r"(nvidia|cuda)-|triton$", pin.name)] == []


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if "minimum" in lock])
def test_minimum_is_the_lower_bound(lock: str) -> None:
    """The oldest versions that are tried are those that pyproject.toml names as its lower bounds."""
    locked = {pin.name: pin.version for pin in pins(lock)}
    bounds = {
        line.name: bound
        for line in wanted(lock)
        for bound in (Version(part.version) for part in line.specifier if part.operator == ">=")
    }
    assert {name: locked[canonicalize_name(name)] for name in bounds} == bounds


def test_build_tool_is_locked() -> None:
    """What pyproject.toml names for building lvkb is what the group `install` names, and so the lock holds it."""
    (tool,) = PROJECT["build-system"]["requires"]
    assert tool in PROJECT["dependency-groups"]["install"]
