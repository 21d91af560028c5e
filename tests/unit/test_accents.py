"""Letters without their accents."""

from __future__ import annotations

import pytest

from lvkb.accents import without_accents


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Swin-T", "Swin-T"),
        ("Hervé Jégou", "Herve Jegou"),
        ("Jos\N{COMBINING ACUTE ACCENT}e", "Jose"),
        ("IA-RED²", "IA-RED2"),
        ("e\N{LATIN SMALL LIGATURE FFI}cient", "efficient"),
        ("Løve", "Løve"),
        ("\N{DEVANAGARI LETTER KA}\N{DEVANAGARI VOWEL SIGN AA}", "\N{DEVANAGARI LETTER KA}"),
        ("名 無し", "名 無し"),
        ("", ""),
    ],
)
def test_without_accents(text: str, bare: str) -> None:
    """Marks go, however they are written; letters of their own stay."""
    assert without_accents(text) == bare
