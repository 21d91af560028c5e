"""Setups: the conditions under which a number was reached. Numbers compare inside one setup, and not across setups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.subject.datasets import DEFAULT_DATASET

UNKNOWN = "unknown"
SUPERVISED = "supervised"

_RESOLUTIONS = ((208, "192 or less"), (240, "224"), (320, "256"), (440, "384"))
_LARGEST = "512 or more"
_DISTILLED = {"no": "no distillation", "yes": "distilled", UNKNOWN: "distillation unknown"}
EVALUATIONS = {"linear-probe": "linear probe", "knn": "k-NN", "zero-shot": "zero-shot"}
"""How evaluations other than the supervised one are called."""


class Setup(NamedTuple):
    """The setup of a number; each part is `unknown` where no source says it.

    Attributes:
        dataset: Where accuracy was measured.
        data: Data of the pre-training, or the dataset itself for a model trained on nothing else.
        distilled: `no` or `yes`.
        resolution: Class of the input size: `192 or less`, `224`, `256`, `384` or `512 or more`.
        evaluation: How the classes are read off the features: `supervised`, `linear-probe`, `knn` or `zero-shot`.
        by: `timm` for timm's own evaluations, which share no setup with what authors report; else empty.
    """

    dataset: str
    data: str
    distilled: str
    resolution: str
    evaluation: str = SUPERVISED
    by: str = ""

    @property
    def is_plain_224(self) -> bool:
        """Tells whether this is the commonest setup: ImageNet-1K alone, no distillation, 224 pixels or so."""
        return self == PLAIN_224

    def __str__(self) -> str:
        """Gives the setup in words: `imagenet-1k / no distillation / 224`.

        Another dataset, or timm, stands in front; another evaluation than the supervised one stands behind.
        """
        data = "pre-training unknown" if self.data == UNKNOWN else self.data
        resolution = "resolution unknown" if self.resolution == UNKNOWN else self.resolution
        parts = [data, _DISTILLED[self.distilled], resolution]
        if self.evaluation != SUPERVISED:
            parts.append(EVALUATIONS[self.evaluation])
        dataset = "" if self.dataset == DEFAULT_DATASET else f"{self.dataset}: "
        return (f"{self.by}: " if self.by else "") + dataset + " / ".join(parts)


PLAIN_224 = Setup(DEFAULT_DATASET, DEFAULT_DATASET, "no", "224")
"""The commonest setup: ImageNet-1K alone, no distillation, 224 pixels or so."""


def setup_of(
    *,
    dataset: str,
    evaluation: str,
    pretrain: str | None,
    distilled: str | None,
    resolution: int | None,
    by: str = "",
) -> Setup:
    """Gives the setup of a protocol.

    Args:
        dataset: Where accuracy was measured.
        evaluation: How the classes are read off the features.
        pretrain: Data of the pre-training; `none` for a model trained on the dataset alone.
        distilled: Kind of distillation; `none` for none.
        resolution: Side of the evaluated image in pixels.
        by: `timm` for timm's own evaluations, else empty.
    """
    data = dataset if pretrain == "none" else pretrain
    taught = UNKNOWN if distilled is None else "no" if distilled == "none" else "yes"
    return Setup(dataset, data or UNKNOWN, taught, resolution_class(resolution), evaluation, by)


def resolution_class(resolution: int | None) -> str:
    """Gives the class of an input size in pixels, by `RESOLUTION_CLASSES`; `unknown` for None."""
    if resolution is None:
        return UNKNOWN
    return next((name for most, name in _RESOLUTIONS if resolution <= most), _LARGEST)


def _classes() -> Iterator[tuple[str, str]]:
    least = 0
    for most, name in _RESOLUTIONS:
        yield (f"{least} to {most}" if least else f"up to {most}"), name
        least = most + 1
    yield f"{least} and more", _LARGEST


RESOLUTION_CLASSES = tuple(_classes())
"""The classes of input sizes, pixels and name of each.

They are named after the sizes that most papers test at; the bounds lie about half way between them.
"""
