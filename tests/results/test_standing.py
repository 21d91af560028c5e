"""What a reading may be used for: whose figure it is, and how sure."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.results.standing import is_comparable, is_of_plain_model, is_own, is_sound
from tests.invented import judged, reading


@pytest.mark.parametrize(
    ("values", "own", "sound", "comparable", "plain"),
    [
        ({}, True, True, True, True),
        ({"exactness": "rounded"}, True, True, True, True),
        ({"exactness": "plot"}, True, False, False, False),
        ({"status": "disputed", "reason": "r"}, True, False, False, False),
        ({"kind": "quoted"}, False, False, False, False),
        ({"kind": "measured"}, False, False, False, False),
        ({"kind": "timm"}, False, False, False, False),
        ({"dataset": "cifar-100"}, True, True, False, False),
        ({"top1": None}, True, True, False, True),
        ({"base": "DeiT-S"}, True, True, True, False),
        ({"setting": {"tokens": 98}}, True, True, True, False),
        ({"evaluation": "knn"}, True, True, True, True),
    ],
)
def test_truth_table(values: dict[str, Any], own: bool, sound: bool, comparable: bool, plain: bool) -> None:
    """The four notions of the authors' own figure, each narrower one within the wider."""
    one = reading(**{"top1": 78, **values})
    assert (is_own(one), is_sound(one), is_comparable(one), is_of_plain_model(one)) == (own, sound, comparable, plain)
    (item,) = judged(one)
    assert (item.is_sound, item.is_comparable) == (sound, comparable)
