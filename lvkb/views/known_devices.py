"""The devices that speeds were measured on, by the names by which readers find them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lvkb.results import Results
from lvkb.subject.devices import device_name


class KnownDevice(NamedTuple):
    """A device.

    Attributes:
        name: Its name.
        written: How readings and times write it, sorted.
        readings: How many readings tell a speed on it.
        timings: How many times on it Qualcomm AI Hub Models publishes.
    """

    name: str
    written: tuple[str, ...]
    readings: int
    timings: int


def known_devices(results: Results) -> tuple[KnownDevice, ...]:
    """Gives every device that a reading or a time names, by name."""
    told = [(device_name(text), text) for text in _of_readings(results)]
    timed = [run.device for items in results.timed.values() for item in items for run in item.model.timings]
    written: dict[str, set[str]] = {}
    for name, text in (*told, *zip(timed, timed, strict=True)):
        written.setdefault(name, set()).add(text)
    readings, timings = Counter(name for name, _ in told), Counter(timed)
    return tuple(
        KnownDevice(name, tuple(sorted(written[name])), readings[name], timings[name])
        for name in sorted(written, key=lambda name: (name.casefold(), name))
    )


def _of_readings(results: Results) -> Iterator[str]:
    """Gives the device of each speed that a reading tells, once a reading; none for unstated ones."""
    for item in results.readings:
        speeds = (item.reading.throughput, item.reading.latency)
        yield from sorted({speed.device for speed in speeds if speed and device_name(speed.device)})
