"""A reading with all that is derived from it alone."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.measured import Counts
from lvkb.records import Reading
from lvkb.results import JudgedReading
from lvkb.subject.agreement import Verdict
from tests.counted import MODEL, counts, model_count
from tests.invented import judged, paper, reading, results, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def one(counted: Counts | None = None, **values: Any) -> JudgedReading:
    """Gives a judged reading of a variant that is linked to the counted model."""
    (item,) = judged(reading(**values), timm=MODEL, counts=counted)
    return item


def test_its_place() -> None:
    """A judged reading knows its paper, its variant, and where it stands in the record."""
    rows = [variant("A-S", reading(top1=1)), variant("A-B", reading(top1=2), reading(top1=3))]
    given = paper("a", *rows)
    found = results(given).by_paper["a"]
    assert [(item.variant.name, item.keys) for item in found] == [
        ("A-S", ("variants", 0, "readings", 0)),
        ("A-B", ("variants", 1, "readings", 0)),
        ("A-B", ("variants", 1, "readings", 1)),
    ]
    assert [item.reading for item in found] == [reading for _, reading in given.readings()]
    assert {item.paper.id for item in found} == {"a"}


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"params_m": "5.6", "compute_g": "1.1", "compute_unit": "macs"}, Verdict.AGREES),
        ({"params_m": "5.6", "compute_g": "2.2", "compute_unit": "macs"}, Verdict.FACTOR_TWO),
        ({"params_m": "9", "compute_g": "2.2", "compute_unit": "macs"}, Verdict.MISMATCH),
        ({"params_m": "9", "compute_g": "1.1", "compute_unit": "macs"}, Verdict.MISMATCH),
        ({"top1": 78}, None),
    ],
)
def test_the_worse_verdict(values: dict[str, Any], verdict: Verdict | None) -> None:
    """A reading has the worse verdict of its two figures, and none when neither was judged."""
    item = one(counts(model_count()), resolution=224, **values)
    assert item.verdict == verdict
    params, compute = item.judged("params"), item.judged("compute")
    assert (params is not None, compute is not None) == ("params_m" in values, "compute_g" in values)
    assert [found.quantity for found in (params, compute) if found] == ["params", "compute"][: 2 * (params is not None)]


@pytest.mark.parametrize(
    ("values", "light"),
    [
        ({"params_m": 30, "compute_g": 6, "compute_unit": "macs"}, True),
        ({"params_m": "30.1", "compute_g": 6, "compute_unit": "macs"}, False),
        ({"params_m": 30, "compute_g": "6.1", "compute_unit": "macs"}, False),
        ({"params_m": 30, "compute_g": 6, "compute_unit": "macs", "resolution": 289}, False),
        ({"params_m": 30}, False),
        ({"compute_g": 6, "compute_unit": "macs"}, True),
    ],
)
def test_light_by_what_it_tells(values: dict[str, Any], light: bool) -> None:
    """Without counts a reading is of a lightweight model by its own figures; its compute must be told."""
    assert one(resolution=values.pop("resolution", 224), **values).is_light is light


@pytest.mark.parametrize(
    ("params", "macs", "values", "light"),
    [
        (30_000_000, 6_000_000_000, {}, True),
        (30_000_001, 6_000_000_000, {}, False),
        (30_000_000, 6_000_000_001, {}, False),
        (30_000_001, 6_000_000_001, {"params_m": 30, "compute_g": 6, "compute_unit": "macs"}, True),
        (29_000_000, 5_900_000_000, {"params_m": "30.1", "compute_g": 6, "compute_unit": "macs"}, False),
        (29_000_000, 6_000_000_000, {"compute_g": 12, "compute_unit": "flops"}, True),
    ],
)
def test_light_by_counts(params: int, macs: int, values: dict[str, Any], light: bool) -> None:
    """Counted figures stand in where a reading tells none, and never overrule what it tells."""
    assert one(counts(model_count(params=params, sizes=((224, macs),))), resolution=224, **values).is_light is light


def counted(item: JudgedReading) -> tuple[str, str]:
    """Gives the counts beside a reading."""
    return str(item.counted_params_m), str(item.counted_gmacs)


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ({}, ("7.3", "1.452")),
        ({"form": "deploy"}, ("6.81", "1.108")),
        ({"params_m": "6.8"}, ("6.81", "1.452")),
        ({"compute_g": "1.1", "compute_unit": "macs"}, ("7.3", "1.108")),
        ({"params_m": "7.3", "form": "deploy"}, ("6.81", "1.108")),
        ({"params_m": "6.8", "kind": "quoted"}, ("7.3", "1.452")),
    ],
)
def test_counts_are_of_the_form_that_is_meant(values: dict[str, Any], figures: tuple[str, str]) -> None:
    """The count beside a judged figure is of the form its verdict rests on; beside none, of the form it states."""
    assert counted(one(counts(FUSABLE), resolution=224, top1=78, **values)) == figures


def test_counts_without_an_image_size() -> None:
    """A reported compute is held against the model's own size; without one, no size means no counted compute."""
    assert counted(one(counts(FUSABLE), compute_g="1.45", compute_unit="macs")) == ("7.3", "1.452")
    assert counted(one(counts(FUSABLE), top1=78)) == ("7.3", "None")


def compute_of(*readings: Reading) -> list[str]:
    """Gives the multiply-adds of readings of a variant without counts."""
    return [str(item.gmacs) for item in judged(*readings)]


def test_unknown_compute_stays_unknown() -> None:
    """A reading that tells no compute has no multiply-adds."""
    assert compute_of(reading(top1=80), reading(compute_g="4.50", compute_unit="flops")) == ["None", "4.50"]
