"""Small invented records and knowledge bases for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from lvkb import checks
from lvkb.catalog import load

EXAMPLES = Path(__file__).parent / "examples"
TAXONOMY = (EXAMPLES / "taxonomy.yml").read_text(encoding="utf-8")

READING = '{source: paper, at: "Table 1, row 1", resolution: 224, top1: 78.3, params_m: 5.6}'
"""One sound reading of the record that `record` gives."""

ANSWERS = "answers.json"
"""File of an example of links: what the services say of them."""

_PLACES = {
    **dict.fromkeys(
        ("about.yml", "release.yml", "taxonomy.yml", "waivers.yml", "decisions.yml", "device-models.yml"), "."
    ),
    **dict.fromkeys(("counts.json", "device-timings.json"), "measured"),
}
"""Folders of the files of an example that are no records, inside `catalog/`."""


BIBLIOGRAPHY = "refs.bib"
"""File of an example that is no record, but a list of references."""


def bad_examples(*, of_links: bool) -> list[Path]:
    """Gives the folders of the bad examples of records: those that need answers of services, or all others."""
    folders = sorted((EXAMPLES / "bad").iterdir())
    of_records = (folder for folder in folders if not (folder / BIBLIOGRAPHY).is_file())
    return [folder for folder in of_records if (folder / ANSWERS).is_file() == of_links]


def example_files(folder: Path) -> dict[str, bytes]:
    """Gives an example's files by their path inside `catalog/`."""
    files = (file for file in folder.iterdir() if file.name not in ("expected.txt", ANSWERS))
    return {f"{_PLACES.get(file.name, 'papers')}/{file.name}": file.read_bytes() for file in files}


def write_root(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes a knowledge base and gives its root.

    Args:
        root: Folder that is made.
        files: Content by path inside `catalog/`, as in `papers/one.yml`.
    """
    (root / "catalog/papers").mkdir(parents=True)
    for path, content in {"taxonomy.yml": TAXONOMY, **files}.items():
        file = root / "catalog" / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def record(identity: str, **values: str | None) -> str:
    """Gives the YAML of a sound record.

    Title and arXiv id are made from the id, so that no two records look alike.

    Args:
        identity: The record's id.
        values: YAML to put for a key instead, or None to leave the key out. A key that needs no value is added.
    """
    mark = hashlib.sha256(identity.encode()).hexdigest()
    arxiv = f'"2101.{int(mark, 16) % 100_000:05}"'
    parts = {
        "id": identity,
        "name": f"N{identity}",
        "title": f'"{mark[:8]} {mark[8:16]} {mark[16:32]}"',
        "authors": "[Ada Flint]",
        "published": "{year: 2021}",
        "categories": "[components/position-encoding]",
        "arxiv": arxiv,
        "annotation": "{idea: An idea., cheaper: Something., limits: Some.}",
        "sources": f'{{paper: {{arxiv: {arxiv}, read: "2026-11-20"}}}}',
        "variants": f"[{{name: N{identity}-S, readings: [{READING}]}}]",
        "added": '"2026-11-20"',
    }
    merged = {**parts, **values}
    return "".join(f"{key}: {value}\n" for key, value in merged.items() if value is not None)


def with_reading(identity: str, reading: str, **values: str | None) -> str:
    """Gives a sound record whose one reading is the YAML given."""
    return record(identity, variants=f"[{{name: N{identity}-S, readings: [{reading}]}}]", **values)


def told(root: Path, *codes: str) -> list[str]:
    """Gives what the rules say of a knowledge base: code, field and text of each finding, in order.

    Args:
        root: Its root.
        codes: Only findings of these codes; all without any.
    """
    found = checks.run(load(root))
    return [f"{item.code} {item.field}: {item.what}" for item in found if not codes or item.code in codes]
