"""Names of tests in reports: short, on one line, and refused where a test names its cases otherwise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import LONGEST_ID, pytest_collection_modifyitems, pytest_make_parametrize_id

CASES = {
    "short": ("a: b", "a: b"),
    "as long as may be": ("x" * 16, "x" * 16),
    "longer": ("x" * 17, f"{'x' * 16}..."),
    "a monster": ("[" * 100_000, f"{'[' * 16}..."),
    "several lines": ("a\n\tb", "a  b"),
    "letters that pytest spells out": ("標" * 5, "標標..."),
    "bytes": (b"\xff\x00a", "\xff a"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("value", "shown"), CASES.values(), ids=CASES)
def test_a_case_is_named_by_the_beginning_of_its_text(value: str | bytes, shown: str) -> None:
    """Of a text the beginning is shown, without what does not print."""
    assert pytest_make_parametrize_id(value) == shown


@pytest.mark.parametrize("value", [None, 7, True, ("a",)], ids=["None", "number", "truth", "tuple"])
def test_other_values_are_named_by_pytest(value: object) -> None:
    """Numbers and objects get the names that pytest gives them."""
    assert pytest_make_parametrize_id(value) is None


def refusal(case: str) -> str:
    """Gives what is said of a case that a test itself names; empty when nothing is."""
    item: Any = SimpleNamespace(name=f"test_x[{case}]", nodeid=f"tests/test_x.py::test_x[{case}]")
    try:
        pytest_collection_modifyitems([item])
    except pytest.UsageError as error:
        return str(error)
    return ""


def test_longest_name_of_a_case() -> None:
    """A case may be named at 100 characters; one more, and the run ends with a sentence that says which test it is."""
    assert refusal("x" * LONGEST_ID) == ""
    assert refusal("x" * (LONGEST_ID + 1)) == (
        f"A test id of tests/test_x.py::test_x is too long or does not print: {'x' * 40!r}... has 101 characters. "
        "Name the case with `ids=`."
    )


def test_name_that_does_not_print() -> None:
    """A name with a character that nobody sees is refused, and shown spelt out."""
    assert refusal("a\u202eb").startswith(
        "A test id of tests/test_x.py::test_x is too long or does not print: 'a\\u202eb'... has 3 characters."
    )
