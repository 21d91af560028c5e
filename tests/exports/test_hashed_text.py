"""Texts that are measured on their way: size and hash are those of the whole, however much of it was taken."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from lvkb.exports.hashed_text import Facts, HashedText

PIECES = st.lists(st.text())


@given(PIECES)
def test_facts_are_of_the_whole_text(pieces: list[str]) -> None:
    """They are those of the file that holds all pieces, which come through unchanged."""
    text = HashedText(iter(pieces))
    assert list(text) == pieces
    data = "".join(pieces).encode()
    assert text.facts() == Facts(len(data), sha256(data).hexdigest())


def test_facts_of_a_text_that_nobody_took() -> None:
    """Pieces that were left count too, and are gone afterwards; asked again, the facts are the same."""
    text = HashedText(["78.30", "é", "\n"])
    assert next(iter(text)) == "78.30"
    data = "78.30é\n".encode()
    assert text.facts() == text.facts() == Facts(8, sha256(data).hexdigest())
    assert list(text) == []
