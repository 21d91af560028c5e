"""How fast models are on this machine: time and memory of a forward pass, several models in turn.

The models get random weights, so nothing is downloaded: the time of dense arithmetic does not depend on its values,
but for denormal numbers (below 1e-38), which CPUs handle slowly. They are flushed to zero while timing.
One run of each model follows one of the others (A B A B ...), so that a clock that drifts or a neighbour who starts
to work hits all alike, and the ratio of two models is taken run by run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from lvkb.errors import LvkbError
from lvkb.models.bench_plan import LEAST_RUNS, BenchPlan
from lvkb.models.bench_result import BenchResult, Failure, Timing
from lvkb.models.construction import WrongSize, config, first_line
from lvkb.models.environment import demand_device
from lvkb.models.preflight import libraries
from lvkb.models.timed_model import TimedModel

Say = Callable[[str], None]


class NotBenched(LvkbError):
    """Nothing can be timed as asked for; the message says why."""


def benchmark(plan: BenchPlan, say: Say = lambda _: None) -> BenchResult:
    """Times models, one batch size after the other.

    Args:
        plan: What to time, and how.
        say: Is told each step.

    Raises:
        NotBenched: The numbers of runs make no sense, or something is named twice.
        NoDevice: The device is not there.
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
    return BenchResult(plan, tuple(timings), tuple(failures))


def _accept(plan: BenchPlan) -> None:
    if plan.runs < LEAST_RUNS:
        raise NotBenched(f"{plan.runs} runs are too few: a median with quartiles needs at least {LEAST_RUNS}.")
    if len(set(plan.names)) != len(plan.names) or len(set(plan.batches)) != len(plan.batches):
        raise NotBenched("a model or a batch size is named twice; name each once.")
    demand_device(plan.device)


@contextmanager
def _settings(plan: BenchPlan) -> Iterator[None]:
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


def _ready(plan: BenchPlan, batch: int, failures: list[Failure], say: Say) -> Iterator[TimedModel]:
    for name in plan.names:
        say(f"Preparing {name}, batch {batch}")
        try:
            yield TimedModel(plan, name, batch)
        # a device refuses a precision or runs out of memory, a model refuses a size, a compiler is missing
        except (WrongSize, RuntimeError, ValueError, TypeError, AssertionError) as error:
            failures.append(Failure(name, batch, first_line(error)))


def _in_turn(plan: BenchPlan, ready: Sequence[TimedModel], failures: list[Failure]) -> Iterator[Timing]:
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
