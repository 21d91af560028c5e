"""The models of a paper, each with the result that stands for it."""

from __future__ import annotations

from typing import Any

from lvkb.records import Paper, Variant
from lvkb.views.paper_models import PaperModel, paper_models
from tests.invented import PLAIN, paper, reading, results, variant


def models(*variants: Variant, **values: Any) -> tuple[PaperModel, ...]:
    """Gives the models of a paper."""
    own: Paper = paper("a", *variants, **values)
    return paper_models(own, results(own).merged["a"])


def best(*variants: Variant, **values: Any) -> list[tuple[str, str]]:
    """Gives the models of a paper with the accuracies that stand for them."""
    found = models(*variants, **values)
    return [(item.name, str(item.best.top1.value if item.best and item.best.top1 else "")) for item in found]


def light(top1: float, **values: Any) -> dict[str, Any]:
    """Gives what a reading of a small model says."""
    return {"top1": top1, "params_m": 5, "compute_g": 1, "compute_unit": "macs", **values}


def test_the_best_light_plain_result_stands_for_a_model() -> None:
    """The highest accuracy without extra data, teacher or large image goes before higher ones with them."""
    rows = (
        reading(**light(78, **PLAIN)),
        reading(at="Table 2", **light(80, **PLAIN | {"resolution": 256})),
        reading(at="Table 3", **light(84, **PLAIN | {"distilled": "hard"})),
        reading(at="Table 4", **light(85, **PLAIN | {"resolution": 384})),
    )
    assert best(variant("A-S", *rows)) == [("A-S", "80")]


def test_models_keep_the_order_of_the_record() -> None:
    """Models and their recipes stand as the record has them, the recipes numbered through the paper."""
    rows = (reading(top1=78), reading(at="Table 2", top1=80))
    found = models(variant("A-S", *rows), variant("A-B", reading(top1=70)))
    assert [(item.name, [recipe.nr for recipe in item.recipes]) for item in found] == [
        ("A-S", [0, 1]),
        ("A-B", [2]),
    ]


def test_without_a_sound_accuracy_another_stands_in() -> None:
    """A quoted accuracy stands for a model that has no own one; a model with costs alone has no best result."""
    assert best(variant("A-S", reading(top1=78, kind="quoted"))) == [("A-S", "78")]
    assert best(variant("A-S", reading(params_m=5))) == [("A-S", "")]


def test_speed_of_the_best_result_first() -> None:
    """The speed of the best result goes before those of others, a known device before an unstated one."""
    slow = {"ms": 9, "device": "unstated"}
    known = {"ms": 3, "device": "iPhone 12"}
    other = {"ms": 2, "device": "iPhone 13"}
    rows = (reading(top1=78, latency=other), reading(at="Table 2", top1=80, latency=known))
    (found,) = models(variant("A-S", *rows))
    assert found.speed == reading(latency=known).latency
    rows = (reading(top1=78, latency=other), reading(at="Table 2", top1=80, latency=slow))
    (found,) = models(variant("A-S", *rows))
    assert found.speed == reading(latency=other).latency
    (found,) = models(variant("A-S", reading(top1=78)))
    assert found.speed is None


def test_evidence_of_a_recipe() -> None:
    """Each recipe has the readings behind it, those that only tell its cost marked."""
    rows = (reading(top1=78, epochs=300), reading(at="Table 2", top1=80, epochs=600, params_m=5))
    (found,) = models(variant("A-S", *rows))
    assert [[(item.item.reading.at, item.costs) for item in recipe.evidence] for recipe in found.recipes] == [
        [("Table 1", False), ("Table 2", True)],
        [("Table 2", False)],
    ]
