"""Packages of npm that tests ask for, where node finds them: in a folder `node_modules` that NODE_PATH names."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path


@cache
def node_package(name: str) -> Path | None:
    """Gives the folder of a package; None where node does not find it, or is not there itself."""
    asked = f"console.log(require.resolve('{name}/package.json'))"
    try:
        told = subprocess.run(["node", "-e", asked], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return Path(told.stdout.strip()).parent if told.returncode == 0 else None
