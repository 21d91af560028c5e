"""The rows of a table of related work: for each model the result that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.records import Variant
from lvkb.results import Result
from lvkb.views.model_lookup import Found
from lvkb.views.picker import Choice, chooser, pick
from lvkb.views.question_words import Asked, question_of
from lvkb.views.ranking import FIRST
from lvkb.views.workspace import Workspace

LEFT_OUT = "no source tells an accuracy of it that may be compared"
"""Why a model that is named has no row."""


class RelatedRows(NamedTuple):
    """Rows, and what has none.

    Attributes:
        rows: The rows, each once, in the order of what was named.
        left_out: Models without an accuracy that may be compared.
    """

    rows: tuple[Choice, ...]
    left_out: tuple[Found, ...]


def related_rows(space: Workspace, named: Iterable[Found]) -> RelatedRows:
    """Gives a row for each model that is named; a paper stands for all its models.

    Args:
        space: The workspace of the catalogue.
        named: Papers and models.
    """
    by_model = comparable_choices(space)
    models = [Found(item.paper, variant) for item in named for variant in _variants(item)]
    known = {str(model): model for model in models}
    shown = [model for model in known if model in by_model]
    left_out = [model for name, model in known.items() if name not in by_model]
    return RelatedRows(tuple(standing_for(by_model[model]) for model in shown), tuple(left_out))


def comparable_choices(space: Workspace, device: str = "") -> dict[str, list[Choice]]:
    """Gives the results of each model whose accuracy may be compared, by `paper-id/Variant`.

    Args:
        space: The workspace of the catalogue.
        device: Device that speeds are of; any named one by default.
    """
    choose = chooser(space, device)
    found: dict[str, list[Choice]] = {}
    for item in space.results:
        if item.result.is_comparable:
            choice = choose(item)
            found.setdefault(choice.entry.model, []).append(choice)
    return found


def asked_rows(space: Workspace, asked: Asked) -> tuple[Choice, ...]:
    """Gives the rows that `lvkb pick` would rank, in its order.

    Args:
        space: The workspace of the catalogue.
        asked: What is asked for.

    Raises:
        WrongUse: A word is unknown, or no model keeps the limits.
    """
    answer = pick(space, question_of(asked, space))
    if not answer.best:
        raise WrongUse("no model keeps these limits; lvkb pick tells what to widen.")
    return tuple(answer.choices[entry] for entry in answer.ranking.rows)


def standing_for(choices: Sequence[Choice]) -> Choice:
    """Gives the one of a model's results that stands for it.

    A model of its own goes before a method applied to another, the setup that readers meet first before others, what
    was trained on ImageNet-1K alone and without a teacher before the rest, and then the highest accuracy.
    """
    return max(choices, key=lambda choice: _standing(choice.result))


def _variants(item: Found) -> tuple[Variant, ...]:
    return (item.variant,) if item.variant else item.paper.variants


def _standing(result: Result) -> tuple[bool, bool, bool, Decimal]:
    assert result.top1  # it is comparable
    plain = FIRST._replace(resolution=None)
    is_own = result.protocol.base is None
    return is_own, FIRST.hold(result.setup), plain.hold(result.setup), result.top1.value
