"""The table of metrics."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvkb.records import Reading
from lvkb.subject.metrics import COMPUTE, LATENCY, METRICS, PARAMS, THROUGHPUT, TOP1, TOP5, Metric
from tests.invented import reading

FULL = reading(
    top1="78.30",
    top5="94.1",
    params_m="5.6",
    compute_g="2.00",
    compute_unit="macs",
    throughput={"images_per_s": 1157, "device": "V100"},
    latency={"ms": "0.9", "device": "iPhone 12"},
)


@pytest.mark.parametrize(
    ("metric", "field", "heading", "number"),
    [
        (TOP1, "top1", "Top-1 %", "78.30"),
        (TOP5, "top5", "Top-5 %", "94.1"),
        (PARAMS, "params_m", "Params M", "5.6"),
        (COMPUTE, "compute_g", "Compute G", "2.00"),
        (THROUGHPUT, "throughput.images_per_s", "Throughput images/s", "1157"),
        (LATENCY, "latency.ms", "Latency ms", "0.9"),
    ],
)
def test_a_metric_finds_its_number(metric: Metric, field: str, heading: str, number: str) -> None:
    """Each metric knows where a reading holds it, gives its digits, and gives nothing where it is not told."""
    assert (metric.field, metric.heading, str(metric.of(FULL))) == (field, heading, number)
    assert metric.of(reading()) is None


def test_a_heading_without_unit() -> None:
    """A metric without a unit is headed by its title alone."""
    assert TOP1._replace(unit="").heading == "Top-1"


@pytest.mark.parametrize(
    ("metric", "value", "plausible"),
    [
        (TOP1, "1", True),
        (TOP1, "0.99", False),
        (TOP1, "100", True),
        (TOP1, "100.01", False),
        (TOP5, "1", True),
        (TOP5, "0.9", False),
        (TOP5, "100.0", True),
        (TOP5, "101", False),
        (PARAMS, "0.05", True),
        (PARAMS, "0.049", False),
        (PARAMS, "10000", True),
        (PARAMS, "10000.1", False),
        (COMPUTE, "0.001", True),
        (COMPUTE, "1000000", True),
    ],
)
def test_bounds(metric: Metric, value: str, plausible: bool) -> None:
    """Each bound holds on its very edge, and a metric without bounds takes any number."""
    assert metric.is_plausible(Decimal(value)) is plausible


def test_what_a_metric_depends_on() -> None:
    """Accuracy depends on the whole protocol, parameters on the model alone, costs of a run on the image too."""
    told = {metric.key: metric.depends_on for metric in METRICS}
    run = ("resolution", "form", "base", "setting")
    assert told == {
        "top1": (),
        "top5": (),
        "params_m": ("form", "base", "setting"),
        "compute_g": run,
        "throughput": run,
        "latency_ms": run,
    }


def test_every_number_of_a_reading_is_a_metric() -> None:
    """The table holds each number that a reading can tell."""
    numbers = {name for name, info in Reading.model_fields.items() if "Decimal" in str(info.annotation)}
    speeds = {name for name, info in Reading.model_fields.items() if "Throughput" in str(info.annotation)}
    speeds |= {name for name, info in Reading.model_fields.items() if "Latency" in str(info.annotation)}
    assert {metric.path[0] for metric in METRICS} == numbers | speeds
