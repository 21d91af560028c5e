"""A measurement as a file that says on what it was made, and as readings that can be put into a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from lvkb.models.benchmark import Bench, Spread, Timing
from lvkb.models.environment import Environment
from lvkb.models.timing import Plan
from lvkb.yamlfile.scalars import scalar

BENCH_VERSION = 1
"""Version of the file's form."""

SOURCE = "bench"
"""Key of the source that the readings name."""

_MIB = 2**20


def document(result: Bench, on: Environment, day: date) -> dict[str, Any]:
    """Gives a measurement as plain data, for a JSON file: environment, settings, every run, and readings."""
    results = [_result(timing, result.plan, on) for timing in result.timings]
    ratios = [{**item._asdict(), "times": _spread(item.times)} for item in result.ratios()]
    return {
        "bench_version": BENCH_VERSION,
        "measured": day.isoformat(),
        "environment": {**asdict(on), "versions": dict(on.versions)},
        "settings": {**asdict(result.plan), "weights": "random"},
        "results": results,
        "ratios": ratios,
        "failures": [item._asdict() for item in result.failures],
    }


def _result(timing: Timing, plan: Plan, on: Environment) -> dict[str, Any]:
    return {
        "model": timing.model,
        "size": timing.size,
        "batch": timing.batch,
        "form": timing.form,
        "params": timing.params,
        "ms": _spread(timing.latency),
        "images_per_s": _spread(timing.throughput),
        "peak_bytes": timing.peak_bytes,
        "peak_of": None if timing.peak_bytes is None else "process" if on.kind == "cpu" else "model",
        "runs_ms": [round(value, 6) for value in timing.ms],
        "reading": reading(timing, plan, on),
    }


def _spread(values: Spread) -> dict[str, float]:
    return {name: float(digits(value)) for name, value in values._asdict().items()}


def reading(timing: Timing, plan: Plan, on: Environment) -> dict[str, Any]:
    """Gives a timing as a reading of the record format: the latency of one image, the throughput of more.

    The record needs a source of the key `bench` beside it; `source_line` gives one.
    """
    under = {
        "device": on.device,
        "precision": plan.precision,
        "batch": timing.batch,
        "runtime": _runtime(plan, on),
        **({"threads": on.threads} if on.kind == "cpu" else {}),
    }
    single = timing.batch == 1
    speed = {"ms": _number(timing.latency.median)} if single else {"images_per_s": _number(timing.throughput.median)}
    return {
        "source": SOURCE,
        "at": f"results, {timing.model}, batch {timing.batch}",
        "kind": "measured",
        "timm": timing.model,
        "resolution": timing.size,
        **({"form": timing.form} if timing.form else {}),
        "latency" if single else "throughput": {**speed, **under},
    }


def _runtime(plan: Plan, on: Environment) -> str:
    version = on.versions["torch"].partition("+")[0]
    extras = [name for name, there in (("compiled", plan.compiled), ("channels-last", plan.channels_last)) if there]
    return ", ".join([f"PyTorch {version}", *extras])


def digits(value: float) -> str:
    """Writes a positive number with four significant digits and without an exponent."""
    exact = Decimal(repr(value))
    return f"{round(exact, 3 - exact.adjusted()):f}" if exact else "0"


def _number(value: float) -> float | int:
    shown = Decimal(digits(value))
    return int(shown) if shown == shown.to_integral_value() else float(shown)


def source_line(day: date) -> str:
    """Gives the source that a record needs for these readings; where the file can be read is left to fill in."""
    return f'{SOURCE}: {{url: "ADDRESS OF THE JSON FILE", read: "{day.isoformat()}"}}'


def yaml_line(value: Mapping[str, Any]) -> str:
    """Writes a reading as records have it, in one line."""
    return f"- {_flow(value)}"


def _flow(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(item)}" for key, item in value.items()) + "}"


def _scalar(value: Any) -> str:
    if isinstance(value, Mapping):
        return _flow(value)
    return scalar(value) if isinstance(value, str) else str(value)


def report(result: Bench, on: Environment, day: date) -> Iterator[str]:
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
    if on.kind == "cpu":
        yield "peak: of the whole process until then, torch and all models together"
    for ratio in result.ratios():
        middle, lower, upper = (digits(value) for value in ratio.times)
        yield f"{ratio.model} takes {middle} times as long as {ratio.other} (batch {ratio.batch}; {lower} - {upper})"
    for failure in result.failures:
        yield f"{failure.model}, batch {failure.batch}: not timed: {failure.reason}"
    if result.timings:
        yield f"As readings for a record, with the source {source_line(day)}"
        yield from (yaml_line(reading(timing, result.plan, on)) for timing in result.timings)


def _heading(plan: Plan, on: Environment) -> Iterator[str]:
    threads = f", {on.threads} of {on.cores} threads" if on.kind == "cpu" else ""
    form = "fused where they can be" if plan.fused else "as built"
    yield f"{on.device}{threads}, {plan.precision}, {_runtime(plan, on)}, {on.system}"
    yield f"random weights, {form}; {plan.runs} runs in turn after {plan.warm_up}: median and quartiles"
    if on.busy:
        yield f"note: other work was running (load {on.load} on {on.cores} cores): times may be too long"
