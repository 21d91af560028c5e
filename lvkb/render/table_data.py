"""The comparison table as data for its page."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lvkb.render.figure_texts import cell_text
from lvkb.views.compare import COLUMNS, Cell, Link

Row = tuple[Cell, ...]


def table_json(rows: Iterable[Row]) -> str:
    """Gives the comparison table as compact JSON: columns, then rows of cells.

    A link is `[text, address]`; an address that is only an anchor belongs to the page of the row's first link. A number
    that was counted by us, not reported, has `*` behind it.
    """
    columns = [{"key": column.key, "title": column.title, "type": column.type} for column in COLUMNS]
    data = {"columns": columns, "rows": [[_short(cell, row[0]) for cell in row] for row in rows]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _short(cell: Cell, first: Cell) -> str | Link:
    if not isinstance(cell, Link):
        return cell_text(cell)
    if isinstance(first, Link) and cell.href.startswith(f"{first.href}#"):
        return Link(cell.text, cell.href.removeprefix(first.href))
    return cell
