"""A measurement as JSON that says on what it was made, every run in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from lvkb.models.bench_plan import BenchPlan
from lvkb.models.bench_readings import digits, reading
from lvkb.models.bench_result import BenchResult, Spread, Timing
from lvkb.models.choices import Device
from lvkb.models.environment import Environment

BENCH_VERSION = 1
"""Version of the file's form."""


def document(result: BenchResult, on: Environment, day: date) -> dict[str, Any]:
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


def _result(timing: Timing, plan: BenchPlan, on: Environment) -> dict[str, Any]:
    return {
        "model": timing.model,
        "size": timing.size,
        "batch": timing.batch,
        "form": timing.form,
        "params": timing.params,
        "ms": _spread(timing.latency),
        "images_per_s": _spread(timing.throughput),
        "peak_bytes": timing.peak_bytes,
        "peak_of": None if timing.peak_bytes is None else "process" if on.kind == Device.CPU else "model",
        "runs_ms": [round(value, 6) for value in timing.ms],
        "reading": reading(timing, plan, on),
    }


def _spread(values: Spread) -> dict[str, float]:
    return {name: float(digits(value)) for name, value in values._asdict().items()}
