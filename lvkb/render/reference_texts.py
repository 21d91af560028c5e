"""New and changed results beside reference rows, as tables of texts."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from lvkb.changes.comparison import Changes
from lvkb.changes.reference_rows import ReferenceTable
from lvkb.render.figure_texts import number, rounded
from lvkb.wording import amount


class Table(NamedTuple):
    """Results of one setup; the first cell of each row says what it is.

    Attributes:
        setup: The setup.
        note: How many models and bands it has.
        rows: Role, model, accuracy, parameters, GMACs, band, front.
    """

    setup: str
    note: str
    rows: tuple[tuple[str, ...], ...]


ARROW = "\N{RIGHTWARDS ARROW}"
HEAD = ("", "model", "top-1 %", "params M", "GMACs", "band", "front")
ROLES = {"new": "new", "changed": "changed", "best": "best of the setup", "near": "about as large"}


def tables(changes: Changes) -> tuple[Table, ...]:
    """Gives the tables of new and changed results beside reference rows."""
    return tuple(map(_table, changes.tables))


def cost_text(value: Decimal | None) -> str:
    """Gives a cost as it was printed; a counted one has more digits than anybody reads."""
    if value is None:
        return "?"
    exponent = value.as_tuple().exponent
    return rounded(value) if isinstance(exponent, int) and exponent < -3 else number(value)


def _table(item: ReferenceTable) -> Table:
    rows = []
    for row in item.rows:
        figures = [
            (row.entry.top1, row.before and row.before.top1),
            (row.entry.params, row.before and row.before.params),
        ]
        figures.append((row.entry.gmacs, row.before and row.before.gmacs))
        cells = (_was(now, was, is_changed=row.before is not None) for now, was in figures)
        rows.append((ROLES[row.role], row.entry.model, *cells, str(row.band), "yes" if row.is_front else ""))
    return Table(str(item.setup), f"{amount(item.models, 'model')} in {amount(item.bands, 'band')}", tuple(rows))


def _was(now: Decimal | None, was: Decimal | None, *, is_changed: bool) -> str:
    return f"{cost_text(was)} {ARROW} {cost_text(now)}" if is_changed and was != now else cost_text(now)
