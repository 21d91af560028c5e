"""Times that Qualcomm measured on devices, by AI Hub Models: of its own checkpoints of the architectures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.measured.stored import MEASURED_VERSION, Commit, Count, Digits, Side, Stored, Text

AIHUB_REPOSITORY = "qualcomm/ai-hub-models"


class Timing(Stored):
    """One run of a model on a device.

    Attributes:
        device: Device as AI Hub names it; `(Proxy)` stands for a chip of the family, not for that very board.
        runtime: `tflite`, `onnx`, `precompiled_qnn_onnx`, `qnn_dlc` or `qnn_context_binary`.
        precision: `float`, `w8a8`, `w8a16`, ...
        ms: Time of one inference in milliseconds, digits as printed.
        memory_mb: Least and most of the estimated peak memory in MB.
        npu: Layers that run on the NPU.
        gpu: Layers that run on the GPU.
        cpu: Layers that run on the CPU.
        job: AI Hub's id of the run.
    """

    device: Text
    runtime: Text
    precision: Text
    ms: Digits
    memory_mb: tuple[Count, Count]
    npu: Count
    gpu: Count
    cpu: Count
    job: Text


class TimedDeviceModel(Stored):
    """One model of AI Hub with its runs.

    Attributes:
        model: AI Hub's id.
        checkpoint: Checkpoint as AI Hub names it.
        params_m: Parameters in millions as AI Hub states them.
        size: Side of the image in pixels.
        timings: Its runs, by precision, device and runtime.
    """

    model: Text
    checkpoint: Text
    params_m: Digits
    size: Side
    timings: Annotated[tuple[Timing, ...], Field(max_length=1_000)] = ()


class Timings(Stored):
    """The file of times on devices.

    Attributes:
        schema_version: `MEASURED_VERSION`.
        commit: Commit of `AIHUB_REPOSITORY` that was read.
        version: Version of AI Hub Models.
        license: Licence of the times.
        models: One for each model that the catalogue names, sorted.
    """

    schema_version: Annotated[int, Field(ge=MEASURED_VERSION, le=MEASURED_VERSION)] = MEASURED_VERSION
    commit: Commit
    version: Text
    license: Text
    models: Annotated[tuple[TimedDeviceModel, ...], Field(max_length=1_000)] = ()
