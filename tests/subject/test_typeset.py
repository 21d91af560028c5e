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
        ("DiNAT_s", "DiNAT_s"),
        ("ViT-B/16 (MAE)", "ViT-B/16 (MAE)"),
        ("costs $5", "costs $5"),
        ("<b>$^2$</b>", "<b>²</b>"),
        ("", ""),
    ],
)
def test_typeset(written: str, shown: str) -> None:
    """Raised and lowered digits and known signs become characters; what is not known stays as it is written."""
    assert typeset(written) == shown
