"""Compute in one unit: multiply-adds."""

from __future__ import annotations

from decimal import Decimal

from lvkb.records import Reading


def gmacs(reading: Reading) -> Decimal | None:
    """Gives the multiply-adds of a reading for one image, in 10^9, with the digits of the source.

    Papers on vision backbones that say "FLOPs", or name no unit, count one multiply-add as one. So `flops` and
    `unstated` are taken over as they are, like `macs`; nothing is halved.

    Source: comparison of published figures with the multiply-adds counted on the models themselves. Of 38 figures read
    in authors' repositories, 37 agree and none is twice as high; of 212 in all, 210 have a ratio from 0.85 to 1.18.

    Returns:
        The figure, or None when the reading has no compute.
    """
    return reading.compute_g
