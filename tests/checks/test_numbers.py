"""Numbers in range, in their unit, and in proportion."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
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
        ("top1: 2, top5: 1", ["LV203"]),
        ("top1: 100, top5: 99", ["LV203"]),
        ("top1: 100.5, top5: 50", ["LV201"]),
        ("top1: 78, top5: 0.5", ["LV202"]),
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
        ("top1: 78, train_resolution: 2048", []),
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
        ("100", "0.39", None, False),
    ],
)
def test_proportion(params: str, compute: str, resolution: int | None, fits: bool, make_root: MakeRoot) -> None:
    """The band of compute per parameter grows with the area of the image, and is wide where the area is unknown."""
    size = f", resolution: {resolution}" if resolution else ""
    found = codes(make_root, f"params_m: {params}, compute_g: {compute}, compute_unit: macs{size}")
    assert found == ([] if fits else ["LV204"])


AGAIN = "Read the number again in its source"


@pytest.mark.parametrize(
    ("values", "told_of"),
    [
        ("top1: 783", [("top1", "783 is above 100.", f"{AGAIN}.")]),
        ("top5: 0.941", [("top5", "0.941 is below 1.", "Write 94.1, or read the number again in its source.")]),
        (
            "top1: 80, top5: 78.5",
            [("top5", "Top-5 of 78.5 is below top-1 of 80.", "Look whether the two are swapped or from two rows.")],
        ),
        (
            "params_m: 5600000",
            [("params_m", "5600000 million parameters are implausible.", "Divide by a million: 5.6.")],
        ),
        (
            "params_m: 6000",
            [("params_m", "6000 million parameters are implausible.", f"{AGAIN}, and write 5,600,000 as 5.6.")],
        ),
        (
            "top1: 78, resolution: 31",
            [("resolution", "A side of 31 px is implausible.", "Read the resolution again in its source.")],
        ),
        (
            "top1: 1, compute_unit: macs",
            [("compute_unit", "There is a unit without compute.", "Add `compute_g:`, or delete `compute_unit`.")],
        ),
        (
            "top1: 0.0",
            [("top1", "The value is 0.", "Give the number, or leave the key out when it is unknown.")],
        ),
        (
            "top1: 78, base: B, setting: {keep_ratio: 70}",
            [
                (
                    "setting.keep_ratio",
                    "70 is no share.",
                    "Write 70 per cent as 0.7; where the source gives the share removed, take it from 1.",
                )
            ],
        ),
    ],
)
def test_what_is_told(values: str, told_of: list[tuple[str, str, str]], make_root: MakeRoot) -> None:
    """A finding names the field, the value, and what to do."""
    root = make_root({"papers/a.yml": with_reading("a", f"{{source: paper, at: T, {values}}}")})
    found = [(item.field.removeprefix("Na-S: "), item.what, item.fix) for item in checks.run(load(root))]
    assert found == told_of


DEFAULT = "Read both again in the source; parameters are in millions, compute is in 10^9 per image."


@pytest.mark.parametrize(
    ("params", "compute", "what", "cure"),
    [
        (
            "10",
            "50",
            "50 G of compute on 10 M parameters is 5 G per million.",
            "If the source counts in millions, write 0.05; else read both again.",
        ),
        (
            "10",
            "49.9",
            "49.9 G of compute on 10 M parameters is 4.99 G per million.",
            "Read both again; swapped, they would fit: 49.9 M parameters and 10 G.",
        ),
        (
            "100",
            "400",
            "400 G of compute on 100 M parameters is 4 G per million.",
            "If the source counts in millions, write 0.4; else read both again.",
        ),
        (
            "0.05",
            "90",
            "90 G of compute on 0.05 M parameters is 1.8e+03 G per million.",
            "If the source counts in millions, write 0.09; else read both again.",
        ),
        ("0.05", "0.5", "0.5 G of compute on 0.05 M parameters is 10 G per million.", "swapped"),
        ("0.05", "20", "20 G of compute on 0.05 M parameters is 400 G per million.", DEFAULT),
        ("3000", "1", "1 G of compute on 3000 M parameters is 0.000333 G per million.", DEFAULT),
    ],
)
def test_what_would_fit(params: str, compute: str, what: str, cure: str, make_root: MakeRoot) -> None:
    """Compute printed in millions, or two columns swapped, are told where they would make the two fit."""
    values = f"params_m: {params}, compute_g: {compute}, compute_unit: macs, resolution: 224"
    root = make_root({"papers/a.yml": with_reading("a", f"{{source: paper, at: T, {values}}}")})
    (found,) = checks.run(load(root))
    swapped = f"Read both again; swapped, they would fit: {compute} M parameters and {params} G."
    assert (found.what, found.fix) == (what, swapped if cure == "swapped" else cure)


def test_a_reading_without_parameters_does_not_end_the_search(make_root: MakeRoot) -> None:
    """Readings behind one that has no proportion, or a sound one, are looked at."""
    rows = (
        "top1: 78",
        "params_m: 5, compute_g: 1, compute_unit: macs",
        "params_m: 5, compute_g: 99, compute_unit: macs",
    )
    readings = ", ".join(f"{{source: paper, at: T{n}, {row}}}" for n, row in enumerate(rows))
    root = make_root({"papers/a.yml": record("a", variants=f"[{{name: S, readings: [{readings}]}}]")})
    assert [line[:5] for line in told(root)] == ["LV204"]
