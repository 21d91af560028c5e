"""Invented papers, readings and results, made in memory: all that tests of derived values need of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from lvkb.catalog import Catalog
from lvkb.measured import Counts
from lvkb.records import Paper, Reading, Taxonomy, Variant
from lvkb.results import JudgedReading, Result, Results

PLAIN: dict[str, Any] = {"resolution": 224, "pretrain": "none", "distilled": "none"}
"""The protocol of the commonest setup."""

SOURCES = {
    "paper": {"arxiv": "2101.00001v1"},
    "zoo": {"github": "a/b", "path": "zoo.md", "commit": "84d992f"},
}


def reading(**values: Any) -> Reading:
    """Gives a reading of the paper's first table, or with other values; numbers may be numbers here."""
    return Reading.model_validate(_written({"source": "paper", "at": "Table 1", **values}))


def variant(name: str, *readings: Reading, timm: str | None = None) -> Variant:
    """Gives a variant."""
    return Variant(name=name, timm=timm, readings=readings)


def paper(identity: str = "a", *variants: Variant, **values: Any) -> Paper:
    """Gives a paper with an arXiv document and a repository as its sources.

    Args:
        identity: Its id; its name is the same in capitals.
        *variants: Its variants.
        **values: Other values of the record.
    """
    usual = {
        "id": identity,
        "name": identity.upper(),
        "title": f"The title of {identity}",
        "authors": ["Ada Flint"],
        "published": {"year": 2021},
        "categories": ["components/embedding"],
        "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
        "sources": SOURCES,
        "variants": variants,
        "added": "2026-01-02",
    }
    return Paper.model_validate(_written(usual | values))


def taxonomy(*paths: str) -> Taxonomy:
    """Gives a tree with the nodes of the paths, in their order; titles are the ids in capitals."""
    tree: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        family, category, *branch = path.split("/")
        tree.setdefault(family, {}).setdefault(category, []).extend(branch)
    families = [
        _node(
            family,
            categories=[_node(category, branches=[*map(_node, branches)]) for category, branches in below.items()],
        )
        for family, below in tree.items()
    ]
    return Taxonomy.model_validate({"families": families})


def _node(identity: str, **below: Any) -> dict[str, Any]:
    return {"id": identity, "title": identity.upper(), "definition": f"About {identity}.", **below}


def catalog(*papers: Paper, **values: Any) -> Catalog:
    """Gives a catalogue of papers, with counts, a taxonomy and so on as wanted."""
    return Catalog(Path(), {item.id: item for item in papers}, values.pop("taxonomy", None), **values)


def results(*papers: Paper, **values: Any) -> Results:
    """Gives what is derived from a catalogue of papers."""
    return Results(catalog(*papers, **values))


def judged(*readings: Reading, timm: str | None = None, counts: Counts | None = None) -> tuple[JudgedReading, ...]:
    """Gives the judged readings of one variant."""
    return results(paper("a", variant("A-S", *readings, timm=timm)), counts=counts).by_paper["a"]


def merged(*readings: Reading, timm: str | None = None, counts: Counts | None = None) -> tuple[Result, ...]:
    """Gives the results that the readings of one variant come to."""
    return results(paper("a", variant("A-S", *readings, timm=timm)), counts=counts).merged["a"]


def _written(value: Any) -> Any:
    """Gives a value as records hold it: numbers as text."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return str(value)
        case Mapping():
            return {key: _written(item) for key, item in value.items()}
        case list() | tuple():
            return [_written(item) for item in value]
        case _:
            return value
