"""Checkouts of repositories whose results are taken over: where timm's files are, and at which commit one is."""

from __future__ import annotations

import re
from pathlib import Path

from lvkb.errors import WrongUse
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


def checked_out(checkout: Path) -> str:
    """Gives the commit of a checkout; empty when it is not told.

    The files of `.git` are read as they are; no program is started in a folder that may be anybody's.
    """
    folder = checkout / ".git"
    try:
        if folder.is_file():  # a further work tree of a repository elsewhere
            folder = (checkout / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        commit = _ref(folder, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except (OSError, ValueError):
        return ""
    return commit if is_commit(commit) else ""


def chosen_commit(given: str | None, read: str) -> str:
    """Gives the commit that results are noted with, and refuses when there is none or there are two.

    Args:
        given: The one that a person names.
        read: The one that the checkout tells, empty when it tells none.

    Raises:
        WrongUse: There is none, or there are two, or it lacks digits.
    """
    if given and not is_commit(given):
        raise WrongUse(f'"{given}" is no commit: name it with all of its 40 digits.')
    if given and read and given != read:
        raise WrongUse(f"the checkout is at {read}, not at {given}. Check the other one out, or leave --commit out.")
    if not (given or read):
        raise WrongUse("the folder does not tell its commit. Name it with --commit.")
    return given or read


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
