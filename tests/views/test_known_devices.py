"""The devices that speeds were measured on."""

from __future__ import annotations

from lvkb.views.known_devices import KnownDevice, known_devices
from tests.invented import paper, reading, results, variant
from tests.timed import BOARD, LISTED, PHONE, TIMINGS


def test_devices_by_name() -> None:
    """Spellings of one device stand together; a reading counts once, an unstated device not at all."""
    speed = {"images_per_s": 100}
    found = results(
        paper(
            "a",
            variant(
                "A-S",
                reading(throughput={**speed, "device": "V100 16GB"}, latency={"ms": 9, "device": "iPhone 12"}),
                reading(throughput={**speed, "device": "V100"}, latency={"ms": 9, "device": "V100"}),
                reading(throughput={**speed, "device": "unstated"}),
            ),
        ),
        timings=TIMINGS,
        device_models=LISTED,
    )
    assert known_devices(found) == (
        KnownDevice("iPhone 12", ("iPhone 12",), 1, 0),
        KnownDevice(BOARD, (BOARD,), 0, 1),
        KnownDevice(PHONE, (PHONE,), 0, 2),
        KnownDevice("V100", ("V100", "V100 16GB"), 2, 0),
    )
