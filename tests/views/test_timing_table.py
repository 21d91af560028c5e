"""The tables of times on devices on a paper's page."""

from __future__ import annotations

from lvkb.results.timed import timed_variants
from lvkb.views.timing_table import timing_table
from tests.invented import catalog, paper, reading, variant
from tests.timed import BOARD, COMMIT, LISTED, PHONE, TIMINGS

PAPER = paper("a", variant("A-S", reading()))
FOUND = tuple(timed_variants(catalog(PAPER, timings=TIMINGS, device_models=LISTED), PAPER))


def test_the_fastest_runtime_of_each_device_stands_first() -> None:
    """Times are sorted as numbers, the fastest run of a device is chosen, and the others are kept."""
    table = timing_table(TIMINGS, FOUND)
    assert table is not None
    assert (table.version, table.commit) == ("0.47.0", COMMIT)
    assert [(line.variant, line.timing.device, line.timing.runtime, line.timing.ms) for line in table.best] == [
        ("A-S", PHONE, "onnx", "1.2"),
        ("A-S", BOARD, "tflite", "10"),
    ]
    assert [(line.timing.device, line.timing.ms) for line in table.others] == [(PHONE, "2.50")]


def test_no_table_of_nothing() -> None:
    """A paper of which nothing was timed has no table."""
    assert timing_table(TIMINGS, ()) is None
    assert timing_table(None, FOUND) is None
