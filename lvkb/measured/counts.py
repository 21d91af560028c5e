"""What was counted on reference code: parameters and multiply-adds of timm's models."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from lvkb.measured.stored import MEASURED_VERSION, Count, Side, Stored, Text, Versions


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
