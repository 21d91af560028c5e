"""Text as LaTeX: which letters become macros, and which stay as they are."""

from __future__ import annotations

import pytest

from lvkb.exports.latex import latex


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
