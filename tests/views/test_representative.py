"""The result that stands for a paper in lists."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.views.representative import representative
from tests.invented import PLAIN, paper, reading, results, variant

COST = {"params_m": 5, "compute_g": 1, "compute_unit": "macs"}
USUAL = PLAIN | COST | {"top1": "78.0"}
TAUGHT = USUAL | {"top1": "79.0", "distilled": "soft"}
RICH = USUAL | {"top1": "81.0", "pretrain": "imagenet-21k"}
PRUNED = USUAL | {"top1": "77.0", "base": "DeiT-S", "pretrain": None, "distilled": None}
LARGE = USUAL | {"top1": "85.0", "params_m": 90}
QUOTED = USUAL | {"top1": "80.0", "kind": "quoted"}


def top1(*rows: dict[str, Any], category: str = "components/embedding") -> str | None:
    """Gives the accuracy that stands for a paper whose variants have one of the readings each."""
    variants = [variant(f"A-{number}", reading(**row)) for number, row in enumerate(rows)]
    found = results(paper("a", *variants, categories=[category]))
    best = representative(found.catalog.papers["a"], found.merged["a"])
    return str(best.top1.value) if best and best.top1 else None


@pytest.mark.parametrize(
    ("category", "rows", "wanted"),
    [
        ("components/embedding", (USUAL, TAUGHT, LARGE), "78.0"),
        ("components/embedding", (TAUGHT, RICH, LARGE), "81.0"),
        ("components/embedding", (LARGE, QUOTED), "85.0"),
        ("distillation/feature-level", (USUAL, TAUGHT), "79.0"),
        ("distillation/feature-level", (USUAL,), "78.0"),
        ("dynamic/depth-adaptation", (USUAL, PRUNED), "77.0"),
        ("components/embedding", (QUOTED,), None),
        ("components/embedding", (), None),
    ],
)
def test_typical_results_go_first(category: str, rows: tuple[dict[str, Any], ...], wanted: str | None) -> None:
    """Plain training stands for a backbone, the student for distillation, the method for dynamic networks."""
    assert top1(*rows, category=category) == wanted
