"""What counts as lightweight here."""

from __future__ import annotations

from decimal import Decimal

from lvkb.records import Reading
from lvkb.results.compute import gmacs

LIGHT_PARAMS_M = Decimal(30)
"""Up to this many million parameters a backbone counts as lightweight here: the class of ResNet-50 and DeiT-S."""

LIGHT_GMACS = Decimal(6)
"""Up to this many GMACs for one image it counts as lightweight."""

LIGHT_RESOLUTION = 288
"""Up to this many pixels; at larger sizes small models spend large compute."""


def is_light(reading: Reading) -> bool:
    """Tells whether a reading is of a lightweight model, as far as its source tells parameters, compute and pixels."""
    compute = gmacs(reading)
    return (
        (reading.params_m is not None or compute is not None)
        and (reading.params_m or 0) <= LIGHT_PARAMS_M
        and (compute or 0) <= LIGHT_GMACS
        and (reading.resolution or 0) <= LIGHT_RESOLUTION
    )
