"""The table of readings on a paper's page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.views.reading_columns import READING_COLUMNS, Applied, Compute, Speeds, used_columns
from tests.invented import judged, reading


def test_columns() -> None:
    """The columns stand in this order, numbers first."""
    assert [(column.title, column.is_number) for column in READING_COLUMNS] == [
        ("Top-1 %", True),
        ("Top-5 %", True),
        ("Pixels", True),
        ("Params M", True),
        ("Compute", True),
        ("Epochs", True),
        ("Pre-training", False),
        ("Distilled", False),
        ("Teacher", False),
        ("Form", False),
        ("Base and setting", False),
        ("Speed", False),
        ("Evaluation", False),
        ("Data set", False),
    ]


SPEED = {"images_per_s": 1157, "device": "V100"}
LATENCY = {"ms": "0.9", "device": "iPhone 12"}


@pytest.mark.parametrize(
    ("title", "values", "cell"),
    [
        ("Top-1 %", {"top1": "78.30"}, Decimal("78.30")),
        ("Top-5 %", {"top5": "94.1"}, Decimal("94.1")),
        ("Pixels", {"resolution": 224}, 224),
        ("Params M", {"params_m": "5.6"}, Decimal("5.6")),
        ("Compute", {"compute_g": "2.00", "compute_unit": "flops"}, Compute(Decimal("2.00"), "flops")),
        ("Epochs", {"epochs": 300}, 300),
        ("Pre-training", {"pretrain": "none"}, "none"),
        ("Distilled", {"distilled": "hard"}, "hard"),
        ("Teacher", {"teacher": ["A", "B"]}, ("A", "B")),
        ("Form", {"form": "deploy"}, "deploy"),
        ("Base and setting", {"base": "DeiT-S"}, Applied("DeiT-S", None)),
        ("Base and setting", {"setting": {"tokens": 98}}, Applied(None, reading(setting={"tokens": 98}).setting)),
        ("Speed", {"throughput": SPEED}, Speeds(reading(throughput=SPEED).throughput, None)),
        ("Speed", {"latency": LATENCY}, Speeds(None, reading(latency=LATENCY).latency)),
        ("Evaluation", {"evaluation": "knn"}, "knn"),
        ("Data set", {"dataset": "cifar-10"}, "cifar-10"),
    ],
)
def test_cells(title: str, values: dict[str, Any], cell: object) -> None:
    """A column has what a reading tells, the usual where it tells nothing, and is used where one tells."""
    (column,) = (item for item in READING_COLUMNS if item.title == title)
    assert column.cell(reading(**values)) == cell
    assert column.cell(reading()) == column.usual
    assert used_columns(judged(reading(), reading(**values))) == (column,)


def test_half_a_compute_is_none() -> None:
    """Compute without its unit, or a unit without compute, is not shown."""
    assert used_columns(judged(reading(compute_g=1), reading(compute_unit="macs"))) == ()


def test_nothing_needs_no_columns() -> None:
    """Readings that tell nothing but the usual have no columns."""
    assert used_columns(judged(reading(dataset="imagenet-1k", evaluation="supervised"))) == ()
    assert used_columns(()) == ()
