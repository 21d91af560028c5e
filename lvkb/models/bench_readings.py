"""A timing as a reading that can be put into a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lvkb.editing import reading_line
from lvkb.models.bench_plan import BenchPlan
from lvkb.models.bench_result import Timing
from lvkb.models.choices import Device
from lvkb.models.environment import Environment

SOURCE = "bench"
"""Key of the source that the readings name."""


def reading(timing: Timing, plan: BenchPlan, on: Environment) -> dict[str, Any]:
    """Gives a timing as a reading of the record format: the latency of one image, the throughput of more.

    The record needs a source of the key `bench` beside it; `source_line` gives one.
    """
    under = {
        "device": on.device,
        "precision": plan.precision,
        "batch": timing.batch,
        "runtime": runtime(plan, on),
        **({"threads": on.threads} if on.kind == Device.CPU else {}),
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


def runtime(plan: BenchPlan, on: Environment) -> str:
    """Gives the runtime as readings name it: torch with its version, and what was done besides."""
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
    return reading_line(value)
