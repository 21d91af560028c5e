"""Devices: the one spelling of each."""

from __future__ import annotations

import pytest

from lvkb.subject.devices import _SPELLINGS, device_name, spelling


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("V100", "V100"),
        ("V100 GPU", "V100"),
        ("NVIDIA V100", "V100"),
        ("NVIDIA Tesla V100", "V100"),
        ("Tesla V100 (16GB)", "V100 16GB"),
        ("Tesla V100-SXM2-16GB", "V100 SXM2 16GB"),
        ("Nvidia RTX3090", "RTX 3090"),
        ("1080Ti", "GTX 1080 Ti"),
        ("SD855", "Snapdragon 855"),
        ("Samsung S23 GPU", "Galaxy S23 GPU"),
        ("Intel Xeon Gold 5218R at 2.10 GHz", "Xeon Gold 5218R"),
        ("Xeon 8255C @ 2.50GHz CPU", "Xeon 8255C"),
        ("Xeon E5-2630_v4", "Xeon E5-2630 v4"),
        ("iphone 12", "iPhone 12"),
    ],
)
def test_other_spellings(written: str, wanted: str) -> None:
    """Makers' names, clock rates, blanks and hyphens make no second device."""
    assert spelling(written) == wanted


@pytest.mark.parametrize("device", ["unstated", "Intel CPU", "Pixel 1", "Jetson Nano", "NVIDIA", "V100 32GB"])
def test_what_stays(device: str) -> None:
    """A device that the table does not know, and one that says nothing but its maker, stay as they are written."""
    assert spelling(device) == device


def test_the_table_is_its_own_spelling() -> None:
    """Each spelling of the table is spelt so, and leads to no other."""
    assert [spelling(name) for name in _SPELLINGS] == list(_SPELLINGS)


@pytest.mark.parametrize(
    ("device", "name"),
    [
        ("V100 SXM2 16GB", "V100"),
        ("A100 40GB", "A100"),
        ("Tesla V100 (16GB)", "V100"),
        ("Volta 16GB", "Volta"),
        ("iPhone 12 Pro", "iPhone 12 Pro"),
        ("TPU v3 (1 core)", "TPU v3 (1 core)"),
        ("unstated", ""),
    ],
)
def test_names_that_readers_look_for(device: str, name: str) -> None:
    """Memory and form factor of a card make no other card; an unstated device has no name."""
    assert device_name(device) == name
