"""Words to choose from where models run; a module of its own, since the command line starts with it."""

from __future__ import annotations

from enum import StrEnum


class Device(StrEnum):
    """Kinds of device that torch computes on."""

    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


class Precision(StrEnum):
    """Numbers that a model computes with: one kind throughout, or with `amp` torch's choice operation by operation."""

    FP32 = "fp32"
    FP16 = "fp16"
    BF16 = "bf16"
    AMP = "amp"


class ModelFormat(StrEnum):
    """Formats that models are written in, for other runtimes."""

    ONNX = "onnx"
    TORCHSCRIPT = "torchscript"
