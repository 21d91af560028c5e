"""Letters without their accents."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """Gives a text without accents and other marks on letters, and with signs made of others taken apart.

    `é` becomes `e`, `²` becomes `2`, and one sign for `fi` the two letters (Unicode's form NFKD). Letters that no mark
    makes stay: `ø`.
    """
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
