"""Where a knowledge base is on disk, and which files it has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PAPERS = "catalog/papers"
TAXONOMY = "catalog/taxonomy.yml"
WAIVERS = "catalog/waivers.yml"
SCHEMA = "catalog/schema/paper.schema.json"
README = "README.md"


class RootNotFound(Exception):
    """There is no knowledge base at or above the folder asked for."""


def find_root(start: Path) -> Path:
    """Gives the knowledge base's root: the nearest folder upwards that holds `catalog/papers`.

    Raises:
        RootNotFound: No folder from `start` upwards holds one.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / PAPERS).is_dir():
            return folder
    raise RootNotFound(f"No catalog/papers folder in {start} or above it.")


def paper_files(root: Path) -> Iterator[str]:
    """Gives the record files of a knowledge base, sorted, as paths relative to its root."""
    for entry in sorted(os.listdir(root / PAPERS)):
        if entry.endswith(".yml"):
            yield f"{PAPERS}/{entry}"
