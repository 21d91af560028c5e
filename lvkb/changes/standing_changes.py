"""Setups and verdicts before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.changes.reading_pairs import Pair
from lvkb.changes.told_places import Place, place_of
from lvkb.results import JudgedReading, Results
from lvkb.results.verdicts import Quantity, VariantVerdict


class SetupChange(NamedTuple):
    """Readings of a variant that compare with others now.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        old: Their setup before.
        new: Their setup now.
        places: Where they stand.
    """

    paper: str
    variant: str
    old: str
    new: str
    places: tuple[Place, ...]


class VerdictChange(NamedTuple):
    """Another verdict on a variant.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        quantity: What it is on; None for the variant as a whole, where no figure of it is judged.
        old: The verdict before; empty where nothing was judged.
        new: The verdict now; empty where nothing is.
    """

    paper: str
    variant: str
    quantity: Quantity | None
    old: str
    new: str


def setup_changes(new: Results, pairs: Iterable[Pair]) -> Iterator[SetupChange]:
    """Gives the setups that differ, readings of a variant with the same change together."""
    groups: dict[tuple[str, str, str, str], list[JudgedReading]] = {}
    for one, two in pairs:
        if one and two and one.setup != two.setup:
            groups.setdefault((two.paper.id, two.variant.name, str(one.setup), str(two.setup)), []).append(two)
    for group, items in groups.items():
        yield SetupChange(*group, tuple(place_of(new.catalog, item) for item in items))


def verdict_changes(old: Results, new: Results, pairs: Iterable[Pair]) -> Iterator[VerdictChange]:
    """Gives the verdicts that differ on variants that were there before."""
    names = {(one.paper.id, one.variant.name): (two.paper.id, two.variant.name) for one, two in pairs if one and two}
    for before, after in names.items():
        yield from _changes(old.verdicts[before], new.verdicts[after], *after)


def _changes(old: VariantVerdict, new: VariantVerdict, paper: str, variant: str) -> Iterator[VerdictChange]:
    quantities: tuple[Quantity, ...] = ("params", "compute")
    told = False
    for quantity in quantities:
        one, two = _word(old, quantity), _word(new, quantity)
        if one != two:
            told = True
            yield VerdictChange(paper, variant, quantity, one, two)
    if old.verdict is not new.verdict and not told:
        yield VerdictChange(paper, variant, None, str(old.verdict), str(new.verdict))


def _word(verdict: VariantVerdict, quantity: Quantity) -> str:
    worst = verdict.worst(quantity)
    return str(worst.verdict) if worst else ""
