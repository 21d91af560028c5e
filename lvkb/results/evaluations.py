"""timm's own evaluations, joined to the variants that link to the weights.

They are readings of kind `timm`: nobody types them, and nothing that counts, ranks or compares what authors report sees
them. GMACs of timm's files are never taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lvkb.measured import ACCURACIES, TIMM_REPOSITORY, TimmResult, TimmResults
from lvkb.permalinks import source_url
from lvkb.records import Paper, Reading, Source, Throughput, Variant

SOURCE_KEY = "timm"
"""Stands where readings name a source of their record."""


class Evaluation(NamedTuple):
    """What timm publishes of one set of weights at one image size.

    Attributes:
        variant: The variant that links to the weights, itself or by one of its readings.
        reading: The accuracy as a reading of kind `timm`.
        result: The line of timm's file.
        throughputs: Images per second of the architecture at this size, by benchmark file.
        url: Address of the line at its commit.
    """

    variant: Variant
    reading: Reading
    result: TimmResult
    throughputs: dict[str, Throughput]
    url: str


def evaluations(results: TimmResults | None, paper: Paper) -> Iterator[Evaluation]:
    """Gives timm's evaluations of a paper's models: by variant, the weights in the order of the record, by size.

    Args:
        results: timm's results as they were taken over; None when none were.
        paper: The paper.
    """
    if results is not None:
        yield from _evaluations(results, paper)


def evaluation_source(results: TimmResults) -> Source:
    """Gives the document that the accuracies stand in."""
    return Source(github=TIMM_REPOSITORY, path=results.files.get(ACCURACIES), commit=results.commit)


def weights(variant: Variant) -> tuple[str, ...]:
    """Gives the timm names a variant stands for: its own, then those of its readings, each once."""
    names = (variant.timm, *(reading.timm for reading in variant.readings))
    return tuple(dict.fromkeys(name for name in names if name))


def _evaluations(results: TimmResults, paper: Paper) -> Iterator[Evaluation]:
    url = source_url(evaluation_source(results))
    for variant in paper.variants:
        for name in weights(variant):
            for result in results.of(name):
                speeds = {key: _throughput(results, result, key) for key in result.speeds}
                yield Evaluation(variant, _reading(results, result), result, speeds, f"{url}#L{result.row}")


def _reading(results: TimmResults, result: TimmResult) -> Reading:
    # not validated again: the file was
    path = results.files.get(ACCURACIES, "")
    return Reading.model_construct(
        source=SOURCE_KEY,
        at=f"{path.rpartition('/')[2]}, line {result.row}",
        resolution=result.size,
        top1=Decimal(result.top1),
        top5=Decimal(result.top5),
        params_m=Decimal(result.params_m),
        pretrain=pretraining(result.model),
        distilled="unstated" if is_distilled(result.model) else None,
        timm=result.model,
        kind="timm",
    )


_PEOPLE = "fb|ms|msft|sail|cvnets|apple|snap|naver|bd|rvgg|sw"
_RECIPES = r"dist|usi|ix|aa|ap|lamb|orig|augreg|ra\d?|e\d+|r\d+|\d+e"
_TRAINER = rf"(?:{_PEOPLE}|{_RECIPES})_"
_ALONE = re.compile(rf"(?:{_TRAINER}|goog_)*in1k(?:_\d+)?", re.ASCII)
_TUNED = re.compile(rf"(?:{_TRAINER})*in(21k|22k|12k)_ft_in1k(?:_\d+)?", re.ASCII)


@cache
def pretraining(name: str) -> str | None:
    """Gives the pre-training data that the tag of a timm name surely tells.

    `fb_in1k` is trained on ImageNet-1K alone; `fb_in22k_ft_in1k` on ImageNet-21K before. Tags with any word that is not
    known (self-supervised `mae`, unlabelled `jft`, ...) tell nothing for sure. Nor do Google's `in21k_ft_in1k`: the
    accuracy of its Mixers is that of the paper's models without ImageNet-21K.

    Returns:
        `none`, `imagenet-21k`, `imagenet-12k`, or None when unknown.
    """
    tag = name.partition(".")[2]
    if _ALONE.fullmatch(tag):
        return "none"
    tuned = _TUNED.fullmatch(tag)
    return None if tuned is None else "imagenet-12k" if tuned[1] == "12k" else "imagenet-21k"


def is_distilled(name: str) -> bool:
    """Tells whether a timm name says that a teacher was used; without such a word it is unknown."""
    return bool({"dist", "distilled", "usi"} & set(re.split(r"[._]", name)))


def _throughput(results: TimmResults, result: TimmResult, key: str) -> Throughput:
    speed = result.speeds[key]
    precision, _, device = key.partition("-")
    return Throughput.model_construct(
        images_per_s=Decimal(speed.images_per_s),
        device=device_name(device),
        precision=precision,
        batch=speed.batch,
        runtime=_runtime(results.files.get(key, "")),
    )


@cache
def device_name(device: str) -> str:
    """Writes a device of timm's file names for readers: `RTX 4090` for `rtx4090`, `i9-10940X` for `i9-10940x`."""
    words = {"pro6000maxq": "RTX PRO 6000 Max-Q"}
    graphics = re.fullmatch(r"rtx(\d+)", device)
    processor = re.fullmatch(r"(i\d)-(\w+)", device)
    if graphics:
        return f"RTX {graphics[1]}"
    return f"Core {processor[1]}-{processor[2].upper()}" if processor else words.get(device, device)


@cache
def _runtime(path: str) -> str:
    version = re.search(r"-pt(\d)(\d+)(\d)-", path)
    return ("PyTorch " + ".".join(version.groups()) if version else "PyTorch") + (
        ", compiled" if path.endswith("-dynamo.csv") else ""
    )
