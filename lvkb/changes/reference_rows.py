"""New and changed results beside the best of their setup and those of about the same size: is it plausible?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.changes.front_moves import by_setup
from lvkb.changes.ranked_field import Ranked
from lvkb.subject.setups import Setup
from lvkb.views.ranking import Entry, front, ranking

Role = Literal["new", "changed", "best", "near"]

_NEAR = 2
"""Models of about the same size that stand beside a result."""


class ReferenceRow(NamedTuple):
    """A model in a table of one setup.

    Attributes:
        role: `new` or `changed` for a result of the change; `best` for the cheapest that ties with the best of the
            setup, `near` for a model of another paper with about as many parameters.
        entry: The model with its figures.
        before: What it was before, for `changed`.
        band: Its band in the setup, from 1 for the best; models of one band tie with the first of it.
        is_front: Whether no other model of the setup is both cheaper and more accurate, by GMACs or by parameters.
    """

    role: Role
    entry: Entry
    before: Entry | None
    band: int
    is_front: bool


class ReferenceTable(NamedTuple):
    """The new and changed results of one setup with rows to hold them against, by rising parameters.

    Attributes:
        setup: The setup.
        rows: The rows.
        models: How many models the setup has.
        bands: How many bands they come to.
    """

    setup: Setup
    rows: tuple[ReferenceRow, ...]
    models: int
    bands: int


def reference_tables(field: Iterable[Ranked], old: Iterable[Ranked], new: Iterable[Ranked]) -> Iterator[ReferenceTable]:
    """Gives a table for each setup in which results are new or have other figures.

    Args:
        field: Every ranked result of the setups now.
        old: Ranked results of the records that changed, before.
        new: Ranked results of the records that changed, now.
    """
    whole, before = by_setup(field), by_setup(old)
    for setup, entries in sorted(by_setup(new).items()):
        known = before.get(setup, ())
        fresh = [entry for entry in dict.fromkeys(entries) if entry not in known]
        if fresh:
            yield _table(setup, whole.get(setup, ()), known, fresh)


def _table(setup: Setup, field: tuple[Entry, ...], known: Iterable[Entry], fresh: list[Entry]) -> ReferenceTable:
    ranks = ranking(field)
    band = {entry.model: number for number, band in enumerate(ranks.bands, start=1) for entry in band}
    fronts = {*front(field, lambda entry: entry.gmacs), *front(field, lambda entry: entry.params)}
    former = {entry.model: entry for entry in known}
    roles: dict[Entry, Role] = {entry: "changed" if entry.model in former else "new" for entry in fresh}
    others = [entry for entry in ranks.rows if entry.model not in {item.model for item in fresh}]
    if ranks.cheapest:
        roles.setdefault(ranks.cheapest, "best")
    for entry in fresh:
        for near in _near(entry, others):
            roles.setdefault(near, "near")
    rows = (
        ReferenceRow(
            role, entry, former.get(entry.model) if role == "changed" else None, band[entry.model], entry in fronts
        )
        for entry, role in roles.items()
    )
    return ReferenceTable(setup, tuple(sorted(rows, key=_by_size)), len(band), len(ranks.bands))


def _near(entry: Entry, others: Iterable[Entry]) -> Iterator[Entry]:
    """Gives the models of other papers whose parameters are nearest in proportion, one a paper."""
    if entry.params is None:
        return
    nearest: dict[str, tuple[Decimal, Decimal, Entry]] = {}
    for item in others:
        if item.params:
            found = (_ratio(entry.params, item.params), -item.top1, item)
            nearest[_paper(item)] = min(nearest.get(_paper(item), found), found)
    nearest.pop(_paper(entry), None)
    yield from (item for *_, item in sorted(nearest.values())[:_NEAR])


def _paper(entry: Entry) -> str:
    return entry.model.partition("/")[0]


def _ratio(one: Decimal, two: Decimal) -> Decimal:
    return max(one, two) / min(one, two)


def _by_size(row: ReferenceRow) -> tuple[bool, Decimal, Decimal, str]:
    return row.entry.params is None, row.entry.params or Decimal(0), -row.entry.top1, row.entry.model
