"""Models side by side: the setup they are shown in, and what pairs come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.errors import WrongUse
from lvkb.records import Reading
from lvkb.views.model_lookup import ModelNames
from lvkb.views.side_by_side import SideBySide, side_by_side
from lvkb.views.workspace import workspace
from tests.invented import PLAIN, paper, reading, results, variant

LARGE: dict[str, Any] = {**PLAIN, "resolution": 384}
TAUGHT: dict[str, Any] = {**PLAIN, "distilled": "soft"}


def compared(*models: tuple[Reading, ...]) -> SideBySide:
    """Puts models A, B, ... with these readings side by side, in this order."""
    names = [chr(ord("A") + nr) for nr in range(len(models))]
    papers = [paper(name.lower(), variant(f"{name}-S", *told)) for name, told in zip(names, models, strict=True)]
    held = results(*papers)
    known = ModelNames(held.catalog)
    return side_by_side(workspace(held), [known.look_up(f"{name}-S") for name in names])


def cost(params: float, gmacs: float) -> dict[str, Any]:
    """Gives what a reading tells of cost."""
    return {"params_m": params, "compute_g": gmacs, "compute_unit": "macs"}


def test_shared_setup() -> None:
    """A setup that all have is taken, though another result would stand for the first model alone."""
    found = compared((reading(top1=80, **PLAIN), reading(top1=82, at="Table 2", **LARGE)), (reading(top1=83, **LARGE),))
    assert [row.entry.top1 for row in found.rows] == [Decimal(82), Decimal(83)]
    assert found.setup
    assert found.setup.resolution == "384"
    assert [(pair.better.result.variant.name, pair.is_tie) for pair in found.pairs] == [("B-S", False)]


def test_no_shared_setup() -> None:
    """Without a setup in common each model has the result that stands for it, and no pair is a tie."""
    found = compared(
        (reading(top1=80, **PLAIN), reading(top1=82, at="Table 2", **LARGE)), (reading(top1=80.1, **TAUGHT),)
    )
    assert found.setup is None
    assert [row.entry.top1 for row in found.rows] == [Decimal(80), Decimal("80.1")]
    assert [(pair.better.result.variant.name, pair.is_tie, pair.dominates) for pair in found.pairs] == [
        ("B-S", None, False)
    ]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((80.1, 5, 1), (80, 6, 1), (True, True, False)),
        ((80.1, 5, 1), (80, 4, 1), (True, False, False)),
        ((80, 6, 1), (80, 5, 1), (True, False, True)),
        ((82, 5, 1), (80, 5, 1), (False, True, False)),
    ],
)
def test_pair(
    one: tuple[float, float, float], two: tuple[float, float, float], expected: tuple[bool, bool, bool]
) -> None:
    """Two models of one setup tie within noise, and one dominates where it is no worse and somewhere better."""
    models = [(reading(top1=top1, **cost(params, gmacs), **PLAIN),) for top1, params, gmacs in (one, two)]
    (pair,) = compared(*models).pairs
    assert (pair.is_tie, pair.dominates, pair.is_dominated) == expected


def test_paper_with_several_models() -> None:
    """A paper stands for its only comparable model; of several one must be named."""
    held = results(
        paper("a", variant("A-S", reading(top1=80, **PLAIN)), variant("A-T", reading(params_m=1))),
        paper("b", variant("B-S", reading(top1=80, **PLAIN)), variant("B-T", reading(top1=81, **PLAIN))),
    )
    known, space = ModelNames(held.catalog), workspace(held)
    found = side_by_side(space, [known.look_up("a"), known.look_up("B-T")])
    assert [row.entry.model for row in found.rows] == ["a/A-S", "b/B-T"]
    with pytest.raises(WrongUse, match=r"^b has several models: name one of b/B-S, b/B-T\.$"):
        side_by_side(space, [known.look_up("a"), known.look_up("b")])
