"""The words beside an accuracy."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.views.marks import marks
from tests.invented import merged, reading


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ()),
        ({"kind": "quoted"}, ("quoted",)),
        ({"kind": "measured"}, ("measured",)),
        ({"exactness": "rounded"}, ("rounded",)),
        ({"exactness": "plot"}, ("plot",)),
        ({"status": "disputed", "reason": "r"}, ("disputed",)),
        ({"kind": "quoted", "exactness": "plot", "status": "disputed"}, ("quoted", "plot", "disputed")),
    ],
)
def test_marks(values: dict[str, Any], words: tuple[str, ...]) -> None:
    """A mark says what keeps an accuracy from being the authors' own, exact and undisputed one."""
    (found,) = merged(reading(top1=78, **values))
    assert marks(found) == words


def test_marks_are_of_the_shown_accuracy() -> None:
    """A quoted row beside the authors' own leaves no mark."""
    (found,) = merged(reading(top1=79, kind="quoted"), reading(source="zoo", top1=78))
    assert marks(found) == ()
