"""Printed numbers: when two of them can be one, rounded differently."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations


def agree(one: Decimal, two: Decimal) -> bool:
    """Tells whether two printed numbers can be one: they differ by at most half a unit of the fewer digits."""
    if one == two:
        return True
    digits = min(_places(one), _places(two))
    return abs(one - two) <= Decimal(1).scaleb(-digits) / 2


def all_agree(values: Iterable[Decimal]) -> bool:
    """Tells whether each two of some numbers can be one."""
    return all(agree(one, two) for one, two in combinations(values, 2))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
