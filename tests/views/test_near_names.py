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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("X-A", "atto"),
        ("X-F", "femto"),
        ("X-P", "pico"),
        ("X-N", "nano"),
        ("X-T", "tiny"),
        ("X-Ti", "tiny"),
        ("X-S", "small"),
        ("X-M", "medium"),
        ("X-B", "base"),
        ("X-L", "large"),
        ("X-XL", "xlarge"),
        ("X-H", "huge"),
        ("X+", "plus"),
    ],
)
def test_sizes_have_one_spelling(name: str, said: str) -> None:
    """A letter for a size is the word that timm writes."""
    assert parts(name) == ("x", said)


def test_several_architectures_are_near() -> None:
    """All free architectures that begin with a name are given, in the order of timm."""
    known = ("swin_base_b", "swinv2_base", "swin_base_a", "swin_tiny")
    assert Architectures(known, []).near("Swin-B") == ("swin_base_b", "swin_base_a")


def test_derivatives_of_linked_architectures_are_not_free() -> None:
    """What begins with a linked architecture is a form of it; what merely begins alike is not."""
    known = ("deit_tiny", "deit_tiny_distilled", "deit_tiny2", "deit_base")
    assert Architectures(known, ["deit_tiny"]).near("DeiT") == ("deit_base",)
    assert Architectures(known, ["deit_ti"]).near("DeiT") == ("deit_base",)
