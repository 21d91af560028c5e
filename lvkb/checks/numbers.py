"""LV2 but for siblings: numbers are in range, in their unit, and in proportion to each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lvkb.catalog import Catalog
from lvkb.checks.located import reading_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.subject.metrics import METRICS, PARAMS, TOP1, TOP5

TOP1_RANGE = Rule(
    "LV201",
    Level.ERROR,
    "Accuracy is from 0 to 100 per cent.",
    "No accuracy lies outside, so a digit or the decimal point is off.",
    "Read the number again in its source.",
)
TOP1_FRACTION = Rule(
    "LV202",
    Level.ERROR,
    "Accuracy is in per cent, not a fraction of one.",
    "Below 1 per cent a classifier of 1,000 classes hardly learns, so this is a fraction.",
    "Multiply by 100, keeping the digits of the source: 0.783 is 78.3.",
)
TOP5_BELOW_TOP1 = Rule(
    "LV203",
    Level.ERROR,
    "Top-5 accuracy is not below top-1.",
    "Whoever has the right class first has it among the first five.",
    "Look whether the two are swapped or from two rows.",
)
OUT_OF_PROPORTION = Rule(
    "LV204",
    Level.ERROR,
    "Compute and parameters are in proportion.",
    "A vision backbone spends between 0.004 and 0.9 GMACs per million parameters on a 224-pixel image; "
    "outside, the two are swapped or one is in another unit.",
    "Read both again in the source; parameters are in millions, compute is in 10^9 per image.",
)
COMPUTE_UNIT = Rule(
    "LV206",
    Level.ERROR,
    "Compute comes with the unit its source names.",
    "MACs and FLOPs differ by a factor of two, and papers use both words for either.",
    "Add `compute_unit:` macs, flops or unstated, as the source says.",
)
ODD_RESOLUTION = Rule(
    "LV207",
    Level.ERROR,
    "A resolution is from 32 to 2048 pixels.",
    "Images are evaluated within these bounds, so the number is of something else.",
    "Read the resolution again in its source.",
)
NO_NUMBER = Rule(
    "LV208",
    Level.ERROR,
    "A reading has a number.",
    "Without accuracy, parameters, compute or speed there is nothing to compare.",
    "Add the number, or delete the reading.",
)
PARAMS_UNIT = Rule(
    "LV209",
    Level.ERROR,
    "Parameters are in millions.",
    f"No model of this field has fewer than {PARAMS.least} or more than {PARAMS.most:,} million.",
    "Read the number again in its source, and write 5,600,000 as 5.6.",
)
NOT_POSITIVE = Rule(
    "LV210",
    Level.ERROR,
    "Accuracies, sizes, costs and speeds are above 0.",
    "A zero would be read as free.",
    "Give the number, or leave the key out when it is unknown.",
)
KEEP_RATIO = Rule(
    "LV211",
    Level.ERROR,
    "A keep ratio is above 0 and at most 1.",
    "It is the share of tokens that stay.",
    "Write 70 per cent as 0.7; where the source gives the share removed, take it from 1.",
)

RULES = (
    TOP1_RANGE,
    TOP1_FRACTION,
    TOP5_BELOW_TOP1,
    OUT_OF_PROPORTION,
    COMPUTE_UNIT,
    ODD_RESOLUTION,
    NO_NUMBER,
    PARAMS_UNIT,
    NOT_POSITIVE,
    KEEP_RATIO,
)

LEAST_RATIO = Decimal("0.004")
"""Least plausible GMACs per million parameters at 224 pixels; Mobile-Former-26M stands at 0.008."""

MOST_RATIO = Decimal("0.9")
"""Most plausible one; XCiT with 8-pixel patches stands at 0.7."""

_UNKNOWN_RESOLUTION = 512
_PRINTED_IN_MILLIONS = 50


def check_accuracy(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on accuracies out of range, as fractions, or in the wrong order."""
    for at in reading_spots(catalog):
        reading = at.reading
        for metric in (TOP1, TOP5):
            value = metric.of(reading)
            if value is None or value == 0 or metric.is_plausible(value):
                continue
            if value > 1:
                yield at.find(TOP1_RANGE, metric.field, f"{value} is above {metric.most}.")
            else:
                fix = f"Write {value.scaleb(2)}, or read the number again in its source."
                what = f"{value} is below {metric.least}."
                yield at.find(TOP1_FRACTION, metric.field, what, fix, new=f"{value.scaleb(2):f}")
        if reading.top1 and reading.top5 and 1 <= reading.top5 < reading.top1 <= 100:
            yield at.find(TOP5_BELOW_TOP1, "top5", f"Top-5 of {reading.top5} is below top-1 of {reading.top1}.")


def check_units(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on compute without its unit and parameters in another one."""
    for at in reading_spots(catalog):
        reading = at.reading
        if reading.compute_g is not None and reading.compute_unit is None:
            yield at.find(COMPUTE_UNIT, "compute_g", "The unit is missing.")
        if reading.compute_unit is not None and reading.compute_g is None:
            fix = "Add `compute_g:`, or delete `compute_unit`."
            yield at.find(COMPUTE_UNIT, "compute_unit", "There is a unit without compute.", fix)
        if reading.params_m and not PARAMS.is_plausible(reading.params_m):
            whole = reading.params_m.scaleb(-6).normalize()
            new = f"{whole:f}" if PARAMS.is_plausible(whole) else None
            fix = f"Divide by a million: {new}." if new else ""
            what = f"{reading.params_m} million parameters are implausible."
            yield at.find(PARAMS_UNIT, "params_m", what, fix, new=new)


def check_presence(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on readings without a number, and on zeros."""
    for at in reading_spots(catalog):
        values = {metric.field: metric.of(at.reading) for metric in METRICS}
        if all(value is None for value in values.values()):
            yield at.find(NO_NUMBER, "", "The reading holds no number.")
        for field, value in values.items():
            if value == 0:
                yield at.find(NOT_POSITIVE, field, "The value is 0.")


def check_ranges(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on resolutions and keep ratios that cannot be."""
    for at in reading_spots(catalog):
        for field in ("resolution", "train_resolution"):
            pixels = getattr(at.reading, field)
            if pixels is not None and not 32 <= pixels <= 2048:
                yield at.find(ODD_RESOLUTION, field, f"A side of {pixels} px is implausible.")
        ratio = at.reading.setting.keep_ratio if at.reading.setting else None
        if ratio is not None and not 0 < ratio <= 1:
            yield at.find(KEEP_RATIO, "setting.keep_ratio", f"{ratio} is no share.")


def check_proportion(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings where compute per parameter is out of band: swapped columns and slips of unit."""
    for at in reading_spots(catalog):
        params, compute = at.reading.params_m, at.reading.compute_g
        if not params or not compute or not PARAMS.is_plausible(params):
            continue
        if _in_proportion(params, compute, at.reading.resolution):
            continue
        share = Decimal(f"{compute / params:.3g}")
        what = f"{compute} G of compute on {params} M parameters is {share:f} G per million."
        yield at.find(OUT_OF_PROPORTION, "compute_g", what, _proportion_cure(params, compute, at.reading.resolution))


def _proportion_cure(params_m: Decimal, compute_g: Decimal, resolution: int | None) -> str:
    """Gives what would make the two fit: compute that was printed in millions, or swapped columns."""
    if compute_g >= _PRINTED_IN_MILLIONS and _in_proportion(params_m, compute_g / 1000, resolution):
        return f"If the source counts in millions, write {compute_g.scaleb(-3).normalize():f}; else read both again."
    if _in_proportion(compute_g, params_m, resolution):
        return f"Read both again; swapped, they would fit: {compute_g} M parameters and {params_m} G."
    return ""


def _in_proportion(params_m: Decimal, compute_g: Decimal, resolution: int | None) -> bool:
    """Compute grows with the area of the image, so the band does too; FLOPs may be twice the MACs."""
    area = (Decimal(resolution or _UNKNOWN_RESOLUTION) / 224) ** 2
    least = LEAST_RATIO * (area if resolution else 1)
    return least <= compute_g / params_m <= 2 * MOST_RATIO * max(area, Decimal(1))


CHECKS = (check_accuracy, check_units, check_presence, check_ranges, check_proportion)
