"""Numbers in range, in their unit, in proportion, and in the order of their names."""

from __future__ import annotations

import pytest

from lvkb.checks.siblings import _size
from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading


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
        ("params_m: 5001", ["LV209"]),
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
        ("10", "90", None, True),
        ("10", "100", None, False),
        ("100", "0.4", None, True),
    ],
)
def test_proportion(params: str, compute: str, resolution: int | None, fits: bool, make_root: MakeRoot) -> None:
    """The band of compute per parameter grows with the area of the image, and is wide where the area is unknown."""
    size = f", resolution: {resolution}" if resolution else ""
    found = codes(make_root, f"params_m: {params}, compute_g: {compute}, compute_unit: macs{size}")
    assert found == ([] if fits else ["LV204"])


@pytest.mark.parametrize(
    ("small", "large", "least", "most", "found"),
    [
        ("X-S", "X-B", "20", "86", False),
        ("X-S", "X-B", "20", "19", True),
        ("X-S", "X-B", "20", "19.5", False),
        ("X-Tiny", "X-Small", "20", "10", True),
        ("X-T/16", "X-S/16", "20", "10", False),
        ("X-T-16", "X-S-16", "20", "10", True),
        ("X-T-16", "X-S-8", "20", "10", False),
        ("X-XXS", "X-XS", "2", "1", True),
        ("X-Ti", "X-S", "6", "5", True),
        ("X-S", "Y-B", "20", "10", False),
        ("X-Base", "X-S", "86", "20", False),
        ("X-18", "X-36", "20", "10", False),
    ],
)
def test_siblings(small: str, large: str, least: str, most: str, found: bool, make_root: MakeRoot) -> None:
    """Of two variants that differ in their size's name alone, the larger has not fewer parameters."""
    row = "{{name: {}, readings: [{{source: paper, at: T, params_m: {}}}]}}"
    variants = f"[{row.format(large, most)}, {row.format(small, least)}]"
    lines = told(make_root({"papers/a.yml": record("a", variants=variants)}))
    expected = f"LV205 {large}: {large} has {most} M parameters, the smaller {small} has {least} M."
    assert lines == ([expected] if found else [])


def test_one_slip_among_siblings_is_told_once(make_root: MakeRoot) -> None:
    """A variant out of order is compared with its next smaller sibling alone."""
    rows = (("T", 6), ("S", 22), ("B", 86), ("L", 3))
    variants = ", ".join(f"{{name: X-{n}, readings: [{{source: paper, at: T, params_m: {m}}}]}}" for n, m in rows)
    root = make_root({"papers/a.yml": record("a", variants=f"[{variants}]")})
    assert told(root) == ["LV205 X-L: X-L has 3 M parameters, the smaller X-B has 86 M."]


def test_training_form_does_not_count_among_siblings(make_root: MakeRoot) -> None:
    """Parameters before re-parameterisation are not compared."""
    rows = (("S", "20"), ("B", "10, form: train"))
    variants = ", ".join(f"{{name: X-{n}, readings: [{{source: paper, at: T, params_m: {m}}}]}}" for n, m in rows)
    assert told(make_root({"papers/a.yml": record("a", variants=f"[{variants}]")})) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("MobileViT-XXS", "mobilevit-letter"),
        ("Swin-T (22K)", "swin-letter (22k)"),
        ("ViT_small", "vit_word"),
        ("B2", "B2"),
    ],
)
def test_size_of_a_name(name: str, stem: str) -> None:
    """A name is split into its size and what siblings share."""
    assert _size(name)[0] == stem


def test_size_ranks() -> None:
    """Sizes are ranked from small to large, the last one named counts, and most names have none."""
    assert _size("X-T")[1] < _size("X-S")[1] < _size("X-B")[1] < _size("X-XL")[1]
    assert _size("X-tiny")[1] < _size("X-base")[1] < _size("X-giant")[1]
    assert _size("S-X-B") == ("s-x-letter", _size("B")[1])
    assert _size("B2")[1] == -1
