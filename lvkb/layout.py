"""Where a knowledge base is on disk, and which files it has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lvkb.errors import LvkbError

CATALOG = "catalog"
PAPERS = "catalog/papers"
ABOUT = "catalog/about.yml"
TAXONOMY = "catalog/taxonomy.yml"
WAIVERS = "catalog/waivers.yml"
DECISIONS = "catalog/decisions.yml"
QUERIES = "catalog/queries.yml"
DEVICE_MODELS = "catalog/device-models.yml"
RELEASE = "catalog/release.yml"
COUNTS = "catalog/measured/counts.json"
TIMM_RESULTS = "catalog/measured/timm-results.json"
TIMINGS = "catalog/measured/device-timings.json"
SCHEMA = "catalog/schema/paper.schema.json"
README = "README.md"
CITATION = "CITATION.cff"
ZENODO = ".zenodo.json"

_LONGEST = 100
_SHARE = "_share"
"""Folder of the package that holds what the wheel brings beside code."""


class RootNotFound(LvkbError):
    """There is no knowledge base at or above the folder asked for."""


def find_root(start: Path) -> Path:
    """Gives the knowledge base's root: the nearest folder upwards that holds `catalog/papers`.

    Raises:
        RootNotFound: No folder from `start` upwards holds one, or `start` is no folder that can be read.
    """
    try:
        start = Path(os.path.realpath(start))  # unlike resolve(), it bears links that go in a circle
        if not start.is_dir():
            raise RootNotFound(f"There is no folder {start}.")
        for folder in (start, *start.parents):
            if (folder / PAPERS).is_dir():
                return folder
    except OSError as error:
        raise RootNotFound(f"The folder {_shown(start)} cannot be read: {error.strerror}.") from None
    except ValueError:  # it has a character that no path has
        raise RootNotFound(f"{_shown(start)!r} is no folder.") from None
    raise RootNotFound(f"No catalog/papers folder in {start} or above it.")


def _shown(path: Path) -> str:
    """Gives a path for a message, which stays one line of some length."""
    return str(path)[:_LONGEST]


def snapshot_root() -> Path:
    """Gives the root of the knowledge base that lvkb brings along: packed with it, or the clone that it is run from."""
    return packed(TAXONOMY).resolve().parents[1]  # where an installer links files, this is where they lie


def is_packed(root: Path) -> bool:
    """Tells whether a root is that of the snapshot that is packed with lvkb."""
    return root.name == _SHARE and root == snapshot_root()


def find_root_or_snapshot(start: Path | None = None) -> Path:
    """Gives the knowledge base that questions are put to: the one asked for, the one around, else what lvkb brings.

    Args:
        start: A folder inside the knowledge base; without it, the working folder or the snapshot.

    Raises:
        RootNotFound: A folder was named that no knowledge base lies around.
    """
    if start is not None:
        return find_root(start)
    try:
        return find_root(Path.cwd())
    except RootNotFound:
        return find_root(snapshot_root())


def paper_files(root: Path) -> Iterator[str]:
    """Gives the record files of a knowledge base, sorted, as paths relative to its root."""
    for entry in sorted(os.listdir(root / PAPERS)):
        if is_record_name(entry):
            yield f"{PAPERS}/{entry}"


def is_record_name(entry: str) -> bool:
    """Tells whether a file name can be a record's; one that does not print is never read, and never an id."""
    return entry.endswith(".yml") and entry.isprintable()


def is_record_path(path: str) -> bool:
    """Tells whether a path, relative to the root, can be that of a record."""
    folder, _, name = path.rpartition("/")
    return folder == PAPERS and is_record_name(name)


def share(root: Path, name: str) -> Path:
    """Gives a file or folder that belongs to lvkb itself: `templates`, `site/pages`, `mkdocs.yml`, ....

    A knowledge base may bring its own; otherwise the one packed with lvkb is taken.
    """
    own = root / name
    return own if own.exists() else packed(name)


def packed(name: str) -> Path:
    """Gives a file or folder that belongs to lvkb itself, whatever a knowledge base may bring."""
    inside = Path(__file__).parent / _SHARE / name
    return inside if inside.exists() else Path(__file__).parent.parent / name
