"""The settings of `make mutants`, held against the code."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
SETTINGS = tomllib.loads((HERE / "tests/mutants/settings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", SETTINGS["equivalent"], ids=lambda entry: entry["now"][:40] or "removed")
def test_an_explained_fault_is_one_of_the_code(entry: dict[str, str]) -> None:
    """Each explained fault is of a line that still stands in its module, or in any, and has a reason."""
    packages = [HERE / entry["module"]] if "module" in entry else [HERE / name for name in SETTINGS["tests"]]
    modules = [module for path in packages for module in ([path] if path.is_file() else path.rglob("*.py"))]
    lines = {line.strip() for module in modules for line in module.read_text(encoding="utf-8").splitlines()}
    assert entry["was"] in lines
    assert entry["reason"].endswith(".")


def test_packages_and_their_tests_are_there() -> None:
    """Each package that is looked at, and each folder of tests that holds it, is in the tree."""
    named = [*SETTINGS["tests"], *(folder for folders in SETTINGS["tests"].values() for folder in folders)]
    assert [name for name in named if not (HERE / name).is_dir()] == []
