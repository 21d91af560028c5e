"""What counts as lightweight here, and the budgets that readers choose by."""

from __future__ import annotations

from decimal import Decimal

LIGHT_PARAMS_M = Decimal(30)
"""Up to this many million parameters a backbone counts as lightweight here: the class of ResNet-50 and DeiT-S."""

LIGHT_GMACS = Decimal(6)
"""Up to this many GMACs for one image it counts as lightweight."""

LIGHT_RESOLUTION = 288
"""Up to this many pixels; at larger sizes small models spend large compute."""

BUDGETS_M = (Decimal(3), Decimal(6), Decimal(12), LIGHT_PARAMS_M)
"""Parameter budgets of the picks, in millions."""


def is_light(params_m: Decimal | None, gmacs: Decimal | None, resolution: int | None) -> bool:
    """Tells whether a model is lightweight.

    Its compute must be known: a model of few parameters can be as dear as a large one. Parameters and pixels that
    nobody tells are let pass.

    Args:
        params_m: Parameters in millions.
        gmacs: Multiply-adds for one image in 10^9.
        resolution: Side of the image in pixels.
    """
    return (
        gmacs is not None
        and gmacs <= LIGHT_GMACS
        and (params_m is None or params_m <= LIGHT_PARAMS_M)
        and (resolution is None or resolution <= LIGHT_RESOLUTION)
    )
