"""Benchmark files of timm's repository, as their names tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_NAME = re.compile(
    r"benchmark-infer-(?P<precision>[a-z0-9_]+)-(?P<layout>nchw|nhwc)-pt(?P<torch>\d{2,4})-(?:cu\d+-|cpu-)"
    r"(?P<device>[a-z0-9_]+)(?P<compiled>-dynamo)?\.csv",
    re.ASCII,
)


class BenchmarkFile(NamedTuple):
    """A benchmark file, as its name tells.

    Attributes:
        key: Precision and device: `amp-rtx4090`.
        device: Device, written in one way: `rtx4090` for both `4090` and `rtx4090`.
        precision: `amp`, `fp32`, ...
        layout: Order of the dimensions in memory: `nchw` or `nhwc`.
        torch: Version of PyTorch: (2, 9, 1).
        compiled: Whether torch.compile was used.
        name: Name of the file.
    """

    key: str
    device: str
    precision: str
    layout: str
    torch: tuple[int, ...]
    compiled: bool
    name: str

    @property
    def rank(self) -> tuple[tuple[int, ...], bool, bool, bool, str]:
        """Orders the files of one device: the newest PyTorch, then AMP or fp32, not compiled, NHWC."""
        usual = self.precision in ("amp", "fp32")
        return self.torch, usual, not self.compiled, self.layout == "nhwc", self.name


def benchmark_file(name: str) -> BenchmarkFile | None:
    """Reads the name of a benchmark file; None for files of another kind."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    device = found["device"].replace("_", "-")
    device = f"rtx{device}" if device.isdigit() else device
    torch = tuple(int(digit) for digit in found["torch"])
    key = f"{found['precision']}-{device}"
    return BenchmarkFile(key, device, found["precision"], found["layout"], torch, bool(found["compiled"]), name)


def newest(names: Iterable[str]) -> tuple[BenchmarkFile, ...]:
    """Gives of each device the file of the newest PyTorch; of several, AMP (fp32 on processors), not compiled, NHWC."""
    chosen: dict[str, BenchmarkFile] = {}
    for found in filter(None, map(benchmark_file, names)):
        if found.device not in chosen or chosen[found.device].rank < found.rank:
            chosen[found.device] = found
    return tuple(sorted(chosen.values()))
