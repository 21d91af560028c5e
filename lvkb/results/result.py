"""Results: what all readings of one variant under one protocol come to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.records import Paper, Reading, Variant
from lvkb.results.judged import JudgedReading
from lvkb.results.protocol import Protocol
from lvkb.results.rounding import agree
from lvkb.subject.light import is_light
from lvkb.subject.setups import Setup

Origin = Literal["reported", "quoted", "measured", "timm", "counted"]


class Figure(NamedTuple):
    """One number of a result.

    Attributes:
        value: The number to show, with the digits of its source.
        origin: Who says it: a kind of reading, or `counted` for a count of our own.
        told: Every reading that tells the metric, the one that is shown first; none for a count.
        low: The least number that readings of this standing tell.
        high: The greatest one.
    """

    value: Decimal
    origin: Origin
    told: tuple[JudgedReading, ...]
    low: Decimal
    high: Decimal

    @property
    def reading(self) -> Reading | None:
        """The reading whose number is shown; None for a count."""
        return self.told[0].reading if self.told else None

    @property
    def differs(self) -> bool:
        """Whether readings of this standing tell numbers that no rounding makes one."""
        return not agree(self.low, self.high)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One variant under one protocol.

    Attributes:
        paper: Its paper.
        variant: Its variant.
        protocol: What its readings say of the protocol together.
        setup: Its setup.
        readings: The readings that stand behind it, in the order of the record; at least one.
        top1: Top-1 accuracy in per cent.
        top5: Top-5 accuracy in per cent.
        params_m: Parameters in millions.
        gmacs: Multiply-adds for one image in 10^9.
    """

    paper: Paper
    variant: Variant
    protocol: Protocol
    setup: Setup
    readings: tuple[JudgedReading, ...]
    top1: Figure | None
    top5: Figure | None
    params_m: Figure | None
    gmacs: Figure | None

    @property
    def main(self) -> JudgedReading:
        """The reading that its accuracy is taken from; without accuracy the first one."""
        return self.top1.told[0] if self.top1 else self.readings[0]

    @property
    def is_comparable(self) -> bool:
        """Whether its accuracy is a sound one of the authors on the default data set."""
        return self.main.is_comparable

    @property
    def is_light(self) -> bool:
        """Whether the model is lightweight at its image size."""
        params = self.params_m.value if self.params_m else None
        compute = self.gmacs.value if self.gmacs else None
        return is_light(params, compute, self.protocol.resolution)

    @property
    def is_method_applied(self) -> bool:
        """Whether it is of a method applied to another model."""
        return self.protocol.base is not None

    @property
    def timm(self) -> str:
        """Timm name of the very weights, else of the architecture; empty when timm has neither."""
        return self.protocol.weights or self.variant.timm or ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What readers need to know to understand its accuracy, each note once."""
        told = self.top1.told if self.top1 else self.readings
        return tuple(dict.fromkeys(item.reading.note for item in told if item.reading.note))
