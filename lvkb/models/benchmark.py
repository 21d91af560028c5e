"""How fast models are on this machine: time and memory of a forward pass, several models in turn.

The models get random weights, so nothing is downloaded: the time of dense arithmetic does not depend on its values,
but for denormal numbers (below 1e-38), which CPUs handle slowly. They are flushed to zero while timing.
One run of each model follows one of the others (A B A B ...), so that a clock that drifts or a neighbour who starts
to work hits all alike, and the ratio of two models is taken run by run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from statistics import quantiles
from typing import Literal, NamedTuple

from lvkb.errors import LvkbError
from lvkb.models.construction import WrongSize, config, first_line
from lvkb.models.environment import devices
from lvkb.models.preflight import libraries
from lvkb.models.timing import LEAST_RUNS, Plan, Ready

Say = Callable[[str], None]


class NotBenched(LvkbError):
    """Nothing can be timed as asked for; the message says why."""


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
class Bench:
    """What was measured.

    Attributes:
        plan: What was asked for.
        timings: By batch size, then model, in the order asked for.
        failures: What could not be timed.
    """

    plan: Plan
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


def bench(plan: Plan, say: Say = lambda _: None) -> Bench:
    """Times models, one batch size after the other.

    Args:
        plan: What to time, and how.
        say: Is told each step.

    Raises:
        NotBenched: The device is not there, or the numbers of runs make no sense.
        UnknownModel: timm has no model of a name.
        Unavailable: torch or timm cannot be used.
    """
    _accept(plan)
    for name in plan.names:
        config(name)
    timings: list[Timing] = []
    failures: list[Failure] = []
    with _settings(plan):
        for batch in plan.batches:
            ready = list(_ready(plan, batch, failures, say))
            say(f"Timing {len(ready)} models, batch {batch}, {plan.runs} runs each")
            timings += _in_turn(plan, ready, failures)
    return Bench(plan, tuple(timings), tuple(failures))


def _accept(plan: Plan) -> None:
    if plan.runs < LEAST_RUNS:
        raise NotBenched(f"{plan.runs} runs are too few: a median with quartiles needs at least {LEAST_RUNS}.")
    if len(set(plan.names)) != len(plan.names) or len(set(plan.batches)) != len(plan.batches):
        raise NotBenched("a model or a batch size is named twice; name each once.")
    if plan.device not in devices():
        raise NotBenched(f"torch finds no {plan.device} device here; there is: {', '.join(devices())}.")


@contextmanager
def _settings(plan: Plan) -> Iterator[None]:
    """Sets threads and the handling of denormals, and puts them back."""
    torch = libraries().torch
    threads = torch.get_num_threads()
    torch.set_flush_denormal(True)  # before the threads of a computation start, which inherit it
    torch.set_num_threads(plan.threads or threads)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(threads)
        torch.set_flush_denormal(False)


def _ready(plan: Plan, batch: int, failures: list[Failure], say: Say) -> Iterator[Ready]:
    for name in plan.names:
        say(f"Preparing {name}, batch {batch}")
        try:
            yield Ready(plan, name, batch)
        # a device refuses a precision or runs out of memory, a model refuses a size, a compiler is missing
        except (WrongSize, RuntimeError, ValueError, TypeError, AssertionError, NotImplementedError) as error:
            failures.append(Failure(name, batch, first_line(error)))


def _in_turn(plan: Plan, ready: Sequence[Ready], failures: list[Failure]) -> Iterator[Timing]:
    """Times one run of each model after the other, as often as planned."""
    going = list(ready)
    for _ in range(plan.runs):
        for item in tuple(going):
            try:
                item.ms.append(item.milliseconds())
            except RuntimeError as error:  # memory that another process took meanwhile
                going.remove(item)
                failures.append(Failure(item.name, item.batch, first_line(error)))
    for item in going:
        yield Timing(item.name, item.size, item.batch, item.form, item.params, tuple(item.ms), item.peak_bytes)
