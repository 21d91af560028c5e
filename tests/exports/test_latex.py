"""Text as LaTeX: which letters become macros, and which stay as they are."""

from __future__ import annotations

import pytest

from lvkb.exports.latex import latex, latex_title


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("\u00bf", "\u00bf"),  # the last sign before them
        ("\u00c0", r"{\`{A}}"),  # the first
        ("\u1ef9", r"{\~{y}}"),  # the last
        ("\u1efa", "\u1efa"),  # a ligature of Latin letters behind them
        ("\u1f00", "\u1f00"),  # a Greek letter with an accent of its own
        ("\u212b", "\u212b"),  # the sign of angstrom, which would come back as the letter
        ("\u00c5", r"{\r{A}}"),
        ("\u0100", r"{\={A}}"),
        ("\u0111", "\u0111"),  # a stroke is no accent
        ("\u01d6", "\u01d6"),  # two accents
        ("\u1ea3", "\u1ea3"),  # an accent that LaTeX has no macro for
        ("\u0439", "\u0439"),  # a letter of another script with one
        ("a\u0301", "a\u0301"),  # a letter and an accent, each of its own
    ],
)
def test_letters(letter: str, written: str) -> None:
    """A macro stands for one ASCII letter with one accent of LaTeX, and for nothing else."""
    assert latex(letter) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("IA-RED$^2$: Less & More", r"IA-RED$^2$: Less {\&} More"),
        ("$k$-NN, H$_0$, $L_2^3$, $^{nd}$", "$k$-NN, H$_0$, $L_2^3$, $^{nd}$"),
        (r"$\alpha$-ViT at $\times 2$", r"$\alpha$-ViT at $\times 2$"),
        ("costs $5 and $6", r"costs {\$}5 and {\$}6"),
        ("from $5-$10", r"from {\$}5-{\$}10"),
        ("$$x$$ and $a$$b$", r"{\$}{\$}x{\$}{\$} and {\$}a{\$}{\$}b{\$}"),
        ("$x^2^3$", r"{\$}x{\string^}2{\string^}3{\$}"),
        (r"$\input{x}$", r"{\$}{\textbackslash}input{\ensuremath{\lbrace}}x{\ensuremath{\rbrace}}{\$}"),
        (r"$\alphabet$", r"{\$}{\textbackslash}alphabet{\$}"),
        (r"\$x$", r"{\textbackslash}{\$}x{\$}"),
    ],
)
def test_title(title: str, written: str) -> None:
    """Formulas of known parts stay formulas; prices, other commands and what LaTeX would refuse are text."""
    assert latex_title(title) == written
