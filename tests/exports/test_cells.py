"""Values as cells of CSV."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lvkb.exports.cells import Value, cell, csv_lines, setting_cell, status
from lvkb.records import Setting
from tests.exported import text_of_cell
from tests.invented import reading


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (1, "1"),
        (0, "0"),
        (Decimal("78.30"), "78.30"),
        (Decimal("1E+1"), "10"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("-1.5"), "-1.5"),
        ("-1.5", "-1.5"),
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+ DearKD", "'+ DearKD"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
    ],
)
def test_cell(value: Value, text: str) -> None:
    """Numbers have all their digits, true and false are words, the unknown is empty, and no text is a formula."""
    assert cell(value) == text


@given(text=st.text(st.sampled_from("'=+-@\t\uff1d1.a\",\n"), max_size=8))
@example(text="'-1")
def test_text_comes_back(text: str) -> None:
    """Whatever a text begins with, what docs/data-format.md tells readers to do gives it back, and it is no formula."""
    _, (read, _) = csv.reader(io.StringIO("".join(csv_lines(("a", "b"), [(text, "")])), newline=""))
    is_number = re.fullmatch(r"[+-]?\d+(\.\d+)?", read) is not None
    assert is_number or not re.match(r"[=+\-@\t\r\uff1d]", read)
    assert text_of_cell(read) == text


def test_file() -> None:
    """Each row is one piece that ends in a line feed alone; only cells that need quotes have them."""
    lines = list(csv_lines(("a", "b"), [("x,y", 'say "z"'), ("two\nlines", None), (None, True)]))
    assert lines == ["a,b\n", '"x,y","say ""z"""\n', '"two\nlines",\n', ",true\n"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"kind": "measured"}, "measured"),
        ({"exactness": "rounded"}, "rounded"),
        ({"status": "disputed"}, "disputed"),
        ({"kind": "timm", "status": "disputed"}, "timm disputed"),
        ({"kind": "quoted", "exactness": "plot", "status": "disputed"}, "quoted plot disputed"),
    ],
)
def test_status(values: dict[str, Any], words: str) -> None:
    """The status is empty for the authors' own exact undisputed numbers and names every reason why one is not."""
    assert status(reading(**values)) == words


def test_setting_cell() -> None:
    """A setting is written key by key in the order of the record format, with the digits of the source."""
    fields = {"training": "scratch", "tokens": "64", "exit_layer": "7", "threshold": "0.90", "merged_per_layer": "8"}
    setting = Setting.model_validate({**fields, "keep_ratio": "0.70"})
    assert setting_cell(setting) == (
        "keep_ratio=0.70;merged_per_layer=8;threshold=0.90;exit_layer=7;tokens=64;training=scratch"
    )
    assert setting_cell(None) == ""
