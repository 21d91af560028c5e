"""Figures as tables for readers show them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.render.shown_figures import accuracy, cost, shown_accuracy, shown_cost, shown_speed
from tests.counted import MODEL, counts, model_count
from tests.invented import merged, reading


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("84.357421875", "84.36"),
        ("78.298", "78.30"),
        ("78.30", "78.30"),
        ("84.4", "84.4"),
        ("80", "80"),
        ("1.005", "1.01"),
    ],
)
def test_accuracies_have_two_decimals(value: str, text: str) -> None:
    """More than two decimals are rounded, half up; fewer stay as they are printed."""
    assert accuracy(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5.579", "5.58"),
        ("5.6", "5.6"),
        ("5.60", "5.60"),
        ("22.05", "22.1"),
        ("304.4", "304"),
        ("1234", "1234"),
        ("1234.5", "1235"),
        ("0.2945", "0.295"),
        ("0.0123", "0.0123"),
        ("0.012345", "0.0123"),
        ("0.4", "0.4"),
        ("100", "100"),
    ],
)
def test_costs_have_three_digits(value: str, text: str) -> None:
    """More than three digits are rounded, but never those before the point; fewer stay as they are printed."""
    assert cost(Decimal(value)) == text


def test_marks() -> None:
    """A figure that the authors' sources tell differently has one mark, a count another, what nobody tells a dash."""
    rows = (reading(top1="78.0", params_m="5.6"), reading(source="zoo", at="T", top1="78.5", params_m="5.6"))
    (told,) = merged(*rows)
    assert (shown_accuracy(told.top1), shown_cost(told.params_m), shown_cost(told.gmacs)) == (
        "78.0\N{NOT EQUAL TO}",
        "5.6",
        "\N{EN DASH}",
    )
    (found,) = merged(reading(top1=78, resolution=224), timm=MODEL, counts=counts(model_count()))
    assert (shown_cost(found.params_m), shown_cost(found.gmacs)) == ("5.58*", "1.10*")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"latency": {"ms": "0.90", "device": "iPhone 12"}}, "0.90 ms, iPhone 12"),
        ({"throughput": {"images_per_s": "1157.4", "device": "V100"}}, "1157/s, V100"),
        ({"latency": {"ms": "7.279", "device": "unstated"}}, "7.28 ms, device unstated"),
        ({}, "\N{EN DASH}"),
    ],
)
def test_speeds(values: dict[str, Any], text: str) -> None:
    """A speed has its device; an unstated one is named so."""
    told = reading(**values)
    assert shown_speed(told.latency or told.throughput) == text
