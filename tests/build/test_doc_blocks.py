"""Facts of the code inside hand-written documents: made anew between two marks, and nothing else is touched."""

from __future__ import annotations

import pytest

from lvkb.render.doc_blocks import BLOCKS, BrokenBlock, filled, has_blocks

LIGHT = f"<!-- facts: light -->\n{BLOCKS['light']()}\n<!-- /facts -->\n"


@pytest.mark.parametrize(
    "old", ["", "old\n", "old\n\n| old |\n", f"{BLOCKS['light']()}\n"], ids=["empty", "line", "lines", "new"]
)
def test_block_is_made_anew(old: str) -> None:
    """Between the marks stands what the code says, whatever stood there; around them every byte stays."""
    document = f"# A\r\n\n<!-- facts: light -->\n{old}<!-- /facts -->\n\nB <!-- c -->  \n"
    assert filled(document) == f"# A\r\n\n{LIGHT}\nB <!-- c -->  \n"


def test_several_blocks() -> None:
    """Each block of a document gets its own facts."""
    names = list(BLOCKS)
    document = "".join(f"<!-- facts: {name} -->\n<!-- /facts -->\n" for name in names)
    expected = "".join(f"<!-- facts: {name} -->\n{BLOCKS[name]()}\n<!-- /facts -->\n" for name in names)
    assert filled(document) == expected == filled(expected)


@pytest.mark.parametrize(
    "document", ["", "# A\n", "`<!-- facts: light -->`\n", "a <!-- /facts -->\n", "<!-- facts -->\n"]
)
def test_document_without_blocks(document: str) -> None:
    """A document that has no marks on lines of their own is no business of ours."""
    assert filled(document) == document
    assert not has_blocks(document)


def test_light_in_one_sentence() -> None:
    """The bounds of light are told in one sentence."""
    bounds, compute = BLOCKS["light"]().split("; ")
    assert bounds == "At most 30 million parameters, 6 GMACs for one image and 288 pixels"
    assert compute == "compute must be known, reported or counted."


def test_unknown_name() -> None:
    """A block that nothing writes is refused with the names there are."""
    with pytest.raises(BrokenBlock, match=r'^there are no facts "heavy"; there are api-documents, light, .*\.$'):
        filled("<!-- facts: heavy -->\n<!-- /facts -->\n")


BEGIN, END = "<!-- facts: light -->\n", "<!-- /facts -->\n"


@pytest.mark.parametrize(
    "document",
    [BEGIN, END, END + BEGIN, BEGIN + BEGIN + END, BEGIN + END + END, BEGIN + BEGIN + END + END],
    ids=["no end", "no begin", "the wrong way round", "first without end", "an end too many", "one in another"],
)
def test_marks_without_partner(document: str) -> None:
    """Marks that do not come in pairs are refused: the facts would stay old, or swallow what stands behind them."""
    assert has_blocks(document)
    with pytest.raises(BrokenBlock, match=r"^each `<!-- facts: name -->` needs its `<!-- /facts -->` before the next"):
        filled(document)
