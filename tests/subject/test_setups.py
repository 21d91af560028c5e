"""Setups: under which conditions numbers compare, and how a setup is told."""

from __future__ import annotations

import pytest

from lvkb.results.protocol import protocol_of
from lvkb.subject.setups import RESOLUTION_CLASSES, Setup, resolution_class
from tests.invented import PLAIN, reading


def setup(**values: object) -> Setup:
    """Gives the setup of a reading."""
    return protocol_of(reading(**values)).setup


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (PLAIN, "imagenet-1k / no distillation / 224"),
        (
            {"pretrain": "imagenet-21k", "distilled": "hard", "resolution": 384},
            "imagenet-21k / distilled / 384",
        ),
        (
            {"pretrain": "imagenet-1k (mae)", "distilled": "unstated"},
            "imagenet-1k (mae) / distilled / resolution unknown",
        ),
        ({}, "pre-training unknown / distillation unknown / resolution unknown"),
        (PLAIN | {"dataset": "cifar-100", "resolution": 32}, "cifar-100: cifar-100 / no distillation / 192 or less"),
        (PLAIN | {"dataset": "cifar-100", "pretrain": "imagenet-1k"}, "cifar-100: imagenet-1k / no distillation / 224"),
        (PLAIN | {"evaluation": "linear-probe"}, "imagenet-1k / no distillation / 224 / linear probe"),
        (PLAIN | {"evaluation": "knn"}, "imagenet-1k / no distillation / 224 / k-NN"),
        (
            {"evaluation": "zero-shot", "dataset": "imagenet-v2", "pretrain": "laion-2b", "resolution": 512},
            "imagenet-v2: laion-2b / distillation unknown / 512 or more / zero-shot",
        ),
        (PLAIN | {"kind": "timm"}, "timm: imagenet-1k / no distillation / 224"),
        (
            PLAIN | {"kind": "timm", "dataset": "cifar-10"},
            "timm: cifar-10: cifar-10 / no distillation / 224",
        ),
    ],
)
def test_setup_in_words(values: dict[str, object], text: str) -> None:
    """A setup names data, distillation, input size and evaluation, and says of each part when it is unknown."""
    assert str(setup(**values)) == text


def test_a_setup_is_a_key() -> None:
    """Readings of one setup share it, whatever their teacher, source or exact size."""
    one = setup(pretrain="none", distilled="soft", resolution=224, teacher="RegNetY-16GF")
    other = setup(pretrain="none", distilled="hard", resolution=240, epochs=300, source="zoo")
    assert one == other == Setup("imagenet-1k", "imagenet-1k", "yes", "224")


@pytest.mark.parametrize(
    ("values", "plain"),
    [
        ({}, True),
        ({"resolution": 240}, True),
        ({"resolution": 256}, False),
        ({"resolution": 192}, False),
        ({"distilled": "hard"}, False),
        ({"distilled": None}, False),
        ({"pretrain": "imagenet-21k"}, False),
        ({"pretrain": "imagenet-1k"}, True),
        ({"dataset": "imagenet-v2"}, False),
        ({"dataset": "imagenet-v2", "pretrain": "imagenet-1k"}, False),
        ({"evaluation": "knn"}, False),
        ({"kind": "timm"}, False),
        ({"kind": "quoted"}, True),
    ],
)
def test_the_plain_setup(values: dict[str, object], plain: bool) -> None:
    """The commonest setup is ImageNet-1K alone, without distillation, at 224 pixels or so, and nothing unknown."""
    assert setup(**PLAIN | values).is_plain_224 is plain


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


def test_resolution_classes_in_words() -> None:
    """The table of the documentation has each class with its first and last size."""
    assert RESOLUTION_CLASSES == (
        ("up to 208", "192 or less"),
        ("209 to 240", "224"),
        ("241 to 320", "256"),
        ("321 to 440", "384"),
        ("441 and more", "512 or more"),
    )
