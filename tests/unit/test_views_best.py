"""The reading that stands for a paper in lists."""

from __future__ import annotations

from typing import Any

import pytest
from lvkb.views.best import best_light

from lvkb.records import Paper

BASE: dict[str, Any] = {
    "id": "a",
    "name": "A",
    "title": "A",
    "authors": ["Ada Bell"],
    "published": {"year": "2021"},
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "sources": {"paper": {"url": "https://a.example"}},
    "added": "2026-01-01",
}
PLAIN = {"top1": "78.0", "params_m": "5", "pretrain": "none", "distilled": "none"}
TAUGHT = {"top1": "79.0", "params_m": "5", "pretrain": "none", "distilled": "soft"}
PRUNED = {"top1": "77.0", "compute_g": "2", "compute_unit": "flops", "base": "DeiT-S"}
LARGE = {"top1": "85.0", "params_m": "90", "pretrain": "none", "distilled": "none"}
QUOTED = {"top1": "80.0", "params_m": "5", "pretrain": "none", "distilled": "none", "kind": "quoted"}


def _top1(category: str, *readings: dict[str, str]) -> str | None:
    rows = [{"source": "paper", "at": f"row {index}", **reading} for index, reading in enumerate(readings)]
    variants = [{"name": "A-S", "readings": rows}] if rows else []
    best = best_light(Paper.model_validate({**BASE, "categories": [category], "variants": variants}))
    return best.top1 if best else None


@pytest.mark.parametrize(
    ("category", "readings", "top1"),
    [
        ("components/embedding", (PLAIN, TAUGHT, LARGE), "78.0"),
        ("components/embedding", (TAUGHT, LARGE), "79.0"),
        ("components/embedding", (LARGE, QUOTED), "85.0"),
        ("distillation/feature-level", (PLAIN, TAUGHT), "79.0"),
        ("dynamic/depth-adaptation", (PLAIN, PRUNED), "77.0"),
        ("distillation/feature-level", (PLAIN,), "78.0"),
        ("components/embedding", (QUOTED,), None),
        ("components/embedding", (), None),
    ],
)
def test_best_light(category: str, readings: tuple[dict[str, str], ...], top1: str | None) -> None:
    """Plain training stands for a backbone, the student for distillation, the method for dynamic networks."""
    assert _top1(category, *readings) == top1


def test_text_says_what_is_not_plain() -> None:
    """A reading with extra data and a teacher says so in the list."""
    rich = {"top1": "83.1", "params_m": "22", "resolution": "224", "pretrain": "imagenet-21k", "distilled": "hard"}
    reading = {"source": "paper", "at": "row 1", **rich}
    paper = Paper.model_validate(
        {**BASE, "categories": ["components/embedding"], "variants": [{"name": "A-S", "readings": [reading]}]}
    )
    best = best_light(paper)
    assert best is not None
    assert best.text == "83.1 % top-1, 22 M, 224 px, pre-trained on imagenet-21k, distilled (A-S)"
