"""Who comes onto a front, into the first band or among the picks, and who leaves them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.changes.ranked_field import Ranked
from lvkb.subject.light import BUDGETS_M
from lvkb.subject.setups import Setup
from lvkb.views.picks import leaders
from lvkb.views.ranking import FIRST, NO_LIMITS, Entry, bands, front, within

Board = Literal["front by GMACs", "front by parameters", "first band", "picks"]

_Boards = dict[tuple[Board, Decimal | None], dict[str, Entry]]


class Move(NamedTuple):
    """A model that comes onto a board or leaves it.

    Attributes:
        setup: Setup that the board is of.
        board: Which board it is.
        budget_m: Most parameters of the picks of the home page, in millions; None for the other boards.
        entry: The model, by its best result on the board.
        entered: Whether it comes.
        is_own: Whether its own record changed; else it moves because others did.
    """

    setup: Setup
    board: Board
    budget_m: Decimal | None
    entry: Entry
    entered: bool
    is_own: bool


def moves(old: Iterable[Ranked], new: Iterable[Ranked], touched: Collection[str]) -> Iterator[Move]:
    """Gives the models that come onto a board or leave it, setup by setup.

    Args:
        old: Every ranked result of the setups before.
        new: Every ranked result of the setups now.
        touched: Ids of papers whose records changed.
    """
    before, after = by_setup(old), by_setup(new)
    for setup in sorted({*before, *after}):
        one, two = _boards(setup, before.get(setup, ())), _boards(setup, after.get(setup, ()))
        for board, now in two.items():
            yield from _between(setup, board, one[board], now, touched)


def by_setup(items: Iterable[Ranked]) -> dict[Setup, tuple[Entry, ...]]:
    """Gives the entries of each setup."""
    found: dict[Setup, list[Entry]] = {}
    for setup, entry in items:
        found.setdefault(setup, []).append(entry)
    return {setup: tuple(entries) for setup, entries in found.items()}


def _between(
    setup: Setup,
    board: tuple[Board, Decimal | None],
    old: Mapping[str, Entry],
    new: Mapping[str, Entry],
    touched: Collection[str],
) -> Iterator[Move]:
    for model in [*(model for model in new if model not in old), *(model for model in old if model not in new)]:
        entered = model in new
        yield Move(setup, *board, (new if entered else old)[model], entered, model.partition("/")[0] in touched)


def _boards(setup: Setup, entries: tuple[Entry, ...]) -> _Boards:
    parted = bands(within(entries, NO_LIMITS)[0])
    boards: dict[tuple[Board, Decimal | None], Iterable[Entry]] = {
        ("front by GMACs", None): front(entries, lambda entry: entry.gmacs),
        ("front by parameters", None): front(entries, lambda entry: entry.params),
        ("first band", None): parted[0] if parted else (),
    }
    if FIRST.hold(setup):
        boards |= {("picks", budget): leaders(entries, budget) for budget in BUDGETS_M}
    return {board: {entry.model: entry for entry in reversed(tuple(found))} for board, found in boards.items()}
