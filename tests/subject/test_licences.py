"""Licences: what they say of commercial use, and timm's names for them."""

from __future__ import annotations

import pytest

from lvkb.subject.licences import Commercial, commercial_use, licence_of_timm


@pytest.mark.parametrize(
    ("licence", "use"),
    [
        ("Apache-2.0", Commercial.YES),
        ("GPL-3.0-only", Commercial.YES),
        ("CC-BY-NC-4.0", Commercial.NO),
        ("LicenseRef-NVIDIA-Source-Code", Commercial.NO),
        ("LicenseRef-Apple-ASCL", Commercial.UNCLEAR),
        ("LicenseRef-Nobody-Knows", Commercial.UNCLEAR),
        ("", None),
        (None, None),
    ],
)
def test_commercial_use(licence: str | None, use: Commercial | None) -> None:
    """The table alone tells whether a licence allows commercial use; one that is not in it is unclear."""
    assert commercial_use(licence) is use


@pytest.mark.parametrize(
    ("name", "licence"),
    [("apache-2.0", "Apache-2.0"), ("MIT", "MIT"), ("cvnets-license", "LicenseRef-Apple-ASCL"), ("other", "other")],
)
def test_licence_of_timm(name: str, licence: str) -> None:
    """Timm's names in lower case stand for those of the list; an unknown one stays."""
    assert licence_of_timm(name) == licence
