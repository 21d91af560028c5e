"""The comparison table: one row a reading, as columns of text that the page sorts and filters."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.views.reading_rows import ReadingRow


class CompareColumn(NamedTuple):
    """A column: key, heading, and how its cells sort."""

    key: str
    title: str
    type: Literal["text", "number", "link"]


class Link(NamedTuple):
    """A cell that leads somewhere; the address is relative to the page or absolute."""

    text: str
    href: str


Cell = str | Link

COLUMNS = (
    CompareColumn("model", "Model", "link"),
    CompareColumn("top1", "Top-1 %", "number"),
    CompareColumn("resolution", "Pixels", "number"),
    CompareColumn("params", "Params M", "number"),
    CompareColumn("gmacs", "GMACs", "number"),
    CompareColumn("pretrain", "Pre-training", "text"),
    CompareColumn("distilled", "Distilled", "text"),
    CompareColumn("epochs", "Epochs", "number"),
    CompareColumn("method", "Base and setting", "text"),
    CompareColumn("year", "Year", "number"),
    CompareColumn("category", "Category", "text"),
    CompareColumn("kind", "Kind", "text"),
    CompareColumn("source", "Source", "link"),
)


def compare_rows(rows: Iterable[ReadingRow]) -> tuple[tuple[Cell, ...], ...]:
    """Gives the rows of the table: lightweight models by falling accuracy, then the others.

    Readings without accuracy are left to the pages of their papers.

    Args:
        rows: Readings of the catalogue.
    """
    shown = [row for row in rows if row.top1]
    shown.sort(key=lambda row: (not row.light, -Decimal(row.top1), row.variant.casefold(), row.paper, row.at))
    return tuple(_cells(row) for row in shown)


def _cells(row: ReadingRow) -> tuple[Cell, ...]:
    marks = (
        [row.kind if row.kind != "reported" else ""]
        + (["plot"] if row.exactness == "plot" else [])
        + (["disputed"] if row.disputed else [])
    )
    return (
        Link(row.variant, f"../papers/{row.paper}/"),
        row.top1,
        row.resolution,
        row.params,
        row.gmacs,
        row.pretrain,
        row.distilled,
        row.epochs,
        row.method,
        str(row.year),
        row.category,
        ", ".join(filter(None, marks)),
        Link(row.at, f"../papers/{row.paper}/#source-{row.source_key}"),
    )
