"""Variants recognised in timm's spelling of their names."""

from __future__ import annotations

import pytest

from lvkb.views.near_names import Architectures, parts


@pytest.mark.parametrize(
    ("name", "architecture"),
    [
        ("Swin-B", "swin_base_patch4_window7_224"),
        ("ViT-B/16", "vit_base_patch16_224"),
        ("DeiT-Ti", "deit_tiny_patch16_224"),
        ("Mixer-S/32", "mixer_s32_224"),
        ("ConvNeXt V2-H", "convnextv2_huge"),
        ("GC ViT-XT", "gcvit_xt_224"),
        ("LowFormer-B1.5", "lowformer_b15"),
        ("Hiera-B+", "hiera_base_plus_224"),
    ],
)
def test_near_names(name: str, architecture: str) -> None:
    """Variants are recognised in timm's spelling of their names."""
    assert Architectures([architecture], []).near(name) == (architecture,)


@pytest.mark.parametrize("name", ["EViT-S", "CPVT-Ti", "Swin", "+", "-"])
def test_names_that_are_not_near(name: str) -> None:
    """Only the beginning of a name counts, in whole words; what is linked already is nobody else's."""
    found = Architectures(["levit_s", "twins_pcpvt_tiny", "swin_tiny", "swinv2_tiny"], ["swin_tiny"])
    assert found.near(name) == ()


def test_words_are_not_torn() -> None:
    """Letters and digits of a name are apart, sizes have one spelling, filling words drop out."""
    assert parts("MaxViT-T_tf 224") == ("maxvit", "tiny", "224")
