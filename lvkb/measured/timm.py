"""What timm publishes of its own models."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from lvkb.measured.stored import MEASURED_VERSION, Commit, Count, Digits, FilePath, Side, Stored, Text

TIMM_REPOSITORY = "huggingface/pytorch-image-models"
"""Repository whose results files are read."""

ACCURACIES = "imagenet"
"""Key of the results file with the accuracies in `TimmResults.files`."""


class TimmSpeed(Stored):
    """Throughput that timm measured for an architecture at one image size.

    Attributes:
        images_per_s: Images per second as printed.
        batch: Images per batch.
        row: Line of the benchmark file.
    """

    images_per_s: Digits
    batch: Count
    row: Count


class TimmResult(Stored):
    """timm's own evaluation of one set of weights at one image size.

    Attributes:
        model: timm name with its tag.
        size: Side of the image in pixels.
        top1: Top-1 accuracy on ImageNet-1K as printed, in per cent.
        top5: Top-5 accuracy on ImageNet-1K as printed, in per cent.
        params_m: Parameters in millions, digits as printed, without separators of thousands.
        crop_pct: Share of the resized image that the crop keeps.
        interpolation: How images are resized.
        row: Line of the results file.
        speeds: Throughput by benchmark file, keys as in `TimmResults.files`.
    """

    model: Text
    size: Side
    top1: Digits
    top5: Digits
    params_m: Digits
    crop_pct: Digits
    interpolation: Text
    row: Count
    speeds: Annotated[dict[Text, TimmSpeed], Field(default_factory=dict, max_length=20)]


class TimmResults(Stored):
    """The file of timm's own evaluations.

    Attributes:
        schema_version: `MEASURED_VERSION`.
        commit: Commit of huggingface/pytorch-image-models whose files were read.
        files: Path of each file that was read, by its key: `ACCURACIES`, and one for each benchmark in `speeds`.
        results: One for each model and size that records link to, sorted.
    """

    schema_version: Annotated[int, Field(ge=MEASURED_VERSION, le=MEASURED_VERSION)] = MEASURED_VERSION
    commit: Commit
    files: Annotated[dict[Text, FilePath], Field(max_length=20)]
    results: Annotated[tuple[TimmResult, ...], Field(max_length=20_000)] = ()

    @cached_property
    def _by_model(self) -> dict[str, list[TimmResult]]:
        found: dict[str, list[TimmResult]] = {}
        for result in self.results:
            found.setdefault(result.model, []).append(result)
        return found

    def of(self, model: str) -> tuple[TimmResult, ...]:
        """Gives the evaluations of a model, by image size."""
        return tuple(self._by_model.get(model, ()))
