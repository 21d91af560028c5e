"""A measurement as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lvkb.models.bench_plan import BenchPlan
from lvkb.models.bench_readings import digits, reading, runtime, source_line, yaml_line
from lvkb.models.bench_result import BenchResult
from lvkb.models.choices import Device
from lvkb.models.environment import Environment

_MIB = 2**20


def report(result: BenchResult, on: Environment, day: date) -> Iterator[str]:
    """Gives a measurement as lines of text."""
    yield from _heading(result.plan, on)
    yield f"{'model':44} {'px':>4} {'batch':>5} {'ms':>8} {'quartiles':>17} {'img/s':>8} {'peak MiB':>9}"
    for timing in result.timings:
        middle, lower, upper = (digits(value) for value in timing.latency)
        peak = f"{timing.peak_bytes / _MIB:.0f}" if timing.peak_bytes is not None else ""
        yield (
            f"{timing.model:44} {timing.size:4} {timing.batch:5} {middle:>8} {f'{lower} - {upper}':>17} "
            f"{digits(timing.throughput.median):>8} {peak:>9}".rstrip()
        )
    if on.kind == Device.CPU:
        yield "peak: of the whole process until then, torch and all models together"
    for ratio in result.ratios():
        middle, lower, upper = (digits(value) for value in ratio.times)
        yield f"{ratio.model} takes {middle} times as long as {ratio.other} (batch {ratio.batch}; {lower} - {upper})"
    for failure in result.failures:
        yield f"{failure.model}, batch {failure.batch}: not timed: {failure.reason}"
    if result.timings:
        yield f"As readings for a record, with the source {source_line(day)}"
        yield from (yaml_line(reading(timing, result.plan, on)) for timing in result.timings)


def _heading(plan: BenchPlan, on: Environment) -> Iterator[str]:
    threads = f", {on.threads} of {on.cores} threads" if on.kind == Device.CPU else ""
    form = "fused where they can be" if plan.fused else "as built"
    yield f"{on.device}{threads}, {plan.precision}, {runtime(plan, on)}, {on.system}"
    yield f"random weights, {form}; {plan.runs} runs in turn after {plan.warm_up}: median and quartiles"
    if on.busy:
        yield f"note: other work was running (load {on.load} on {on.cores} cores): times may be too long"
