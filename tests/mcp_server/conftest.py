"""Tests of the server are skipped where the package `mcp` is missing."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

collect_ignore_glob: list[str] = []

if find_spec("mcp") is None:
    if os.environ.get("CI") and not os.environ.get("MINIMUM"):  # make gives it to its commands
        raise pytest.UsageError("the package mcp is missing, without which its tests would try nothing")
    collect_ignore_glob.append("test_*.py")
