"""The readings shown where there is room for one: a paper's best lightweight one, and the best under a budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.records import Paper, Reading, Variant
from lvkb.results.compute import gmacs
from lvkb.results.light import is_light
from lvkb.results.setups import lane
from lvkb.views.reading_rows import compute_text, is_comparable

BUDGETS_M = (Decimal(3), Decimal(6), Decimal(12), Decimal(30))
"""Parameter budgets of the picks, in millions."""


class Best(NamedTuple):
    """One reading to show for a paper.

    Attributes:
        paper: Paper it belongs to.
        variant: Name of the variant.
        reading: The reading itself.
        top1: Top-1 accuracy in per cent, digits of the source.
        params: Parameters in millions, or empty.
        compute: Compute with its unit, or empty.
        text: The numbers in few words, as `81.6 % · 20 M · 4.5 G FLOPs · 224 px (CvT-13)`.
    """

    paper: Paper
    variant: str
    reading: Reading
    top1: str
    params: str
    compute: str
    text: str


def best_light(paper: Paper) -> Best | None:
    """Gives the reading that represents a paper: its highest accuracy among its lightweight ones.

    Lightweight are readings of at most 30 M parameters, 6 GMACs and 288 pixels, as far as the source tells them. Only
    the authors' own, undisputed ImageNet-1K accuracies count. Those without extra data and without a teacher go first;
    for a distillation paper those of its students, for a dynamic one those with the method applied.
    A paper without any is represented by its smallest model at its smallest resolution.
    """
    found = [(variant, reading) for variant, reading in paper.readings() if is_comparable(reading)]
    light = [item for item in found if is_light(item[1])]
    if light:
        chosen = max(light, key=lambda item: (_is_typical(paper, item[1]), item[1].top1))
    elif found:
        chosen = min(found, key=lambda item: _bulk(item[1]))
    else:
        return None
    return _best(paper, *chosen)


def _bulk(reading: Reading) -> tuple[Decimal, Decimal, int, Decimal]:
    """Orders readings by size: parameters, compute, pixels (unknown last), then by falling accuracy."""
    unknown = Decimal(10**9)
    top1 = reading.top1 or Decimal(0)
    return reading.params_m or unknown, gmacs(reading) or unknown, reading.resolution or 10**9, -top1


def _is_typical(paper: Paper, reading: Reading) -> bool:
    """Tells whether a reading shows what a paper is about, rather than a baseline or a richer recipe."""
    is_distilled = reading.distilled not in (None, "none")
    match paper.categories[0].partition("/")[0]:
        case "distillation":
            return is_distilled
        case "dynamic":
            return reading.base is not None
        case _:
            return reading.pretrain == "none" and reading.distilled == "none"


def _best(paper: Paper, variant: Variant, reading: Reading) -> Best:
    top1 = f"{reading.top1:f}"
    params = f"{reading.params_m:f}" if reading.params_m else ""
    compute = compute_text(reading)
    parts = [f"{top1} % top-1", *([f"{params} M"] if params else []), *([compute] if compute else [])]
    if reading.resolution:
        parts.append(f"{reading.resolution} px")
    if reading.pretrain not in (None, "none"):
        parts.append(f"pre-trained on {reading.pretrain}")
    if reading.distilled not in (None, "none"):
        parts.append("distilled")
    return Best(paper, variant.name, reading, top1, params, compute, f"{', '.join(parts)} ({variant.name})")


class Pick(NamedTuple):
    """The leaders of one budget.

    Attributes:
        budget_m: Most parameters, in millions.
        best: The highest accuracies, best first.
    """

    budget_m: Decimal
    best: tuple[Best, ...]


def picks(catalog: Catalog, count: int = 3) -> tuple[Pick, ...]:
    """Gives for each parameter budget the papers with the highest accuracy in one lane.

    The lane is the commonest: trained on ImageNet-1K alone, no distillation, tested at 224 pixels or so. A paper
    stands once in a budget, with its best variant.
    """
    fair = [
        _best(paper, variant, reading)
        for paper in catalog.papers.values()
        if paper.scope == "core"
        for variant, reading in paper.readings()
        if is_comparable(reading) and reading.params_m and _is_fair(reading)
    ]
    return tuple(Pick(budget, tuple(_leaders(fair, budget, count))) for budget in BUDGETS_M)


def _is_fair(reading: Reading) -> bool:
    return lane(reading).is_plain_224 and reading.base is None


def _leaders(fair: list[Best], budget: Decimal, count: int) -> Iterator[Best]:
    shown: set[str] = set()
    for best in sorted(fair, key=lambda item: (-(item.reading.top1 or 0), item.reading.params_m or 0, item.variant)):
        if len(shown) == count:
            return
        if (best.reading.params_m or 0) <= budget and best.paper.id not in shown:
            shown.add(best.paper.id)
            yield best
