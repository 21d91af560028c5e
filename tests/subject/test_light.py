"""What counts as lightweight."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvkb.subject.light import BUDGETS_M, is_light


@pytest.mark.parametrize(
    ("params", "gmacs", "resolution", "light"),
    [
        ("5", "1", 224, True),
        ("30", "1", 224, True),
        ("30.0001", "1", 224, False),
        ("30.1", "1", 224, False),
        ("5", "6", 224, True),
        ("5", "6.0001", 224, False),
        ("5", "6.1", 224, False),
        ("5", "1", 288, True),
        ("5", "1", 289, False),
        ("30", "6", 288, True),
        (None, "1", 224, True),
        ("5", "1", None, True),
        (None, "6", None, True),
        (None, "6.1", None, False),
        ("5", None, 224, False),
        (None, None, None, False),
    ],
)
def test_bounds(params: str | None, gmacs: str | None, resolution: int | None, light: bool) -> None:
    """Each bound holds on its very edge; unknown compute is not let pass, unknown parameters and pixels are."""
    params_m, compute = (None if value is None else Decimal(value) for value in (params, gmacs))
    assert is_light(params_m, compute, resolution) is light


def test_budgets() -> None:
    """The budgets rise up to the most parameters of a lightweight model."""
    assert tuple(map(Decimal, (3, 6, 12, 30))) == BUDGETS_M
