"""Who enters and leaves fronts, bands and picks; and what new results are held against."""

from __future__ import annotations

from decimal import Decimal

from lvkb.changes.front_moves import moves
from lvkb.changes.ranked_field import Ranked
from lvkb.changes.reference_rows import reference_tables
from lvkb.subject.setups import setup_of
from lvkb.views.ranking import Entry

PLAIN = setup_of(dataset="imagenet-1k", evaluation="supervised", pretrain="none", distilled="none", resolution=224)
TAUGHT = PLAIN._replace(distilled="yes")


def entry(model: str, top1: float, gmacs: float | None = None, params: float | None = None) -> Entry:
    """Gives an entry of a paper of 2021."""
    return Entry(model, Decimal(str(top1)), cost(gmacs), cost(params), 2021)


def cost(value: float | None) -> Decimal | None:
    """Gives a cost as it is printed."""
    return None if value is None else Decimal(str(value))


OLD = entry("old/S", 75, 1, 5)
BIG = entry("big/B", 80, 4, 20)


def told(old: list[Ranked], new: list[Ranked], *touched: str) -> list[str]:
    """Gives each move in words."""
    return [
        f"{item.board}{f' {item.budget_m}' if item.budget_m else ''}: {item.entry.model} "
        f"{'enters' if item.entered else 'leaves'}{' itself' if item.is_own else ''}"
        for item in moves(old, new, touched)
    ]


def test_a_better_model_pushes_another_off_the_front() -> None:
    """The one that enters did so itself; the one that leaves did because of it."""
    better = entry("new/S", 76, 1, 5)
    before = [Ranked(TAUGHT, OLD), Ranked(TAUGHT, BIG)]
    assert told(before, [*before, Ranked(TAUGHT, better)], "new") == [
        "front by GMACs: new/S enters itself",
        "front by GMACs: old/S leaves",
        "front by parameters: new/S enters itself",
        "front by parameters: old/S leaves",
    ]


def test_a_new_best_makes_the_first_band_its_own() -> None:
    """Models that tied with the best leave the first band when one beyond the tie comes."""
    best = entry("new/L", 82, 9)
    assert told([Ranked(TAUGHT, BIG)], [Ranked(TAUGHT, BIG), Ranked(TAUGHT, best)], "new") == [
        "front by GMACs: new/L enters itself",
        "first band: new/L enters itself",
        "first band: big/B leaves",
    ]


def test_picks_are_told_by_budget_in_the_first_setup_alone() -> None:
    """A light model of the plain setup is a pick under each budget that it keeps."""
    assert [line for line in told([], [Ranked(PLAIN, OLD)], "old") if "picks" in line] == [
        f"picks {budget}: old/S enters itself" for budget in (6, 12, 30)
    ]


def test_another_figure_on_the_same_board_is_no_move() -> None:
    """A model that was on the front stays on it with other figures."""
    assert told([Ranked(TAUGHT, OLD)], [Ranked(TAUGHT, OLD._replace(top1=Decimal("75.1")))], "old") == []


def test_new_results_stand_beside_best_and_near_ones() -> None:
    """A table has the new result, the cheapest of the first band, and two papers of about the same size."""
    new = entry("new/S", 76, 1, 5)
    field = [OLD, BIG, new, entry("near/S", 75.5, 1.5, 5.5), entry("near/T", 71, 0.9, 4), entry("far/H", 79.9, 3, 90)]
    (table,) = reference_tables([Ranked(TAUGHT, item) for item in field], [], [Ranked(TAUGHT, new)])
    assert [(row.role, row.entry.model, row.band, row.is_front) for row in table.rows] == [
        ("new", "new/S", 2, True),
        ("near", "old/S", 3, False),
        ("near", "near/S", 2, False),
        ("best", "far/H", 1, True),
    ]
    assert (table.setup, table.models, table.bands) == (TAUGHT, 6, 4)


def test_a_changed_result_shows_what_it_was() -> None:
    """A result with other figures stands there with those before; one that is as it was does not."""
    new = OLD._replace(top1=Decimal("75.2"))
    (table,) = reference_tables([Ranked(PLAIN, new)], [Ranked(PLAIN, OLD)], [Ranked(PLAIN, new)])
    assert [(row.role, row.before) for row in table.rows] == [("changed", OLD)]
    assert list(reference_tables([Ranked(PLAIN, OLD)], [Ranked(PLAIN, OLD)], [Ranked(PLAIN, OLD)])) == []
