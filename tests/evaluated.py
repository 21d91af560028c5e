"""A made-up file of timm's own evaluations, and a paper whose models it is of."""

from __future__ import annotations

from lvkb.measured import TimmResult, TimmResults, TimmSpeed
from tests.invented import PLAIN, paper, reading, variant

COMMIT = "aa4b5850c1543fa488abf260f18390eda46cf85d"
LINK = f"https://github.com/huggingface/pytorch-image-models/blob/{COMMIT}/results/results-imagenet.csv"


def timm_result(model: str, size: int, top1: str, row: int, **speeds: TimmSpeed) -> TimmResult:
    """Gives one line of timm's file; speeds by the key of their file, with underscores for hyphens."""
    return TimmResult(
        model=model,
        size=size,
        top1=top1,
        top5="99.90",
        params_m="5.10",
        crop_pct="0.950",
        interpolation="bicubic",
        row=row,
        speeds={key.replace("_", "-"): speed for key, speed in speeds.items()},
    )


TIMM = TimmResults(
    commit=COMMIT,
    files={
        "imagenet": "results/results-imagenet.csv",
        "amp-rtx4090": "results/benchmark-infer-amp-nchw-pt291-cu128-4090.csv",
        "fp32-i9-10940x": "results/benchmark-infer-fp32-nchw-pt240-cpu-i9_10940x-dynamo.csv",
    },
    results=(
        timm_result("a_s.fb_dist_in1k", 256, "99.300", 4),
        timm_result("a_s.fb_in1k", 224, "99.100", 2, amp_rtx4090=TimmSpeed(images_per_s="2714.20", batch=1024, row=7)),
        timm_result(
            "a_s.fb_in1k",
            288,
            "99.200",
            3,
            amp_rtx4090=TimmSpeed(images_per_s="1000.50", batch=256, row=8),
            fp32_i9_10940x=TimmSpeed(images_per_s="9.75", batch=1, row=9),
        ),
        timm_result("b_s.in1k", 224, "99.900", 1),
    ),
)
"""The first variant of the paper has weights of two recipes here."""

PAPER = paper(
    "a",
    variant(
        "A-S",
        reading(at="row 1", top1="70.0", params_m=5, compute_g=1, compute_unit="macs", timm="a_s.fb_in1k", **PLAIN),
        reading(at="row 2", top1="71.0", resolution=256, timm="a_s.fb_dist_in1k"),
        timm="a_s.fb_in1k",
    ),
    variant("A-B", reading(at="row 3", top1="72.0")),
)
