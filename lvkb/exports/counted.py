"""What was counted on timm's models, as cells and keys of the exports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lvkb.records import Variant
from lvkb.results.agreement import RANKS
from lvkb.results.verdicts import UNITS, Judge


def counted_cells(judge: Judge, variant: Variant, position: int) -> dict[str, Decimal | str | None]:
    """Gives the counted figures beside those of a reading, and the worse verdict on them; None where there are none."""
    judged = {item.quantity: item for item in judge.reading(variant, position, variant.readings[position])}
    figures = {
        quantity: Decimal(item.counted) / UNITS[quantity] for quantity, item in judged.items() if item.built is not None
    }
    return {
        "counted_params_m": figures.get("params"),
        "counted_gmacs": figures.get("compute"),
        "verdict": max((item.verdict for item in judged.values()), key=RANKS.__getitem__, default=None),
    }


def counted_data(judge: Judge, variant: Variant) -> dict[str, Any]:
    """Gives what was counted on the model of a variant; empty when nothing was."""
    found = judge.variant(variant)
    count = found.counted
    if count is None:
        return {}
    sizes = [cost.model_dump(include={"size", "macs", "macs_fused", "norms"}) for cost in count.sizes]
    data = {"params": count.params, "params_fused": count.params_fused, "sizes": sizes, "verdict": str(found.verdict)}
    if count.model == variant.timm and count.license:
        data["license"] = count.license
    return data
