"""Equal records give equal bytes: in any folder, time zone, language, hash seed, and order of files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.build.conftest import ADDRESS, Built
from tests.build.toy import REPOSITORY, TOY, files_in

SHUFFLED = """
import os
from random import Random

names = os.listdir


def shuffled(folder="."):
    found = names(folder)
    Random(7).shuffle(found)
    return found


os.listdir = shuffled
"""
"""Python reads this when it starts: every folder is listed in an order of its own."""


def test_site_of_another_machine(built: Built, tmp_path: Path) -> None:
    """A build elsewhere, with its files written in reverse and everything around it different, gives the same bytes."""
    root = tmp_path / "another folder" / "kb"
    for file in sorted((path for path in (TOY / "catalog").rglob("*") if path.is_file()), reverse=True):
        target = root / file.relative_to(TOY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    (tmp_path / "start").mkdir()
    (tmp_path / "start/sitecustomize.py").write_text(SHUFFLED)
    env = os.environ | {
        "LVKB_CACHE": str(tmp_path / "cache"),
        "LVKB_SITE_URL": ADDRESS,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "4102444800",
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "start"), str(REPOSITORY))),
    }
    command = [sys.executable, "-m", "lvkb", "build", "--root", str(root)]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "wrote README.md\nwrote catalog/schema/paper.schema.json\nwrote build/site\n"
    here, there = files_in(built.root), files_in(root)
    assert sorted(here) == sorted(there)
    assert [path for path in here if here[path] != there[path]] == ["build/mkdocs.yml"]  # it names the folder
