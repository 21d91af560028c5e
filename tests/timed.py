"""A made-up file of times on devices, a checkout that they are read from, and a paper whose models they are of."""

from __future__ import annotations

from pathlib import Path

from lvkb.measured import TimedDeviceModel, Timing, Timings
from lvkb.records import DeviceModel

COMMIT = "b61a009028de5420032377d9e6bd7280aae24c74"
PHONE = "Samsung Galaxy S24"
BOARD = "QCS8550 (Proxy)"

INFO = """\
id: a_s
technical_details:
  Model checkpoint: Imagenet
  Input resolution: 224x224
  Number of parameters: 5.58M
"""

RUN = """\
          {runtime}:
            inference_time_milliseconds: {ms}
            estimated_peak_memory_range_mb: {{min: 0, max: 17}}
            layer_counts: {{total: 60, npu: 60}}
            job_id: {job}
            job_status: Passed
"""

PERF = "".join(
    [
        "precisions:\n  float:\n    components:\n      a_s:\n        performance_metrics:\n",
        f"         {PHONE}:\n",
        RUN.format(runtime="tflite", ms="2.50", job="jb"),
        RUN.format(runtime="onnx", ms="1.2", job="ja"),
        "          qnn_dlc: {job_id: jc, job_status: Failed}\n",
        f"         {BOARD}:\n",
        RUN.format(runtime="tflite", ms="10", job="jd"),
    ]
)


def run(device: str, runtime: str, ms: str, job: str) -> Timing:
    """Gives one run in floating point, all on the NPU."""
    return Timing(
        device=device,
        runtime=runtime,
        precision="float",
        ms=ms,
        memory_mb=(0, 17),
        npu=60,
        gpu=0,
        cpu=0,
        job=job,
    )


MODEL = TimedDeviceModel(
    model="a_s",
    checkpoint="Imagenet",
    params_m="5.58",
    size=224,
    timings=(
        run(BOARD, "tflite", "10", "jd"),
        run(PHONE, "onnx", "1.2", "ja"),
        run(PHONE, "tflite", "2.50", "jb"),
    ),
)
"""What the checkout tells of the model."""

TIMINGS = Timings(commit=COMMIT, version="0.47.0", license="BSD-3-Clause", models=(MODEL,))

LISTED = (DeviceModel.model_validate({"model": "a_s", "variant": "a/A-S", "params_m": "5.58", "resolution": "224"}),)
"""The list that maps the model to a variant."""


def write_checkout(folder: Path, *, info: str = INFO, perf: str = PERF) -> Path:
    """Writes a checkout of AI Hub Models with one model, and gives its folder."""
    place = folder / "qai_hub_models/models/a_s"
    place.mkdir(parents=True)
    (folder / "qai_hub_models/_version.py").write_text('__version__ = "0.47.0"\n')
    (place / "info.yaml").write_text(info)
    (place / "perf.yaml").write_text(perf)
    return folder
