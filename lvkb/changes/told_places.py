"""Where a number stands: in a document, and in the record that says so."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import Location
from lvkb.permalinks import source_kind, source_url
from lvkb.records import Source
from lvkb.registers import PAPER_REGISTERS
from lvkb.results import JudgedReading

_NAMES = {register.field: register.label for register in PAPER_REGISTERS}


class Place(NamedTuple):
    """A place of a number.

    Attributes:
        source: Key of the source.
        document: Which document it is, with version or commit where the record tells it.
        url: Its address; empty when the record knows none.
        at: Table, figure or section, and row.
        location: Where the record says so.
    """

    source: str
    document: str
    url: str
    at: str
    location: Location


def place_of(catalog: Catalog, item: JudgedReading) -> Place:
    """Gives the place of a reading."""
    reading = item.recorded
    source = item.paper.sources.get(reading.source)
    return Place(
        source=reading.source,
        document=document_text(source) if source else "",
        url=source_url(source) if source else "",
        at=reading.at,
        location=catalog.at(item.paper.id, *item.keys),
    )


def document_text(source: Source) -> str:
    """Gives a document in words: `arXiv 2110.02178v2`, `apple/ml-cvnets README.md at 84d992f`."""
    kind = source_kind(source)
    value = str(getattr(source, kind, "") or "") if kind else ""
    if kind == "github":
        commit = f" at {source.commit[:12]}" if source.commit else ""
        return " ".join(filter(None, (value, source.path))) + commit
    return f"{_NAMES[kind]} {value}" if kind in _NAMES else value


def document_key(source: Source | None) -> tuple[str, ...]:
    """Gives what all versions of a document share: an arXiv id without version, a file without its commit."""
    if source is None:
        return ()
    kind = source_kind(source)
    value = str(getattr(source, kind, "") or "") if kind else ""
    if kind == "arxiv":
        value = value.rpartition("v")[0] or value
    return kind, value.lower() if kind == "github" else value, source.path or ""
