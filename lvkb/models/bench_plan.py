"""What a benchmark times, and how."""

from __future__ import annotations

from dataclasses import dataclass

from lvkb.models.choices import Device, Precision

LEAST_RUNS = 30
"""Fewer runs give no median with quartiles that is worth a reading."""


@dataclass(frozen=True)
class BenchPlan:
    """What to time, and how.

    Attributes:
        names: timm names with their tags.
        device: Where the models run.
        batches: Images of a batch; each size is timed on its own.
        precision: fp32, fp16 and bf16 throughout, or `amp`: torch's choice operation by operation.
        threads: CPU threads; None for torch's own choice.
        channels_last: Whether tensors lie in memory channel by channel innermost.
        compiled: Whether `torch.compile` is applied.
        runs: Timed runs of each model and batch size.
        warm_up: Runs before those, which are not counted.
        size: Side of the images in pixels; None for each model's own.
        fused: Whether what can be merged for deployment is merged.
    """

    names: tuple[str, ...]
    device: Device = Device.CPU
    batches: tuple[int, ...] = (1,)
    precision: Precision = Precision.FP32
    threads: int | None = None
    channels_last: bool = False
    compiled: bool = False
    runs: int = LEAST_RUNS
    warm_up: int = 5
    size: int | None = None
    fused: bool = True
