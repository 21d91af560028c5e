"""Files that commands write: counts on reference code, timm's own evaluations, times on devices.

They lie in `catalog/measured/`, so that pages and checks need neither torch nor a network. A person never edits them:
`lvkb models verify --write`, `import-timm` and `import-aihub` do.
"""

from __future__ import annotations

from lvkb.measured.counts import Counts, Missing, ModelCount, SizeCount
from lvkb.measured.stored import MEASURED_VERSION, Stored, measured_text, parse_measured
from lvkb.measured.timings import AIHUB_REPOSITORY, TimedDeviceModel, Timing, Timings
from lvkb.measured.timm import ACCURACIES, TIMM_REPOSITORY, TimmResult, TimmResults, TimmSpeed

__all__ = [
    "ACCURACIES",
    "AIHUB_REPOSITORY",
    "MEASURED_VERSION",
    "TIMM_REPOSITORY",
    "Counts",
    "Missing",
    "ModelCount",
    "SizeCount",
    "Stored",
    "TimedDeviceModel",
    "Timing",
    "Timings",
    "TimmResult",
    "TimmResults",
    "TimmSpeed",
    "measured_text",
    "parse_measured",
]
