"""LV319: a device is spelt in one way."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import reading_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.subject.devices import spelling

DEVICE_SPELLING = Rule(
    "LV319",
    Level.ERROR,
    "A device is spelt in one way.",
    "Speeds compare on one device alone, and two spellings make two devices out of one.",
    "Use the spelling named.",
)
RULES = (DEVICE_SPELLING,)


def check_device_spelling(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on devices that are not spelt as `subject.devices` has them."""
    for at in reading_spots(catalog):
        for field in ("throughput", "latency"):
            speed = getattr(at.reading, field)
            if speed is None or (wanted := spelling(speed.device)) == speed.device:
                continue
            what = f'"{speed.device}" is spelt "{wanted}" in this catalogue.'
            yield at.find(DEVICE_SPELLING, f"{field}.device", what, f"Write device: {wanted}.", new=wanted)


CHECKS = (check_device_spelling,)
