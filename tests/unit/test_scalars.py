"""Texts as YAML scalars: whatever a YAML reader would take for something else stands in quotes."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from lvkb.yamlfile.parser import TYPED
from lvkb.yamlfile.scalars import quoted, scalar

NUMBERS = ["0b101", "0x1f", "017", "0o17", "1_000", "1:30", "1:30.5", ".5_0", "1e5", "1.", ".inf", "-.INF", ".nan"]
TIMES = ["2026-11-20", "2026-11-20T10:00:00Z", "2026-11-20 10:00:00.5 +1", "2026-1-2t1:02:03"]
WORDS = ["on", "No", "n", "y", "null", "~", "=", "GAP"]
SIGNS = ["a: b", "a #b", "-", "", " a", "é", "@x", "a\n"]
PLAIN = ["mobilevit_s.cvnets_in1k", "10.1109/iccv48922.2021.00041", "ICCV 2023", "1.2.3", "2026-11", "v1", "1e", "0xg"]

CORE = re.compile(
    r"null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN"
)
"""What readers of YAML 1.2 do not take for a text. Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution"""


def is_text(written: str, text: str) -> bool:
    """Tells whether readers of YAML 1.1 and 1.2 get a text back from what was written."""
    try:
        found = yaml.safe_load(f"- {written}\n")
    except (yaml.YAMLError, ValueError):  # ValueError: a day that no calendar has
        return False
    return found == [text] and not CORE.fullmatch(written)


@pytest.mark.parametrize("text", [*NUMBERS, *TIMES, *WORDS, *SIGNS])
def test_what_is_something_else_is_quoted(text: str) -> None:
    """Numbers, days, times, words of YAML, the mark of a gap and texts with signs of YAML stand in quotes."""
    assert scalar(text) == quoted(text)
    assert is_text(quoted(text), text)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_a_text_stays_plain(text: str) -> None:
    """What every reader takes for the same text needs no quotes."""
    assert scalar(text) == text
    assert is_text(text, text)


@given(st.one_of(st.text("0123456789+-._:xobeEtTzZ ", max_size=24), st.text(max_size=30), st.sampled_from(NUMBERS)))
@example("2026-11-20 10:00:00")
@example("1:30.5")
def test_no_reader_takes_a_scalar_for_anything_else(text: str) -> None:
    """Whatever the text, readers of YAML 1.1 and 1.2 get it back from the scalar."""
    written = scalar(text)
    assert is_text(written, text)
    assert written != text or not TYPED.fullmatch(text)
