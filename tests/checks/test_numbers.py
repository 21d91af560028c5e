"""Numbers in range, in their unit, and in proportion."""

from __future__ import annotations

import pytest

from tests.conftest import MakeRoot
from tests.samples import told, with_reading


def codes(make_root: MakeRoot, values: str) -> list[str]:
    """Gives the codes of the findings on a reading of the values."""
    root = make_root({"papers/a.yml": with_reading("a", f"{{source: paper, at: T, {values}}}")})
    return [line[:5] for line in told(root)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("top1: 100, top5: 100", []),
        ("top1: 100.01", ["LV201"]),
        ("top1: 1", []),
        ("top1: 0.99", ["LV202"]),
        ("top1: 0", ["LV210"]),
        ("top1: 0.78, top5: 94", ["LV202"]),
        ("top1: 78, top5: 0.94", ["LV202"]),
        ("top1: 783, top5: 94", ["LV201"]),
        ("top1: 78, top5: 78", []),
        ("top1: 78.1, top5: 78.0", ["LV203"]),
        ("params_m: 0.05", []),
        ("params_m: 0.049", ["LV209"]),
        ("params_m: 5000", []),
        ("params_m: 10001", ["LV209"]),
        ("params_m: 5600000, compute_g: 1, compute_unit: macs", ["LV209"]),
        ("compute_g: 1", ["LV206"]),
        ("top1: 1, compute_unit: macs", ["LV206"]),
        ("compute_unit: macs", ["LV208", "LV206"]),
        ("top1: 78, resolution: 32", []),
        ("top1: 78, resolution: 31", ["LV207"]),
        ("top1: 78, train_resolution: 2049", ["LV207"]),
        ("resolution: 224", ["LV208"]),
        ("latency: {ms: 1, device: x}", []),
        ("throughput: {images_per_s: 0.0, device: x}", ["LV210"]),
        ("top1: 78, base: B, setting: {keep_ratio: 1}", []),
        ("top1: 78, base: B, setting: {keep_ratio: 0}", ["LV211"]),
        ("top1: 78, base: B, setting: {keep_ratio: 1.01}", ["LV211"]),
    ],
)
def test_bounds(values: str, expected: list[str], make_root: MakeRoot) -> None:
    """Each bound holds on its very edge, and one slip gives one finding."""
    assert codes(make_root, values) == expected


@pytest.mark.parametrize(
    ("params", "compute", "resolution", "fits"),
    [
        ("5.6", "1.1", 224, True),
        ("26", "0.2", 224, True),
        ("100", "0.39", 224, False),
        ("100", "0.4", 224, True),
        ("10", "18", 224, True),
        ("10", "18.1", 224, False),
        ("10", "72", 448, True),
        ("10", "73", 448, False),
        ("100", "1.5", 448, False),
        ("100", "1.6", 448, True),
        ("10", "94.0", None, True),
        ("10", "94.1", None, False),
        ("10", "18", 112, True),
        ("10", "18.1", 112, False),
        ("100", "0.1", 112, True),
        ("100", "0.09", 112, False),
        ("100", "0.4", None, True),
    ],
)
def test_proportion(params: str, compute: str, resolution: int | None, fits: bool, make_root: MakeRoot) -> None:
    """The band of compute per parameter grows with the area of the image, and is wide where the area is unknown."""
    size = f", resolution: {resolution}" if resolution else ""
    found = codes(make_root, f"params_m: {params}, compute_g: {compute}, compute_unit: macs{size}")
    assert found == ([] if fits else ["LV204"])
