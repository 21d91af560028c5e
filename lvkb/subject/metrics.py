"""The metrics of the field in one table: what each is called, its unit, its bounds, and what it depends on.

Checks of numbers, columns of tables, data files and the tables of the documentation are made from it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

MODEL = ("form", "base", "setting")
"""What tells models of one variant apart: parameters depend on nothing else."""

RUN = ("resolution", *MODEL)
"""What a forward pass depends on."""


class Metric(NamedTuple):
    """One quantity that readings tell.

    Attributes:
        key: Name in data files: `top1`, `params_m`.
        path: Where a reading holds it, attribute by attribute.
        title: Heading of its column.
        noun: What sentences call it.
        unit: Unit of the numbers.
        better: Which of two numbers is the better one.
        least: Least plausible number; `None` for anything above 0.
        most: Most plausible number; `None` for no bound.
        depends_on: Fields of the protocol that it depends on; empty for all of them.
        meaning: What it is, in a few words for documentation.
    """

    key: str
    path: tuple[str, ...]
    title: str
    noun: str
    unit: str
    better: Literal["higher", "lower"]
    least: Decimal | None
    most: Decimal | None
    depends_on: tuple[str, ...]
    meaning: str

    @property
    def field(self) -> str:
        """Its place in a reading as people write it: `throughput.images_per_s`."""
        return ".".join(self.path)

    @property
    def heading(self) -> str:
        """Title with the unit: `Params M`."""
        return f"{self.title} {self.unit}" if self.unit else self.title

    def of(self, reading: object) -> Decimal | None:
        """Gives the number that a reading tells, None when it tells none."""
        value: object = reading
        for name in self.path:
            value = getattr(value, name, None)
        assert value is None or isinstance(value, Decimal)
        return value

    def is_plausible(self, value: Decimal) -> bool:
        """Tells whether a number lies within the bounds."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


TOP1 = Metric(
    "top1", ("top1",), "Top-1", "top-1", "%", "higher", Decimal(1), Decimal(100), (), "top-1 accuracy in per cent"
)
TOP5 = Metric(
    "top5", ("top5",), "Top-5", "top-5", "%", "higher", Decimal(1), Decimal(100), (), "top-5 accuracy in per cent"
)
PARAMS = Metric(
    "params_m",
    ("params_m",),
    "Params",
    "parameters",
    "M",
    "lower",
    Decimal("0.05"),
    Decimal(10_000),
    MODEL,
    "parameters in millions",
)
COMPUTE = Metric(
    "compute_g",
    ("compute_g",),
    "Compute",
    "compute",
    "G",
    "lower",
    None,
    None,
    RUN,
    "compute for one image in 10^9",
)
THROUGHPUT = Metric(
    "throughput",
    ("throughput", "images_per_s"),
    "Throughput",
    "throughput",
    "images/s",
    "higher",
    None,
    None,
    RUN,
    "images per second",
)
LATENCY = Metric(
    "latency_ms", ("latency", "ms"), "Latency", "latency", "ms", "lower", None, None, RUN, "milliseconds for one batch"
)

METRICS = (TOP1, TOP5, PARAMS, COMPUTE, THROUGHPUT, LATENCY)
"""Every metric, in the order of tables."""
