"""The comparison table: one row a result, its cells as values that the page sorts and filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.catalog import Node
from lvkb.results import Figure, Result
from lvkb.subject.metrics import PARAMS, TOP1
from lvkb.views.marks import marks


class Link(NamedTuple):
    """A cell that leads somewhere; the address is relative to the page or absolute."""

    text: str
    href: str


class Method(NamedTuple):
    """What a result's method was applied to, and how: the cell of one result, whose protocol tells it."""

    result: Result


Cell = str | int | Decimal | Figure | Method | Link | None


class CompareColumn(NamedTuple):
    """A column of the table.

    Attributes:
        key: Its name in limits of the page: `params<=6`.
        title: Its heading.
        type: How its cells sort.
        cell: Gives the cell of a result, None for an empty one.
    """

    key: str
    title: str
    type: Literal["text", "number", "link"]
    cell: Callable[[Result, Mapping[str, Node]], Cell]


def _page(result: Result) -> str:
    return f"../papers/{result.paper.id}/"


def _source(result: Result) -> Link:
    reading = result.main.reading
    return Link(reading.at, f"{_page(result)}#source-{reading.source}")


def _category(result: Result, nodes: Mapping[str, Node]) -> str:
    node = nodes.get(result.paper.categories[0])
    return node.title if node else ""


COLUMNS = (
    CompareColumn("model", "Model", "link", lambda result, _: Link(result.variant.name, _page(result))),
    CompareColumn("paper", "Paper", "text", lambda result, _: result.paper.name),
    CompareColumn("top1", TOP1.heading, "number", lambda result, _: result.top1),
    CompareColumn("resolution", "Pixels", "number", lambda result, _: result.protocol.resolution),
    CompareColumn("params", PARAMS.heading, "number", lambda result, _: result.params_m),
    CompareColumn("gmacs", "GMACs", "number", lambda result, _: result.gmacs),
    CompareColumn("setup", "Setup", "text", lambda result, _: str(result.setup)),
    CompareColumn("dataset", "Data set", "text", lambda result, _: result.protocol.dataset),
    CompareColumn("pretrain", "Pre-training", "text", lambda result, _: result.protocol.pretrain),
    CompareColumn("distilled", "Distilled", "text", lambda result, _: result.protocol.distilled),
    CompareColumn("epochs", "Epochs", "number", lambda result, _: result.protocol.epochs),
    CompareColumn("method", "Applied to", "text", lambda result, _: Method(result)),
    CompareColumn("note", "Note", "text", lambda result, _: "; ".join(result.notes)),
    CompareColumn("year", "Year", "number", lambda result, _: result.paper.published.year),
    CompareColumn("category", "Category", "text", _category),
    CompareColumn("marks", "Marks", "text", lambda result, _: ", ".join(marks(result))),
    CompareColumn("source", "Source", "link", lambda result, _: _source(result)),
)


def compared(results: Iterable[Result]) -> tuple[Result, ...]:
    """Gives the results of the table: lightweight models by falling accuracy, then the others.

    Results without accuracy are left to the pages of their papers.
    """
    return tuple(sorted((result for result in results if result.top1), key=_order))


def cells(result: Result, nodes: Mapping[str, Node]) -> tuple[Cell, ...]:
    """Gives the cells of a result, in the order of the columns.

    Args:
        result: The result.
        nodes: Nodes of the taxonomy by path.
    """
    return tuple(column.cell(result, nodes) for column in COLUMNS)


def _order(result: Result) -> tuple[bool, Decimal, str, str, str]:
    assert result.top1
    return (
        not result.is_light,
        -result.top1.value,
        result.variant.name.casefold(),
        result.paper.id,
        result.main.reading.at,
    )
