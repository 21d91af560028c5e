"""The small chart on the cards of papers: top-1 against compute in the commonest setup, its front, a paper's points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log10
from typing import NamedTuple

from lvkb.results import Result

Point = tuple[float, float]
"""A place in the chart: from the left and from the bottom, each from 0 to 1."""

_GMACS = (0.1, 10.0)
_TOP1 = (66.0, 86.0)


class CardChart(NamedTuple):
    """The chart without any paper's own points.

    Attributes:
        dots: Every model, each once.
        front: Corners of the step line that no model lies above, from the cheapest on.
        of_paper: The dots of each paper, by its id.
    """

    dots: tuple[Point, ...]
    front: tuple[Point, ...]
    of_paper: Mapping[str, tuple[Point, ...]]


def card_chart(results: Iterable[Result]) -> CardChart:
    """Gives the chart of all core results of the plain setup that lie within 0.1 to 10 GMACs and 66 to 86 % top-1.

    Methods that are applied to another model are left out, as from all lists of models.
    """
    of_paper: dict[str, set[Point]] = defaultdict(set)
    for result in results:
        point = _place(result)
        if point and _is_shown(result):
            of_paper[result.paper.id].add(point)
    dots = sorted(set().union(*of_paper.values()))
    return CardChart(tuple(dots), tuple(_steps(dots)), {name: tuple(sorted(found)) for name, found in of_paper.items()})


def _is_shown(result: Result) -> bool:
    return (
        result.paper.scope == "core"
        and result.is_comparable
        and result.setup.is_plain_224
        and not result.is_method_applied
    )


def _place(result: Result) -> Point | None:
    """Gives the place of a result; None where it tells no compute, or lies outside."""
    if result.top1 is None or result.gmacs is None or result.gmacs.value <= 0:
        return None
    low, high = map(log10, _GMACS)
    across = (log10(result.gmacs.value) - low) / (high - low)
    up = (float(result.top1.value) - _TOP1[0]) / (_TOP1[1] - _TOP1[0])
    return (round(across, 3), round(up, 3)) if 0 <= across <= 1 and 0 <= up <= 1 else None


def _steps(dots: Iterable[Point]) -> list[Point]:
    """Gives the corners of the line over points from left to right: up at a point, then on to the right."""
    corners: list[Point] = []
    best = -1.0
    for across, up in sorted(dots, key=lambda dot: (dot[0], -dot[1])):
        if up > best:
            corners += [(across, max(best, 0.0)), (across, up)]
            best = up
    return [*corners, (1.0, best)] if corners else []
