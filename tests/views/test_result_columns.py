"""The table of results on a paper's page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.results import Figure, Result
from lvkb.results.protocol import Protocol
from lvkb.views.result_columns import RESULT_COLUMNS, speeds, used_columns
from tests.invented import merged, reading


def one(**values: Any) -> Result:
    """Gives the result of one reading."""
    (found,) = merged(reading(**values))
    return found


def test_columns() -> None:
    """The columns stand in this order, numbers first, then the protocol they were reached under."""
    assert [(column.title, column.holds) for column in RESULT_COLUMNS] == [
        ("Top-1 %", "accuracy"),
        ("Top-5 %", "accuracy"),
        ("Pixels", "number"),
        ("Params M", "cost"),
        ("GMACs", "cost"),
        ("Recipe", "text"),
        ("Speed", "text"),
    ]
    assert [column.is_number for column in RESULT_COLUMNS] == [True] * 5 + [False] * 2


SPEED = {"images_per_s": 1157, "device": "V100"}
LATENCY = {"ms": "0.9", "device": "iPhone 12"}


@pytest.mark.parametrize(
    ("title", "values", "shown"),
    [
        ("Top-1 %", {"top1": "78.30"}, Decimal("78.30")),
        ("Top-5 %", {"top5": "94.1"}, Decimal("94.1")),
        ("Pixels", {"resolution": 224}, 224),
        ("Params M", {"params_m": "5.6"}, Decimal("5.6")),
        ("GMACs", {"compute_g": "2.00", "compute_unit": "flops"}, Decimal("2.00")),
        ("Speed", {"throughput": SPEED}, (reading(throughput=SPEED).throughput,)),
        ("Speed", {"latency": LATENCY}, (reading(latency=LATENCY).latency,)),
    ],
)
def test_cells(title: str, values: dict[str, Any], shown: object) -> None:
    """A column has what a result tells, and is used, beside the recipe, where one tells it."""
    (column,) = (item for item in RESULT_COLUMNS if item.title == title)
    cell = column.cell(one(**values))
    assert (cell.value if isinstance(cell, Figure) else cell) == shown
    assert column.cell(one()) is None
    assert [item.title for item in used_columns((one(), one(**values)))] == sorted(
        {title, "Recipe"}, key=[item.title for item in RESULT_COLUMNS].index
    )


def test_the_recipe_is_always_told() -> None:
    """The protocol of a result is a cell, whatever it says; without results there is no column."""
    (column,) = used_columns((one(),))
    assert isinstance(column.cell(one(epochs=300)), Protocol)
    assert used_columns(()) == ()


def test_a_speed_is_told_once() -> None:
    """Two places that tell the same speed are one speed; throughput and latency stand side by side."""
    found = merged(
        reading(top1=78, throughput=SPEED), reading(at="Table 2", top1=78, throughput=SPEED, latency=LATENCY)
    )
    (result,) = found
    assert speeds(result) == (reading(throughput=SPEED).throughput, reading(latency=LATENCY).latency)
