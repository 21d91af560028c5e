"""Verdicts in words, and counts as readers see them."""

from __future__ import annotations

import pytest

from lvkb.measured import ModelCount
from lvkb.results.explanations import explain, in_unit, is_cut_off
from lvkb.results.judge import Judge
from lvkb.results.verdicts import Judgement
from tests.counted import MODEL, counts, model_count
from tests.invented import reading, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def judged(count: ModelCount, **values: str) -> tuple[Judgement, ...]:
    """Gives the judgements on a reading of a variant that is linked to the counted model."""
    one = reading(**values)
    return Judge(counts(count)).reading(variant("S", one, timm=MODEL), one)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"params_m": "5.6"}, ""),
        ({"params_m": "5.2"}, "counted parameters 7.3 % above the reported"),
        ({"params_m": "6.5"}, "counted parameters 14.2 % below the reported"),
        ({"params_m": "5"}, "counted parameters 11.6 % above the reported, as if digits had been cut off"),
        ({"compute_g": "2.2"}, "counted 0.50 times the reported compute: one of them takes a multiply-add for two"),
        ({"compute_g": "1.44"}, "compute fits 256 pixels, the reading states none"),
        ({"compute_g": "1.44", "resolution": "224"}, "compute fits 256 pixels, the reading states 224"),
        ({"compute_g": "7", "resolution": "512"}, "compute not counted"),
        ({"compute_g": "1.3", "resolution": "224"}, "counted compute 15.2 % below the reported"),
    ],
)
def test_verdicts_in_words(values: dict[str, str], words: str) -> None:
    """What a verdict rests on is told in a few words; a match needs none."""
    count = model_count(sizes=((224, 1_102_000_000), (256, 1_439_000_000)))
    unit = {"compute_unit": "macs"} if "compute_g" in values else {}
    assert [explain(item) for item in judged(count, **values, **unit)] == [words]


def test_the_deployed_form_in_words() -> None:
    """A figure that fits only the fused model says so."""
    assert [explain(item) for item in judged(FUSABLE, params_m="6.8")] == ["parameters fused for inference"]


@pytest.mark.parametrize(
    ("printed", "counted", "cut"),
    [
        ("5", 5_999_999, True),
        ("5", 6_000_000, False),
        ("5", 5_000_001, True),
        ("5", 5_000_000, False),
        ("5", 4_999_999, False),
        ("5.5", 5_578_632, True),
        ("5.57", 5_578_632, True),
        ("5.4", 5_578_632, False),
        ("5.6", 5_578_632, False),
    ],
)
def test_cut_off_digits(printed: str, counted: int, cut: bool) -> None:
    """A figure may have been cut off when less than one unit of its last digit is missing."""
    (item,) = judged(model_count(params=counted), params_m=printed)
    assert is_cut_off(item) is cut


@pytest.mark.parametrize(
    ("count", "text"),
    [(None, ""), (0, "0.000"), (999_000, "0.999"), (1_000_000, "1.00"), (5_578_632, "5.58"), (86_567_656, "86.57")],
)
def test_counts_in_units(count: int | None, text: str) -> None:
    """Two decimals are shown, three below 1."""
    assert in_unit("params", count) == text


def test_compute_in_units() -> None:
    """Compute is shown in 10^9 multiply-adds."""
    assert in_unit("compute", 1_102_000_000) == "1.10"
