"""Licences of code and weights: which are known, and whether they allow commercial use. No legal advice."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Commercial(StrEnum):
    """Whether a licence allows commercial use."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


NO_LICENCE = "NONE"
"""SPDX's word for a repository that was looked at and grants nothing."""

LICENCES: Mapping[str, Commercial] = {
    **dict.fromkeys(
        (
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-3-Clause-Clear",
            "CC-BY-4.0",
            "CC0-1.0",
            "ISC",
            "Unlicense",
            "GPL-2.0-only",
            "GPL-3.0-only",
            "AGPL-3.0-only",
            "LGPL-3.0-only",
            "MPL-2.0",
        ),
        Commercial.YES,
    ),
    **dict.fromkeys(
        (
            "CC-BY-NC-2.0",
            "CC-BY-NC-4.0",
            "CC-BY-NC-SA-4.0",
            "CC-BY-NC-ND-4.0",
            "LicenseRef-Adobe-Source-Code-NC",
            "LicenseRef-Apple-AMLR",
            "LicenseRef-ETRI-MPViT",
            "LicenseRef-FAIR-NC",
            "LicenseRef-Huawei-Noncommercial",
            "LicenseRef-Insitro-NC",
            "LicenseRef-Micron",
            "LicenseRef-NVIDIA-Source-Code",
            "LicenseRef-NVIDIA-Source-Code-NC",
            "LicenseRef-S-Lab",
            NO_LICENCE,
        ),
        Commercial.NO,
    ),
    **dict.fromkeys(
        (
            "LicenseRef-Apple-ASCL",
            "LicenseRef-DINOv3",
            "LicenseRef-NVIDIA-Open-Model",
            "LicenseRef-Snap",
            "LicenseRef-UT-Austin-Research",
        ),
        Commercial.UNCLEAR,
    ),
}
"""Every licence that records name, and what it says of commercial use.

A copyleft licence allows it under its terms. `unclear` stands for licences with terms of their own that need reading:
Apple's sample code licence grants no patents, DINOv3's restricts some uses, NVIDIA's open model licence, Snap's and
UT Austin's have conditions.
"""

_OF_TIMM = {
    "apache-2.0": "Apache-2.0",
    "apple-amlr": "LicenseRef-Apple-AMLR",
    "apple-ascl": "LicenseRef-Apple-ASCL",
    "cc-by-nc-4.0": "CC-BY-NC-4.0",
    "cc-by-nc-sa-4.0": "CC-BY-NC-SA-4.0",
    "cvnets-license": "LicenseRef-Apple-ASCL",
    "dinov3-license": "LicenseRef-DINOv3",
    "fastvit-license": "LicenseRef-Apple-ASCL",
    "mit": "MIT",
    "mobileone-license": "LicenseRef-Apple-ASCL",
}
"""Names of timm's files by the name of this list."""


def licence_of_timm(name: str) -> str:
    """Gives the licence that timm's name of one stands for; the name itself when it is not known."""
    return _OF_TIMM.get(name.casefold(), name)


def commercial_use(licence: str | None) -> Commercial | None:
    """Tells whether a licence allows commercial use; None without a licence, unclear for one that is not in the list.

    Args:
        licence: SPDX name, or `LicenseRef-...` of this list.
    """
    return LICENCES.get(licence, Commercial.UNCLEAR) if licence else None
