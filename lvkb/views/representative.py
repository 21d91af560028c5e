"""The result that stands for a paper where there is room for one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lvkb.records import Paper
from lvkb.results import Result

_UNKNOWN = Decimal("Infinity")
"""Larger than any size: what is not known goes last."""


def representative(paper: Paper, results: Iterable[Result]) -> Result | None:
    """Gives the result that represents a paper: its highest accuracy among its lightweight ones.

    Only comparable accuracies count. Those without extra data and without a teacher go first; for a distillation paper
    those of its students, for a dynamic one those with the method applied. A paper without any lightweight result is
    represented by its smallest model at its smallest resolution, in the same order.

    Args:
        paper: The paper.
        results: Its results.
    """
    found = [item for item in results if item.is_comparable]
    light = [item for item in found if item.is_light]
    if light:
        return max(light, key=lambda item: (_is_typical(paper, item), _top1(item)))
    return min(found, key=lambda item: (not _is_typical(paper, item), _bulk(item)), default=None)


def _is_typical(paper: Paper, result: Result) -> bool:
    """Tells whether a result shows what a paper is about, rather than a baseline or a richer recipe."""
    protocol = result.protocol
    match paper.categories[0].partition("/")[0]:
        case "distillation":
            return protocol.distilled not in (None, "none")
        case "dynamic":
            return result.is_method_applied
        case _:
            return protocol.pretrain == "none" and protocol.distilled == "none"


def _top1(result: Result) -> Decimal:
    assert result.top1  # it is comparable
    return result.top1.value


def _bulk(result: Result) -> tuple[Decimal, Decimal, Decimal | int, Decimal]:
    """Orders results by size: parameters, compute, pixels, then by falling accuracy."""
    params = result.params_m.value if result.params_m else _UNKNOWN
    compute = result.gmacs.value if result.gmacs else _UNKNOWN
    return params, compute, result.protocol.resolution or _UNKNOWN, -_top1(result)
