"""What is an address of a thread; the reports of the rules themselves are in tests/examples/bad."""

from __future__ import annotations

import pytest

from lvkb.checks.confirmations import is_thread


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://github.com/flint/pebblevit/issues/7", True),
        ("https://github.com/flint/pebblevit/issues/7#issuecomment-12", True),
        ("https://www.github.com/flint/pebblevit/pull/7/", True),
        ("https://github.com/flint/pebblevit/discussions/7", True),
        ("https://openreview.net/forum?id=abc&noteId=def", True),
        ("https://forum.example/?t=7", True),
        ("https://forum.example/t/7", True),
        ("https://github.com/flint/pebblevit/issues", False),
        ("https://github.com/flint/pebblevit/issues/0", False),
        ("https://github.com/flint/pebblevit/blob/main/README.md", False),
        ("https://github.com/flint", False),
        ("https://forum.example", False),
        ("https://forum.example/", False),
        ("http://forum.example/t/7", False),
        ("https://me:secret@forum.example/t/7", False),
        ("https://forum.example/t/7 now", False),
        ("https://[forum/t/7", False),
        ("mailto:flint@a.example", False),
        ("forum.example/t/7", False),
    ],
)
def test_a_thread_is_a_place_where_somebody_said_something(address: str, is_one: bool) -> None:
    """A page of its own over https; on GitHub an issue, a pull request or a discussion."""
    assert is_thread(address) == is_one
