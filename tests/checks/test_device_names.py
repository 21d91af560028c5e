"""A device is spelt in one way."""

from __future__ import annotations

import pytest

from tests.conftest import MakeRoot
from tests.samples import told, with_reading


@pytest.mark.parametrize(
    ("speed", "lines"),
    [
        ('throughput: {images_per_s: 9, device: "V100"}', []),
        (
            'throughput: {images_per_s: 9, device: "V100 GPU"}',
            ['LV319 Na-S: throughput.device: "V100 GPU" is spelt "V100" in this catalogue.'],
        ),
        (
            'latency: {ms: 9, device: "SD855"}',
            ['LV319 Na-S: latency.device: "SD855" is spelt "Snapdragon 855" in this catalogue.'],
        ),
        ("latency: {ms: 9, device: unstated}", []),
    ],
)
def test_device(speed: str, lines: list[str], make_root: MakeRoot) -> None:
    """A device in another spelling than the table's is told with the one to write."""
    root = make_root({"papers/a.yml": with_reading("a", f"{{source: paper, at: T, top1: 78, {speed}}}")})
    assert told(root) == lines
