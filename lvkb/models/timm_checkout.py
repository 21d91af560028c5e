"""A checkout of timm's repository: where its results files are, and at which commit it is."""

from __future__ import annotations

import re
from pathlib import Path

from lvkb.measured import TIMM_REPOSITORY
from lvkb.models.timm_tables import ResultsUnreadable

RESULTS = "results-imagenet.csv"
"""Name of the file with the accuracies."""

_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)


def find_results(folder: Path) -> Path:
    """Gives the folder with the results files: the one given, or the `results` of a checkout.

    Raises:
        ResultsUnreadable: There is no results file in either.
    """
    for place in (folder, folder / "results"):
        if (place / RESULTS).is_file():
            return place
    raise ResultsUnreadable(f"{folder} has no results/{RESULTS}. Name a checkout of {TIMM_REPOSITORY}, or its results.")


def checked_out(results: Path) -> str:
    """Gives the commit of the checkout that a results folder belongs to; empty when it is not told.

    The files of `.git` are read as they are; no program is started in a folder that may be anybody's.
    """
    folder = results.parent / ".git"
    try:
        if folder.is_file():  # a further work tree of a repository elsewhere
            folder = (results.parent / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        commit = _ref(folder, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except (OSError, ValueError):
        return ""
    return commit if is_commit(commit) else ""


def is_commit(text: str) -> bool:
    """Tells whether a text is a commit with all of its digits."""
    return _COMMIT.fullmatch(text) is not None


def _ref(folder: Path, ref: str) -> str:
    common = folder / "commondir"
    places = [folder, folder / common.read_text(encoding="utf-8").strip()] if common.is_file() else [folder]
    for place in places:
        if (place / ref).is_file():
            return (place / ref).read_text(encoding="utf-8").strip()
        packed = place / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        for line in lines:
            if line.endswith(f" {ref}"):
                return line.partition(" ")[0]
    return ""
