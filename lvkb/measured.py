"""What was counted on reference code, and what timm publishes of its own models: files that commands write.

They lie in `catalog/measured/`, so that pages and checks need neither torch nor a network. A person never edits them:
`lvkb models verify --write` and `lvkb models import-timm` do.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MEASURED_VERSION = 1
"""Version of both files; a file of another version is not read."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Count = Annotated[int, Field(ge=0, le=10**15)]
Side = Annotated[int, Field(ge=1, le=10_000)]
Digits = Annotated[str, StringConstraints(pattern=r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,15})?$")]
FilePath = Annotated[str, StringConstraints(max_length=300, pattern=r"^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$")]
Versions = Annotated[dict[Text, Text], Field(max_length=10)]


class Stored(BaseModel):
    """Base of everything read from these files: frozen, typed as JSON has it, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class SizeCount(Stored):
    """What a model costs for one image of a given size.

    Attributes:
        size: Side of the square image in pixels.
        macs: Multiply-accumulates of matrix products, convolutions and attention products, as built.
        macs_fused: The same after re-parameterisation; equal to `macs` where nothing can be fused.
        norms: Operations of normalisation, pooling and resampling layers, listed apart.
    """

    size: Side
    macs: Count
    macs_fused: Count
    norms: Count


class ModelCount(Stored):
    """One timm model, counted with a head of 1,000 classes.

    Attributes:
        model: timm name with its tag.
        params: Parameters as built.
        params_fused: Parameters after re-parameterisation; equal to `params` where nothing can be fused.
        sizes: Costs by image size: the size that timm prepares images for first, then its test size where that is
            another, then the sizes that readings state.
        license: Licence of the weights as timm gives it, empty when it gives none.
        papers: arXiv ids that timm itself names for the model.
        mean: Mean of the normalisation, by channel.
        std: Standard deviation of the normalisation, by channel.
        crop_pct: Share of the resized image that the centre crop keeps.
        interpolation: How images are resized.
        weights: False when timm has the architecture under this name but no weights to download.
    """

    model: Text
    params: Count
    params_fused: Count
    sizes: Annotated[tuple[SizeCount, ...], Field(min_length=1, max_length=20)]
    license: Annotated[str, StringConstraints(max_length=100)] = ""
    papers: Annotated[tuple[Text, ...], Field(max_length=10)] = ()
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    crop_pct: Annotated[float, Field(gt=0, le=2)]
    interpolation: Text
    weights: bool = True

    @property
    def size(self) -> int:
        """Side of the image that the model is evaluated on by default, in pixels."""
        return self.sizes[0].size

    def at_size(self, size: int) -> SizeCount | None:
        """Gives the cost at an image size, or None when that was not counted."""
        return next((cost for cost in self.sizes if cost.size == size), None)


class Missing(Stored):
    """A name that records use and timm does not know.

    Attributes:
        model: The name as the records write it.
        reason: What timm says: the architecture or the tag is unknown.
        near: Names that were probably meant, nearest first.
    """

    model: Text
    reason: Text
    near: Annotated[tuple[Text, ...], Field(max_length=5)] = ()


class Counts(Stored):
    """The file of counts.

    Attributes:
        schema_version: `MEASURED_VERSION`.
        versions: Versions of what counted: timm, torch, and lvkb's own counter.
        architectures: Every architecture of that timm, so that "not in timm" can be told without it.
        models: Counted models, sorted by name.
        missing: Names that timm does not know, sorted.
    """

    schema_version: Annotated[int, Field(ge=MEASURED_VERSION, le=MEASURED_VERSION)] = MEASURED_VERSION
    versions: Versions
    architectures: Annotated[tuple[Text, ...], Field(max_length=20_000)] = ()
    models: Annotated[tuple[ModelCount, ...], Field(max_length=20_000)] = ()
    missing: Annotated[tuple[Missing, ...], Field(max_length=20_000)] = ()


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
    speeds: Annotated[dict[Text, TimmSpeed], Field(max_length=20)] = {}


class TimmResults(Stored):
    """The file of timm's own evaluations.

    Attributes:
        schema_version: `MEASURED_VERSION`.
        commit: Commit of huggingface/pytorch-image-models whose files were read.
        files: Path of each file that was read, by its key: `imagenet`, and one for each benchmark in `speeds`.
        results: One for each model and size that records link to, sorted.
    """

    schema_version: Annotated[int, Field(ge=MEASURED_VERSION, le=MEASURED_VERSION)] = MEASURED_VERSION
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
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


M = TypeVar("M", Counts, TimmResults)


def parse_measured(content: bytes, model: type[M]) -> M:
    """Reads one of the files.

    Raises:
        ValueError: The content is no such file; the message says what is wrong in one line.
    """
    try:
        stored = model.model_validate_json(content)
        json.loads(content, object_pairs_hook=_single)
    except ValueError as error:
        first = error.errors()[0] if hasattr(error, "errors") else {"loc": (), "msg": str(error)}
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{where or 'the file'}: {first['msg']}") from None
    return stored


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Gives an object of JSON; readers keep the last of two equal keys, so that the other would be lost unseen."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'"{key}" stands twice in one object')
        found[key] = value
    return found


def measured_text(stored: Counts | TimmResults) -> str:
    """Writes one of the files: keys in fixed order, one model a line, so that a change shows as few lines."""
    data = stored.model_dump(mode="json")
    parts = [f"{json.dumps(key)}: {_value(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)
