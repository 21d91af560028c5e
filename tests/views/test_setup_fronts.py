"""Fronts by setup: which setups there are, in which order, and whose results are ranked."""

from __future__ import annotations

from lvkb.views.setup_fronts import setup_fronts
from tests.invented import PLAIN, paper, reading, results, variant

TAUGHT = {**PLAIN, "distilled": "hard"}


def test_order_and_fronts() -> None:
    """The setup with the most models comes first; a dominated model is on no front, and equals share it."""
    found = results(
        paper("a", variant("A-S", reading(top1="70", params_m=5, **TAUGHT))),
        paper("b", variant("B-S", reading(top1="72", params_m=4, compute_g=1, compute_unit="macs", **PLAIN))),
        paper("c", variant("C-S", reading(top1="72", params_m=4, compute_g=2, compute_unit="macs", **PLAIN))),
        paper("d", variant("D-S", reading(top1="71", params_m=6, **PLAIN))),
    )
    told = [
        (str(item.setup), item.models, {cost: [one.variant.name for one in row] for cost, row in item.fronts.items()})
        for item in setup_fronts(found)
    ]
    assert told == [
        ("imagenet-1k / no distillation / 224", 3, {"gmacs": ["B-S"], "params": ["B-S", "C-S"]}),
        ("imagenet-1k / distilled / 224", 1, {"gmacs": [], "params": ["A-S"]}),
    ]


def test_a_model_stands_once() -> None:
    """Of two recipes of a model, or two image sizes of one class, the more accurate one stands for it, as in charts."""
    cheap = reading(top1="70", compute_g=1, compute_unit="macs", **PLAIN)
    good = reading(top1="72", compute_g=2, compute_unit="macs", epochs=600, at="Table 2", **PLAIN)
    found = results(paper("a", variant("A-S", cheap, good)))
    (item,) = setup_fronts(found)
    assert [one.top1 and str(one.top1.value) for one in found.results] == ["70", "72"]
    assert [one.top1 and str(one.top1.value) for one in item.fronts["gmacs"]] == ["72"]


def test_what_is_not_ranked() -> None:
    """Papers beside the field, methods on other models, disputed accuracies and setups with a gap have no front."""
    one = reading(top1="70", params_m=5, **PLAIN)
    disputed = {"status": "disputed", "reason": "The table says 69."}
    found = results(
        paper("a", variant("A-S", one), scope="adjacent"),
        paper("b", variant("B-S", reading(top1="70", params_m=5, base="=DeiT-S", **PLAIN))),
        paper("c", variant("C-S", reading(top1="70", params_m=5, **PLAIN, **disputed))),
        paper("d", variant("D-S", reading(top1="70", params_m=5, resolution=224, pretrain="none"))),
    )
    assert list(setup_fronts(found)) == []
