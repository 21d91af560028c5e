"""What a finding says and how findings are ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.findings import Finding, Level, Location, Rule, visible

RULE = Rule("LV110", Level.ERROR, "One id, one paper.", "Each paper has its own.", "Correct the wrong one.")
PLACE = Location("catalog/papers/one.yml", 8, 10)


def test_message_form() -> None:
    """A finding tells place, code, field, what is wrong, why it matters and how to mend it."""
    finding = RULE.at(PLACE, "arxiv", '"1" belongs to two.')
    assert str(finding) == (
        'catalog/papers/one.yml:8:10: LV110 arxiv: "1" belongs to two. Each paper has its own. Correct the wrong one.'
    )


def test_own_cure_and_no_field() -> None:
    """A cure for the very case replaces the rule's, and a whole file has no field."""
    finding = RULE.at(Location("f.yml"), "", "It is empty.", "Delete it.")
    assert str(finding) == "f.yml:1:1: LV110 It is empty. Each paper has its own. Delete it."
    assert (finding.code, finding.level) == ("LV110", Level.ERROR)


def test_order() -> None:
    """Findings are ordered by file, line, column as numbers, code and text."""
    other = Rule("LV005", Level.HINT, "t", "w", "f")
    ordered = [
        RULE.at(Location("a.yml", 9, 20), "", "x"),
        RULE.at(Location("b.yml", 2, 9), "", "x"),
        other.at(Location("b.yml", 2, 10), "", "z"),
        RULE.at(Location("b.yml", 2, 10), "", "x"),
        RULE.at(Location("b.yml", 2, 10), "", "y"),
        RULE.at(Location("b.yml", 10, 1), "", "x"),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=lambda finding: finding.sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain - \u6a19\u984c \u00e9", "plain - \u6a19\u984c \u00e9"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\u202ea\u200b", "\\u202ea\\u200b"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text: str, shown: str) -> None:
    """Characters that would break a line or hide are written as their escapes."""
    assert visible(text) == shown


@given(st.text(), st.text(), st.text(), st.text())
def test_a_finding_is_one_line(path: str, field: str, what: str, fix: str) -> None:
    """Whatever a stranger's file holds, a finding on it is one printable line."""
    finding = RULE.at(Location(path), field, what, fix)
    assert isinstance(finding, Finding)
    assert str(finding).isprintable()
