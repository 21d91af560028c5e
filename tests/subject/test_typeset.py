"""Names and titles without the marks of TeX."""

from __future__ import annotations

import pytest

from lvkb.subject.typeset import typeset


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("IA-RED$^2$: Redundancy Reduction", "IA-RED²: Redundancy Reduction"),
        ("ViT$^3$", "ViT³"),
        ("X$^{12}$", "X¹²"),
        ("A$_2$Mamba", "A₂Mamba"),
        (r"$\alpha$-Net $\times 2$", "\N{GREEK SMALL LETTER ALPHA}-Net \N{MULTIPLICATION SIGN}2"),
        (r"$\alphabet$", r"\alphabet"),
        ("$x^y$ and $5", "x^y and $5"),
        ("SReT_⋇T", "SReT-⋇T"),
        ("SReT_LT [8-4-1,2-1-1]", "SReT-LT [8-4-1,2-1-1]"),
        ("DiNAT_s-Tiny", "DiNAT_s-Tiny"),
        ("rope_axial_deit_small_patch16_LS", "rope_axial_deit_small_patch16_LS"),
        ("A title with X_Y", "A title with X_Y"),
        ("ViT-B/16 (MAE)", "ViT-B/16 (MAE)"),
        ("costs $5", "costs $5"),
        ("<b>$^2$</b>", "<b>²</b>"),
        ("", ""),
    ],
)
def test_typeset(written: str, shown: str) -> None:
    """Raised and lowered digits and known signs become characters; what is not known stays as it is written."""
    assert typeset(written) == shown
