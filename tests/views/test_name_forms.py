"""Names in the forms in which the search of records compares them."""

from __future__ import annotations

import pytest

from lvkb.views.search.name_forms import form
from tests.folded_words import FOLDED


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folded_words(text: str, folded: str) -> None:
    """Case, accents, marks and the two spellings of English are folded away; Greek letters are written out."""
    assert " ".join(form(text).words) == folded


def test_sizes_have_a_letter() -> None:
    """A word of size and its letter are the same; the compact form has no gaps."""
    assert [form(text).sized for text in ("Swin Tiny", "DeiT-Ti", "XCiT large", "Mini")] == [
        *("swint", "deitt", "xcitl", "mini"),
    ]
    assert (form("Swin Tiny V2").compact, form("Swin Tiny V2").digits) == ("swintinyv2", "2")
