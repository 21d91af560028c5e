"""Lanes: the protocol under which a number was reached. Inside one lane numbers compare; across lanes they do not."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.records import Reading
from lvkb.subject import DEFAULT_DATASET

UNKNOWN = "unknown"

_RESOLUTIONS = ((208, "192 or less"), (240, "224"), (320, "256"), (440, "384"))
_LARGEST = "512 or more"
_DISTILLED = {"no": "no distillation", "yes": "distilled", UNKNOWN: "distillation unknown"}


class Lane(NamedTuple):
    """The protocol of a reading; each part is `unknown` where the source does not say it.

    Attributes:
        dataset: Where accuracy was measured.
        data: Data of the pre-training, or the dataset itself for a model trained on nothing else.
        distilled: `no` or `yes`.
        resolution: Class of the input size: `192 or less`, `224`, `256`, `384` or `512 or more`.
        by: `timm` for timm's own evaluations, which share no lane with what authors report; else empty.
    """

    dataset: str
    data: str
    distilled: str
    resolution: str
    by: str = ""

    @property
    def is_plain_224(self) -> bool:
        """Tells whether this is the commonest lane: ImageNet-1K alone, no distillation, 224 pixels or so."""
        return self == (DEFAULT_DATASET, DEFAULT_DATASET, "no", "224", "")

    def __str__(self) -> str:
        """Gives the lane in words: `imagenet-1k / no distillation / 224`; another dataset, or timm, stands in front."""
        data = "pre-training unknown" if self.data == UNKNOWN else self.data
        resolution = "resolution unknown" if self.resolution == UNKNOWN else self.resolution
        text = f"{data} / {_DISTILLED[self.distilled]} / {resolution}"
        dataset = "" if self.dataset == DEFAULT_DATASET else f"{self.dataset}: "
        return (f"{self.by}: " if self.by else "") + dataset + text


def lane(reading: Reading) -> Lane:
    """Gives the lane of a reading."""
    data = reading.dataset if reading.pretrain == "none" else reading.pretrain
    by = "timm" if reading.kind == "timm" else ""
    return Lane(reading.dataset, data or UNKNOWN, _distilled(reading), resolution_class(reading.resolution), by)


def _distilled(reading: Reading) -> str:
    if reading.distilled is None:
        return UNKNOWN
    return "no" if reading.distilled == "none" else "yes"


def resolution_class(resolution: int | None) -> str:
    """Gives the class of an input size in pixels.

    | pixels | class |
    |---|---|
    | up to 208 | `192 or less` |
    | 209 to 240 | `224` |
    | 241 to 320 | `256` |
    | 321 to 440 | `384` |
    | 441 and more | `512 or more` |

    The classes are named after the sizes that most papers test at; the bounds lie about half way between them.
    """
    if resolution is None:
        return UNKNOWN
    return next((name for most, name in _RESOLUTIONS if resolution <= most), _LARGEST)
