"""Results: what readings of one variant under one protocol come to."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Reading
from lvkb.results import Result
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, paper, reading, results, variant


def zoo(**values: Any) -> Reading:
    """Gives a reading of the repository."""
    return reading(**{"source": "zoo", "at": "row 1", **values})


def one(*readings: Reading, timm: str | None = None) -> Result:
    """Gives the only result of readings of a variant."""
    (found,) = merged(*readings, timm=timm)
    return found


def test_paper_and_repository_come_to_one_result() -> None:
    """A result says of its protocol what its readings say together, and has the numbers of all of them."""
    found = one(reading(top1="78.3", resolution=224, epochs=300), zoo(top5="94.1", params_m="5.6", pretrain="none"))
    protocol = found.protocol
    assert (protocol.resolution, protocol.epochs, protocol.pretrain, protocol.distilled) == (224, 300, "none", None)
    assert str(found.setup) == "imagenet-1k / distillation unknown / 224"
    figures = (found.top1, found.top5, found.params_m, found.gmacs)
    assert [str(figure.value) if figure else None for figure in figures] == ["78.3", "94.1", "5.6", None]
    assert [item.reading.at for item in found.readings] == ["Table 1", "row 1"]


def test_variants_are_never_merged() -> None:
    """Readings of two variants are two results, those of two papers too, all in the order of the record."""
    rows = [variant(name, reading(top1=78), zoo(top1=78)) for name in ("A-S", "A-B")]
    found = results(paper("a", *rows), paper("b", *rows))
    assert [(item.paper.id, item.variant.name, len(item.readings)) for item in found.results] == [
        ("a", "A-S", 2),
        ("a", "A-B", 2),
        ("b", "A-S", 2),
        ("b", "A-B", 2),
    ]


def test_the_main_reading_is_that_of_the_accuracy() -> None:
    """The accuracy's own reading speaks for a result; the first one where there is no accuracy."""
    assert one(reading(params_m=5), zoo(top1=78)).main.reading.at == "row 1"
    assert one(reading(top1=78, kind="quoted"), zoo(top1=78)).main.reading.at == "row 1"
    assert one(reading(params_m=5), zoo(params_m=6)).main.reading.at == "Table 1"


@pytest.mark.parametrize(
    ("values", "comparable"),
    [
        ({}, True),
        ({"exactness": "rounded"}, True),
        ({"exactness": "plot"}, False),
        ({"status": "disputed", "reason": "r"}, False),
        ({"kind": "quoted"}, False),
        ({"dataset": "cifar-10"}, False),
        ({"top1": None, "params_m": 5}, False),
    ],
)
def test_comparable(values: dict[str, Any], comparable: bool) -> None:
    """A result compares when its accuracy is a sound one of the authors on the default data set."""
    assert one(reading(**{"top1": 78, **values})).is_comparable is comparable


def test_a_sound_reading_makes_its_result_comparable() -> None:
    """A quoted row beside the authors' own takes nothing from a result."""
    assert one(reading(top1=79, kind="quoted"), zoo(top1=78)).is_comparable


@pytest.mark.parametrize(
    ("values", "light"),
    [
        ({"params_m": 30, "compute_g": 6}, True),
        ({"params_m": "30.1", "compute_g": 6}, False),
        ({"params_m": 30, "compute_g": "6.1"}, False),
        ({"compute_g": 6}, True),
        ({"params_m": 30}, False),
        ({"params_m": 30, "compute_g": 6, "resolution": 288}, True),
        ({"params_m": 30, "compute_g": 6, "resolution": 289}, False),
        ({"params_m": 30, "compute_g": 6, "resolution": None}, True),
    ],
)
def test_light(values: dict[str, Any], light: bool) -> None:
    """Whether a result's model is lightweight follows from its figures, each bound on its very edge."""
    unit = {"compute_unit": "macs"} if "compute_g" in values else {}
    assert one(reading(**{"top1": 78, "resolution": 224, **values, **unit})).is_light is light


def test_light_by_the_compute_of_a_sibling() -> None:
    """The compute that another recipe tells makes a result light, or not."""
    for compute, light in ((6, True), (7, False)):
        other = zoo(epochs=600, resolution=224, compute_g=compute, compute_unit="macs")
        first, _ = merged(reading(top1=78, epochs=300, resolution=224), other)
        assert first.is_light is light


def test_light_by_counts() -> None:
    """XCiT-S12/8 is told without compute, and counts 18.6 GMACs: its result is not light."""
    values = reading(top1="80.2", params_m=26, **PLAIN)
    for macs, light in ((18_600_000_000, False), (6_000_000_000, True)):
        (found,) = merged(values, timm=MODEL, counts=counts(model_count(sizes=((224, macs),))))
        assert found.is_light is light


def test_methods_applied_to_other_models() -> None:
    """A result with a base is of a method; a setting alone does not say so."""
    assert one(reading(top1=78, base="DeiT-S")).is_method_applied
    assert not one(reading(top1=78, setting={"tokens": 98})).is_method_applied
    assert not one(reading(top1=78)).is_method_applied


def test_timm_names() -> None:
    """The name of the very weights goes before that of the architecture."""
    assert one(reading(top1=78, timm="a.own"), timm="a.x").timm == "a.own"
    assert one(reading(top1=78), timm="a.x").timm == "a.x"
    assert one(reading(top1=78)).timm == ""


def test_notes_of_the_accuracy() -> None:
    """Notes of the readings that tell the accuracy are given once each, the main one's first; without accuracy all."""
    rows = (
        zoo(top1=78, kind="quoted", note="Two."),
        reading(top1=78, note="One."),
        reading(source="code", params_m=5, note="Other."),
    )
    assert one(*rows).notes == ("One.", "Two.")
    assert one(reading(top1=78, note="One."), zoo(top1=78, note="One.")).notes == ("One.",)
    assert one(reading(params_m=5, note="One."), zoo(params_m=5)).notes == ("One.",)
    assert one(reading(top1=78)).notes == ()
