"""How near two titles of papers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.links.title_similarity import DOUBTFUL, SAME, is_telling, similarity, title_words, without_tags

EDGENEXT = "EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications"
DVT = "Not All Images are Worth 16x16 Words: Dynamic Transformers for Efficient Image Recognition"
EDGEVIT = "EdgeViTs: Competing Light-weight CNNs on Mobile Devices with Vision Transformers"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The {Vision} Transformer", "the vision transformer"),
        (r"Schr\"{o}dinger and Erd\H{o}s", "schrodinger and erdos"),
        ("Schrödinger and Erdős", "schrodinger and erdos"),
        (r"Worth $16\times16$ Words", "worth 16x16 words"),
        ("Worth 16 \N{MULTIPLICATION SIGN} 16 Words", "worth 16x16 words"),
        ("Worth 16x16 Words", "worth 16x16 words"),
        (r"\textbf{Bold} and \emph{slanted}", "bold and slanted"),
        ("A$^2$-Net with L_2", "a2 net with l2"),
        ("<b>Fast</b> &amp; <i>Small</i>", "fast and small"),
        ("where a < b and c > d", "where a b and c d"),
        ("[code] CvT: Convolutions [paper]", "cvt convolutions"),
        ("[arXiv:2103.15808] CvT: Convolutions", "cvt convolutions"),
        ("arXiv: CvT", "cvt"),
        ("CvT: Convolutions (CVPR 2022)", "cvt convolutions"),
        ("CvT: Convolutions, CVPR'22", "cvt convolutions"),
        ("CvT: Convolutions. In ICCV 2021.", "cvt convolutions"),
        ("CvT: Convolutions [NeurIPS 2021 Spotlight]", "cvt convolutions"),
        ("CvT: Convolutions - IEEE TPAMI 2023", "cvt convolutions"),
        ("ImageNet 2012 and what came after", "imagenet 2012 and what came after"),
        ("ICLR 2022", "iclr 2022"),
        ("", ""),
    ],
)
def test_what_lists_write_around_a_title_is_left_out(written: str, words: str) -> None:
    """Only the words of the title itself are compared."""
    assert " ".join(title_words(written)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (EDGENEXT, EDGENEXT.upper()),
        (EDGENEXT, EDGENEXT[:60]),
        (EDGENEXT, EDGENEXT[:57] + "..."),
        (EDGENEXT, EDGENEXT.replace("-", " ").replace(":", " -")),
        (EDGENEXT, EDGENEXT.partition(": ")[2]),
        (EDGENEXT, "EdgeNeXt"),
        (EDGENEXT, f"{EDGENEXT} (ECCVW 2022)"),
        (EDGENEXT, EDGENEXT.replace("Amalgamated", "Amalgamted")),
        (EDGEVIT, EDGEVIT.replace("Light-weight", "Lightweight")),
        (EDGEVIT, "EdgeViTs: Competing Lightweight CNNs on Mobile Devices"),
        (DVT, DVT.partition(":")[0]),
        (DVT, DVT.replace("16x16", r"$16 \times 16$")),
        ("Generalised Tokenisation for Colour", "Generalized Tokenization for Color"),
        ("Cascaded Group Attention for Memory Efficient Models",
         "Ours (2023): Cascaded Group Attention for Memory Efficient Models"),
    ],
)  # fmt: skip
def test_one_title_in_two_hands_is_the_same(one: str, other: str) -> None:
    """Case, cuts, hyphens, a slip, the venue, the short name alone, or no short name do not make another paper."""
    assert similarity(one, other) >= SAME
    assert similarity(other, one) == similarity(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CvT: Introducing Convolutions to Vision Transformers",
         "MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer"),
        ("HeatViT: Hardware-Efficient Adaptive Token Pruning for Vision Transformers",
         "NAR-Former: Neural Architecture Representation Learning towards Holistic Attributes Prediction"),
        ("FQ-ViT: Post-Training Quantization for Fully Quantized Vision Transformer",
         "A Unified Pruning Framework for Vision Transformers"),
        ("Vision Transformer", "CvT: Introducing Convolutions to Vision Transformers"),
        (EDGENEXT, ""),
        ("", ""),
    ],
)  # fmt: skip
def test_two_papers_of_one_field_are_two(one: str, other: str) -> None:
    """That both are about vision transformers does not make them one."""
    assert similarity(one, other) < DOUBTFUL


@pytest.mark.parametrize(
    ("title", "tells"),
    [("CvT", False), ("A ConvNet for the 2020s", False), ("Knowledge Diffusion for Distillation", True), ("", False)],
)
def test_three_content_words_tell_a_paper(title: str, tells: bool) -> None:
    """Below three content words a title says too little."""
    assert is_telling(title) is tells


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    """Similarity is a number from 0 to 1, the same both ways, and 1 for a title with words and itself."""
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == (1.0 if title_words(one) else 0.0)


def test_what_only_looks_like_markup_stays() -> None:
    """A formula with two comparisons is no tag."""
    assert without_tags('x <i>y</i> <a href="z">w</a> a<b and c>d p < 0.05') == "x y w a<b and c>d p < 0.05"
