"""Printed numbers that can be one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvkb.results.rounding import agree, all_agree


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("4.5", "4.53", True),
        ("4.5", "4.55", True),
        ("4.5", "4.56", False),
        ("4.5", "4.45", True),
        ("4.5", "4.44", False),
        ("20", "19.5", True),
        ("20", "19.49", False),
        ("20", "21", False),
        ("78.30", "78.3", True),
        ("78.30", "78.31", False),
        ("1E+1", "10.5", True),
        ("1E+1", "10.6", False),
    ],
)
def test_rounding_is_no_disagreement(one: str, two: str, same: bool) -> None:
    """Two printed numbers agree when the one with more digits may round to the other."""
    assert agree(Decimal(one), Decimal(two)) is same
    assert agree(Decimal(two), Decimal(one)) is same


def test_each_two_must_agree() -> None:
    """Numbers agree together when each two do: one that lies between two others does not join them."""
    assert all_agree(map(Decimal, ("4.5", "4.53", "5")))
    assert not all_agree(map(Decimal, ("4.53", "4.5", "4.48")))
    assert all_agree([Decimal(1)])
