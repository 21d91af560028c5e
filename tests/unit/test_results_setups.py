"""Lanes and compute: what is derived from one reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lvkb.results.compute import gmacs
from lvkb.results.setups import Lane, lane, resolution_class

from lvkb.records import Reading


def reading(**fields: str) -> Reading:
    """Gives a reading with the fields asked for."""
    return Reading.model_validate({"source": "paper", "at": "Table 1", **fields})


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"pretrain": "none", "distilled": "none", "resolution": "224"}, "imagenet-1k / no distillation / 224"),
        ({"pretrain": "imagenet-21k", "distilled": "hard", "resolution": "384"}, "imagenet-21k / distilled / 384"),
        (
            {"pretrain": "imagenet-1k (mae)", "distilled": "unstated"},
            "imagenet-1k (mae) / distilled / resolution unknown",
        ),
        ({}, "pre-training unknown / distillation unknown / resolution unknown"),
        (
            {"dataset": "cifar-100", "pretrain": "none", "distilled": "none", "resolution": "32"},
            "cifar-100: cifar-100 / no distillation / 192 or less",
        ),
        (
            {"dataset": "cifar-100", "pretrain": "imagenet-1k", "distilled": "none", "resolution": "224"},
            "cifar-100: imagenet-1k / no distillation / 224",
        ),
    ],
)
def test_lane_text(fields: dict[str, str], text: str) -> None:
    """A lane names data, distillation and input size, and says of each part when it is unknown."""
    assert str(lane(reading(**fields))) == text


def test_lane_is_a_key() -> None:
    """Readings of one protocol share a lane, whatever their teacher, source or exact size."""
    one = reading(pretrain="none", distilled="soft", resolution="224", teacher="RegNetY-16GF")
    other = reading(pretrain="none", distilled="hard", resolution="240", epochs="300")
    assert lane(one) == lane(other) == Lane("imagenet-1k", "imagenet-1k", "yes", "224")


@pytest.mark.parametrize(
    ("fields", "plain"),
    [
        ({"pretrain": "none", "distilled": "none", "resolution": "224"}, True),
        ({"pretrain": "none", "distilled": "none", "resolution": "256"}, False),
        ({"pretrain": "none", "distilled": "hard", "resolution": "224"}, False),
        ({"pretrain": "none", "resolution": "224"}, False),
        ({"pretrain": "imagenet-21k", "distilled": "none", "resolution": "224"}, False),
        ({"pretrain": "none", "distilled": "none", "resolution": "224", "dataset": "imagenet-v2"}, False),
    ],
)
def test_plain_lane(fields: dict[str, str], plain: bool) -> None:
    """The commonest lane is ImageNet-1K alone, without distillation, at 224 pixels or so, and nothing unknown."""
    assert lane(reading(**fields)).is_plain_224 is plain


@pytest.mark.parametrize(
    ("pixels", "name"),
    [
        (None, "unknown"),
        (1, "192 or less"),
        (208, "192 or less"),
        (209, "224"),
        (240, "224"),
        (241, "256"),
        (320, "256"),
        (321, "384"),
        (440, "384"),
        (441, "512 or more"),
        (2048, "512 or more"),
    ],
)
def test_resolution_class(pixels: int | None, name: str) -> None:
    """Every input size has one class, with the bounds that the docstring tells."""
    assert resolution_class(pixels) == name


@pytest.mark.parametrize("unit", ["macs", "flops", "unstated"])
def test_gmacs(unit: str) -> None:
    """Compute counts as multiply-adds whatever its unit is called, and keeps its digits."""
    result = gmacs(reading(compute_g="4.50", compute_unit=unit))
    assert (result, str(result)) == (Decimal("4.5"), "4.50")


def test_gmacs_unknown() -> None:
    """Unknown compute stays unknown."""
    assert gmacs(reading(top1="80.0")) is None
