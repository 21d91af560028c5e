"""What was measured: times of models, their spread, and the ratios between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import quantiles
from typing import Literal, NamedTuple

from lvkb.models.bench_plan import BenchPlan


class Spread(NamedTuple):
    """Median of many runs with its quartiles."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Timing:
    """Times of one model at one batch size.

    Attributes:
        model: timm name with its tag.
        size: Side of the images in pixels.
        batch: Images of a batch.
        form: `deploy` or `train` where the two differ for this model, else None.
        params: Parameters as timed.
        ms: Milliseconds of each run, in the order of the runs.
        peak_bytes: Memory at its highest: on cuda weights and what a run adds to them, on the CPU that of the whole
            process until then, with all its models and torch itself; None where the device does not tell.
    """

    model: str
    size: int
    batch: int
    form: Literal["train", "deploy"] | None
    params: int
    ms: tuple[float, ...]
    peak_bytes: int | None

    @property
    def latency(self) -> Spread:
        """Milliseconds for a batch."""
        return spread(self.ms)

    @property
    def throughput(self) -> Spread:
        """Images per second."""
        middle, lower, upper = self.latency
        return Spread(*(1000 * self.batch / value for value in (middle, upper, lower)))


class Failure(NamedTuple):
    """A model that could not be timed at a batch size, and why."""

    model: str
    batch: int
    reason: str


class Ratio(NamedTuple):
    """How much longer a batch takes on one model than on another, run by run."""

    model: str
    other: str
    batch: int
    times: Spread


@dataclass(frozen=True)
class BenchResult:
    """What was measured.

    Attributes:
        plan: What was asked for.
        timings: By batch size, then model, in the order asked for.
        failures: What could not be timed.
    """

    plan: BenchPlan
    timings: tuple[Timing, ...]
    failures: tuple[Failure, ...]

    def ratios(self) -> Iterator[Ratio]:
        """Gives the ratio of each two models that were timed at the same batch size."""
        for one, other in combinations(self.timings, 2):
            if one.batch == other.batch:
                pairs = zip(one.ms, other.ms, strict=True)
                yield Ratio(one.model, other.model, one.batch, spread([mine / its for mine, its in pairs]))


def spread(values: Sequence[float]) -> Spread:
    """Gives median and quartiles of at least two values."""
    lower, median, upper = quantiles(values, n=4, method="inclusive")
    return Spread(median, lower, upper)
