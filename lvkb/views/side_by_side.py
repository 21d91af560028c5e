"""Some models side by side: for each the result that compares best with the others, and what pairs of them come to."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import combinations
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.subject.setups import Setup
from lvkb.views.model_lookup import Found
from lvkb.views.picker import Choice
from lvkb.views.ranking import dominated, ties
from lvkb.views.related_rows import LEFT_OUT, comparable_choices, standing_for
from lvkb.views.workspace import Workspace


class Pair(NamedTuple):
    """Two models.

    Attributes:
        better: The more accurate one.
        other: The other one.
        is_tie: Whether their accuracies differ by no more than the sample of test images may; None in two setups.
        dominates: Whether they are of one setup, and the first is also neither larger nor dearer.
        is_dominated: Whether they are, and the other one is as accurate and neither larger nor dearer.
    """

    better: Choice
    other: Choice
    is_tie: bool | None
    dominates: bool
    is_dominated: bool


class SideBySide(NamedTuple):
    """Models side by side.

    Attributes:
        rows: A result of each model, in the order of what was named.
        setup: The setup that all rows are of; None where they have none in common.
        pairs: Every two of them, the more accurate first.
    """

    rows: tuple[Choice, ...]
    setup: Setup | None
    pairs: tuple[Pair, ...]


def side_by_side(space: Workspace, named: Sequence[Found], device: str = "") -> SideBySide:
    """Puts models side by side, in a setup that all of them have if there is one.

    Of several such setups, it is that of the result that stands for the first model in tables of related work, and
    then for the next; without any, each model has the result that stands for it there.

    Args:
        space: The workspace of the catalogue.
        named: The models.
        device: Device that speeds are of; any named one by default.

    Raises:
        WrongUse: One is a paper with several models, or has no accuracy that may be compared.
    """
    by_model = comparable_choices(space, device)
    choices = [by_model[_model(item, by_model.keys())] for item in named]
    shared = set.intersection(*({choice.result.setup for choice in items} for items in choices))
    if not shared:
        rows = tuple(map(standing_for, choices))
        return SideBySide(rows, None, _pairs(rows))
    first = standing_for([choice for choice in choices[0] if choice.result.setup in shared])
    setup = first.result.setup
    rows = tuple(standing_for([item for item in items if item.result.setup == setup]) for items in choices)
    return SideBySide(rows, setup, _pairs(rows))


def _model(item: Found, known: Container[str]) -> str:
    """Gives the model that is meant: the one that is named, or the only one of a paper.

    Raises:
        WrongUse: There is none, or several.
    """
    variants = (item.variant,) if item.variant else item.paper.variants
    models = [model for variant in variants if (model := f"{item.paper.id}/{variant.name}") in known]
    if len(models) == 1:
        return models[0]
    if not models:
        raise WrongUse(f"{visible(str(item))}: {LEFT_OUT}.")
    raise WrongUse(f"{item} has several models: name one of {visible(', '.join(models))}.")


def _pairs(rows: Sequence[Choice]) -> tuple[Pair, ...]:
    """Gives what each two rows come to."""
    return tuple(_pair(one, two) for one, two in combinations(sorted(rows, key=lambda row: -row.entry.top1), 2))


def _pair(one: Choice, two: Choice) -> Pair:
    if one.result.setup != two.result.setup:
        return Pair(one, two, is_tie=None, dominates=False, is_dominated=False)
    return Pair(
        better=one,
        other=two,
        is_tie=ties(one.entry.top1, two.entry.top1),
        dominates=bool(dominated(one.entry, [two.entry])),
        is_dominated=bool(dominated(two.entry, [one.entry])),
    )
