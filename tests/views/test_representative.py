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


@pytest.mark.parametrize(
    ("richer", "category"),
    [
        ({"pretrain": "imagenet-21k"}, "components/embedding"),
        ({"pretrain": None}, "components/embedding"),
        ({"distilled": "hard"}, "components/embedding"),
        ({"distilled": None}, "components/embedding"),
        ({"distilled": "none"}, "distillation/feature-level"),
        ({"distilled": None}, "distillation/feature-level"),
        ({"base": None}, "dynamic/depth-adaptation"),
    ],
)
def test_a_higher_accuracy_that_is_not_typical_stands_back(richer: dict[str, Any], category: str) -> None:
    """What a paper is about goes before a baseline or a richer recipe, however good, in light and in heavy models."""
    typical = {"distillation": {"distilled": "soft"}, "dynamic": {"base": "DeiT-S"}}
    usual = USUAL | typical.get(category.partition("/")[0], {})
    for size in (5, 90):
        first, second = usual | {"params_m": size}, usual | richer | {"params_m": size, "top1": 85}
        assert top1(first, second, category=category) == "78.0"
        assert top1(second, first, category=category) == "78.0"


def test_the_primary_category_decides() -> None:
    """A paper that stands in several categories is what its first one says."""
    rows = (variant("A-S", reading(**USUAL)), variant("A-B", reading(**TAUGHT)))
    for categories, wanted in (
        (["components/x", "distillation/y"], "78.0"),
        (["distillation/y", "components/x"], "79.0"),
    ):
        found = results(paper("a", *rows, categories=categories))
        best = representative(found.catalog.papers["a"], found.merged["a"])
        assert best is not None
        assert str(best.top1 and best.top1.value) == wanted


def test_the_highest_accuracy_of_light_models() -> None:
    """Among lightweight models the best one stands for the paper, as a number and whatever its size."""
    assert (
        top1(USUAL | {"top1": "9.9"}, USUAL | {"top1": "78.10", "params_m": 29}, USUAL | {"top1": "78.09"}) == "78.10"
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"params_m": 40}, {"params_m": 90}),
        ({"params_m": 40}, {"params_m": 300}),
        ({"params_m": 40, "compute_g": 9}, {"params_m": 40, "compute_g": 20}),
        ({"params_m": 40, "compute_g": 9}, {"params_m": 40, "compute_g": None, "compute_unit": None}),
        ({"params_m": 40}, {"params_m": None, "compute_g": 7}),
        ({"params_m": 40, "resolution": 224}, {"params_m": 40, "resolution": 384}),
        ({"params_m": 40, "resolution": 384}, {"params_m": 40, "resolution": None}),
    ],
)
def test_without_light_models_the_smallest_stands(one: dict[str, Any], two: dict[str, Any]) -> None:
    """The smallest of large models stands for a paper: by parameters, compute, pixels; what is unknown goes last."""
    small, large = USUAL | one | {"top1": 78}, USUAL | two | {"top1": 85}
    assert top1(small, large) == "78"
    assert top1(large, small) == "78"


def test_of_equally_large_models_the_better_stands() -> None:
    """Models of one size at one image size are told apart by accuracy."""
    assert top1(LARGE, LARGE | {"top1": "86.0"}, LARGE | {"top1": "85.5"}) == "86.0"


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "quoted"},
        {"exactness": "plot"},
        {"status": "disputed", "reason": "r"},
        {"dataset": "imagenet-v2"},
        {"top1": None, "top5": 94},
    ],
)
def test_only_comparable_results_stand_for_a_paper(values: dict[str, Any]) -> None:
    """What is not comparable stands for no paper, however high or alone it is."""
    assert top1(USUAL | {"top1": 99} | values) is None
    assert top1(USUAL | {"top1": 99} | values, USUAL) == "78.0"
