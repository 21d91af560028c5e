"""Where the authors' own sources disagree."""

from __future__ import annotations

import pytest

from lvkb.records import Reading
from lvkb.views.disagreements import disagreements
from tests.invented import merged, reading


def told(*readings: Reading) -> list[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """Gives the disagreements among readings of one variant: variant, metric, and values with their places."""
    found = disagreements(merged(*readings))
    return [
        (item.result.variant.name, item.metric.key, tuple((str(v), source, at) for v, source, at in item.told))
        for item in found
    ]


def test_sources_that_differ_are_told() -> None:
    """Paper and repository with different accuracy under one protocol are a disagreement with both places."""
    assert told(reading(top1="78.3"), reading(source="zoo", at="row 2", top1="78.1")) == [
        ("A-S", "top1", (("78.3", "paper", "Table 1"), ("78.1", "zoo", "row 2")))
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"source": "paper", "top1": 79},
        {"top1": 79, "resolution": 384},
        {"top1": 79, "kind": "quoted"},
        {"top1": 79, "exactness": "plot"},
        {"params_m": "5.6"},
    ],
)
def test_no_disagreement(other: dict[str, object]) -> None:
    """Rows of one source, other protocols, quotes, plots and other quantities do not contradict each other."""
    assert told(reading(top1="78.3", resolution=224), reading(**{"source": "zoo", "at": "row 2", **other})) == []
