"""Names of devices."""

from __future__ import annotations

import pytest

from lvkb.subject.devices import device_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("V100", "V100"),
        ("Tesla V100 (16GB)", "V100"),
        ("v100-sxm2", "V100"),
        ("Nvidia RTX3090", "RTX 3090"),
        ("RTX 3090", "RTX 3090"),
        ("RTX 2080 Ti", "RTX 2080 Ti"),
        ("2080Ti", "RTX 2080 Ti"),
        ("Intel Xeon E5-2680", "Xeon E5-2680"),
        ("Xeon E5-2680 v4", "Xeon E5-2680 v4"),
        ("iPhone 12", "iPhone 12"),
        ("iPhone 12 Pro", "iPhone 12 Pro"),
        ("Jetson", "Jetson"),
        ("unstated", ""),
    ],
)
def test_a_device_has_one_name(text: str, name: str) -> None:
    """Spellings of one device are one name; devices that only look alike stay apart, and an unstated one has none."""
    assert device_name(text) == name
