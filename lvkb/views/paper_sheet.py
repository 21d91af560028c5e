"""One paper, or one of its models, as readers want it: what it is, its results, and where each was read."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.records import Paper, Variant
from lvkb.results import Results
from lvkb.views.model_lookup import Found
from lvkb.views.picker import Choice, chooser
from lvkb.views.workspace import workspace


class Sheet(NamedTuple):
    """What is shown.

    Attributes:
        paper: The paper.
        variant: The model that was asked for; None for the paper as a whole.
        rows: Its results with an accuracy, in the order of the record.
        without: Names of the models of which no result has an accuracy.
        runs: The result whose weights the Python is for; None where timm has none.
    """

    paper: Paper
    variant: Variant | None
    rows: tuple[Choice, ...]
    without: tuple[str, ...]
    runs: Choice | None


def paper_sheet(results: Results, found: Found) -> Sheet:
    """Gives what is shown of a paper or a model.

    Args:
        results: The results of the catalogue.
        found: What was asked for.
    """
    space = workspace(results.of_papers([found.paper]))
    choose = chooser(space)
    asked = [found.variant] if found.variant else list(found.paper.variants)
    names = [variant.name for variant in asked]
    rows = tuple(choose(item) for item in space.results if item.result.variant.name in names)
    shown = {row.result.variant.name for row in rows}
    return Sheet(
        paper=found.paper,
        variant=found.variant,
        rows=rows,
        without=tuple(name for name in names if name not in shown),
        runs=next((row for row in rows if row.own and not row.has_other_weights), None)
        or next((row for row in rows if row.own), None),
    )
