"""One model on its device: how long a pass takes, and how much memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Literal

from lvkb.models.bench_plan import BenchPlan
from lvkb.models.choices import Device, Precision
from lvkb.models.construction import build, config, fused, parameters
from lvkb.models.preflight import libraries

if sys.platform != "win32":
    import resource


class TimedModel:
    """A model with its input on its device, warmed up.

    Attributes:
        name: timm name with its tag.
        batch: Images of a batch.
        size: Side of the images in pixels.
        form: `deploy` or `train` where the two differ for this model, else None.
        params: Parameters.
        peak_bytes: Memory at its highest, see `lvkb.models.bench_result.Timing`.
        ms: Milliseconds of the runs so far; whoever times them puts them here.
    """

    def __init__(self, plan: BenchPlan, name: str, batch: int) -> None:
        torch = libraries().torch
        self.name, self.batch = name, batch
        self.size = plan.size or config(name).size
        built = build(name, self.size, device="cpu")
        merged = fused(built)
        model = merged if plan.fused else built
        self.form: Literal["train", "deploy"] | None = None
        if _differ(built, merged):
            self.form = "deploy" if plan.fused else "train"
        self.params = parameters(model)
        kind = {Precision.FP16: torch.float16, Precision.BF16: torch.bfloat16}.get(plan.precision, torch.float32)
        layout = torch.channels_last if plan.channels_last else torch.contiguous_format
        self._model = model.to(device=plan.device, dtype=kind, memory_format=layout)
        noise = torch.randn(batch, 3, self.size, self.size, generator=torch.Generator().manual_seed(0))
        self._images = noise.to(device=plan.device, dtype=kind, memory_format=layout)
        self._run = torch.compile(self._model) if plan.compiled else self._model
        self._context = _autocast(plan)
        self._device = plan.device
        for _ in range(max(1, plan.warm_up)):
            self.milliseconds()
        self.peak_bytes = self._peak()
        self.ms: list[float] = []

    def milliseconds(self) -> float:
        """Runs one batch and gives how long it took, until its last result was there."""
        torch = libraries().torch
        if self._device == Device.CUDA:
            start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            torch.cuda.synchronize()
            start.record()
            self._forward()
            end.record()
            torch.cuda.synchronize()
            return float(start.elapsed_time(end))
        wait = torch.mps.synchronize if self._device == Device.MPS else _no_wait
        wait()
        begin = time.perf_counter_ns()
        self._forward()
        wait()
        return (time.perf_counter_ns() - begin) / 1e6

    def _forward(self) -> None:
        with self._context():
            self._run(self._images)

    def _peak(self) -> int | None:
        if self._device == Device.CUDA:
            torch = libraries().torch
            before = torch.cuda.memory_allocated()
            torch.cuda.reset_peak_memory_stats()
            self.milliseconds()
            tensors = (*self._model.parameters(), *self._model.buffers(), self._images)
            own = sum(tensor.numel() * tensor.element_size() for tensor in tensors)
            return int(torch.cuda.max_memory_allocated() - before + own)
        return _process_peak() if self._device == Device.CPU else None


def _differ(built: Any, merged: Any) -> bool:
    """Tells whether merging changed a model: other weights, or the same ones in other layers."""
    return [name for name, _ in built.named_parameters()] != [name for name, _ in merged.named_parameters()]


def _autocast(plan: BenchPlan) -> Callable[[], AbstractContextManager[Any]]:
    """Gives the context of a run; `amp` means bfloat16 on the CPU and float16 elsewhere, as torch has it."""
    torch = libraries().torch
    if plan.precision != Precision.AMP:
        return nullcontext
    kind = torch.bfloat16 if plan.device == Device.CPU else torch.float16
    return lambda: torch.autocast(plan.device, dtype=kind)


def _no_wait() -> None:
    """The CPU has computed when the call returns."""


def _process_peak() -> int | None:
    """Gives the largest memory of this process so far, in bytes."""
    if sys.platform == "win32":
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
