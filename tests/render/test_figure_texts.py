"""Figures, settings, speeds and results in words."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.measured import Counts
from lvkb.render.figures import confirmed, summary
from lvkb.results import Result
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, reading

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def one(counted: Counts | None = None, **values: Any) -> Result:
    """Gives the result of one reading."""
    (found,) = merged(reading(**values), timm=MODEL if counted else None, counts=counted)
    return found


def test_a_line_says_what_is_not_plain() -> None:
    """A result with extra data and a teacher says so in the list."""
    rich = one(top1="83.1", params_m=22, resolution=224, pretrain="imagenet-21k", distilled="hard")
    assert summary(rich) == "83.1 % top-1, 22 M, 224 px, pre-trained on imagenet-21k, distilled (A-S)"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"params_m": "5.6", "compute_g": "1.1", "compute_unit": "macs"}, "5.58 M, 1.10 GMACs: match"),
        ({"params_m": 9}, "5.58 M: mismatch"),
        ({}, ""),
    ],
)
def test_counts_beside_a_result(values: dict[str, Any], words: str) -> None:
    """The line of a paper gets what was counted beside its result, and nothing where nothing was."""
    assert confirmed(one(counts(model_count()), top1=78, **PLAIN, **values)) == words


def test_counts_of_the_fused_form_say_so() -> None:
    """A count of the fused form is marked beside a paper's result."""
    found = one(
        counts(FUSABLE), resolution=224, top1=78, params_m="6.5", compute_g="1.1", compute_unit="macs", form="deploy"
    )
    assert confirmed(found) == "6.81 M fused, 1.11 GMACs fused: mismatch"
