"""The shape of catalog.json as types: records as people write them, with what is derived beside it.

They describe the file and make no value; `catalog_json` does, and a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, WithJsonSchema

from lvkb.exports.catalog_json import DATA_VERSION, LICENSE
from lvkb.exports.column_types import column_type
from lvkb.records import Code, Paper, Protocol, Reading, Record, Source, Throughput, Variant
from lvkb.records.json_schema import DIALECT, definitions, metric_fields
from lvkb.records.values import Line, Number, Whole
from lvkb.subject.agreement import Verdict

CATALOG_SCHEMA = "data/catalog.schema.json"
"""Where the JSON Schema of catalog.json stands."""

_UNITS = {"size": "px", "train_resolution": "px"}
"""Units of numbers that are no column."""

Count = Annotated[int, Field(ge=0)]
Link = Annotated[str, Field(description="Address of it, made from its ids")]
Teachers = Annotated[tuple[Line, ...], Field(description="Teachers, as the record writes them")]


def _only(value: int | str) -> WithJsonSchema:
    """Gives the schema of a key that has one value."""
    return WithJsonSchema({"const": value})


class PublishedCode(Code):
    """One repository with code of the paper, with its address."""

    link: Link


class PublishedSource(Source):
    """A place numbers were read in, with the permanent address of the very document."""

    link: Link


class PublishedProtocol(Protocol):
    """What a source says of how several rows came about, where the rows do not print it themselves."""

    teacher: Teachers = ()


class PublishedReading(Reading):
    """What one place in one source says about one variant, with what is derived from it."""

    teacher: Teachers = ()
    gmacs: Annotated[Number | None, Field(description="Multiply-adds for one image in 10^9")] = None
    setup: Annotated[Line, Field(description="The setup, in which numbers compare")]


class CountedSize(Record):
    """What a model costs for one image of a given size, counted on timm's code."""

    size: Annotated[Whole, Field(description="Pixels, side of the image")]
    macs: Annotated[Count, Field(description="Multiply-adds, as built")]
    macs_fused: Annotated[Count, Field(description="Multiply-adds after re-parameterisation")]
    norms: Annotated[Count, Field(description="Operations of normalisation, pooling and resampling, listed apart")]


class CountedModel(Record):
    """What was counted on the model that a variant links to in timm."""

    params: Annotated[Count, Field(description="Parameters, as built")]
    params_fused: Annotated[Count, Field(description="Parameters after re-parameterisation")]
    sizes: Annotated[tuple[CountedSize, ...], Field(description="Costs by image size")]
    verdict: Annotated[Verdict, Field(description="The worst verdict on the readings of the variant")]
    license: Annotated[Line | None, Field(description="Licence of the weights, as timm gives it")] = None


class PublishedTiming(Record):
    """One run of a model on a device, published by Qualcomm AI Hub Models."""

    model: Annotated[Line, Field(description="Id of the model in AI Hub Models")]
    device: Annotated[Line, Field(description="Device as AI Hub names it; (Proxy): a chip of the family")]
    runtime: Annotated[Line, Field(description="tflite, onnx, precompiled_qnn_onnx, qnn_dlc, qnn_context_binary")]
    precision: Annotated[Line, Field(description="float, w8a8, w8a16, ...")]
    npu: Annotated[Count, Field(description="Layers that run on the NPU")]
    gpu: Annotated[Count, Field(description="Layers that run on the GPU")]
    cpu: Annotated[Count, Field(description="Layers that run on the CPU")]
    job: Annotated[Line, Field(description="AI Hub's id of the run")]
    ms: Annotated[Number, Field(description="Milliseconds of one inference")]
    memory_mb_low: Annotated[Count, Field(description="Least estimated peak memory in MB")]
    memory_mb_high: Annotated[Count, Field(description="Most estimated peak memory in MB")]


class PublishedVariant(Variant):
    """One size or recipe family of a paper's model, with counts and times."""

    readings: Annotated[tuple[PublishedReading, ...], Field(min_length=1, description="One for each place in a source")]
    measured: Annotated[CountedModel | None, Field(description="Counted on the model that timm has")] = None
    timings: Annotated[tuple[PublishedTiming, ...], Field(description="Times on devices")] = ()


class TimmEvaluation(Record):
    """What timm publishes of one set of weights at one image size."""

    variant: Annotated[Line, Field(description="Name of the variant")]
    at: Annotated[Line, Field(description="Line of timm's file")]
    resolution: Annotated[Whole, Field(description="Pixels, side of the evaluated square")]
    top1: Annotated[Number, Field(description="Top-1 accuracy in per cent")]
    top5: Annotated[Number, Field(description="Top-5 accuracy in per cent")]
    params_m: Annotated[Number | None, Field(description="Parameters in millions")] = None
    pretrain: Annotated[Line | None, Field(description="none, or the data of the pre-training")] = None
    distilled: Annotated[Line | None, Field(description="Kind of distillation in training")] = None
    timm: Annotated[Line, Field(description="timm name and tag of the weights")]
    kind: Annotated[Literal["timm"], Field(description="Always timm")]
    crop_pct: Annotated[Number, Field(description="Share of the resized image that the crop keeps")]
    interpolation: Annotated[Line, Field(description="How images are resized")]
    throughputs: Annotated[tuple[Throughput, ...], Field(description="Images per second of the architecture")] = ()
    link: Link


class PaperLinks(Record):
    """Pages of a paper, free ones first."""

    arxiv: Annotated[str | None, Field(description="Abstract at arXiv")] = None
    openreview: Annotated[str | None, Field(description="Forum at OpenReview")] = None
    cvf: Annotated[str | None, Field(description="Page at CVF Open Access")] = None
    doi: Annotated[str | None, Field(description="Page that the DOI leads to")] = None


class PublishedPaper(Paper):
    """One paper with all that its record says, and what is derived from it."""

    code: Annotated[tuple[PublishedCode, ...], Field(description="Repositories")] = ()
    sources: Annotated[  # type: ignore[assignment] # never made, so nobody puts another source in
        dict[str, PublishedSource], Field(default_factory=dict, description="Places numbers were read in, by key")
    ]
    protocols: Annotated[  # type: ignore[assignment] # as above
        dict[str, PublishedProtocol],
        Field(default_factory=dict, description="What rows do not print of their protocol, by key"),
    ]
    variants: Annotated[tuple[PublishedVariant, ...], Field(description="Models with their readings")] = ()
    links: Annotated[PaperLinks | None, Field(description="Pages of the paper, free ones first")] = None
    timm_evaluations: Annotated[
        tuple[TimmEvaluation, ...], Field(description="timm's own evaluations of its models")
    ] = ()


class TaxonomyNode(Record):
    """A node of the taxonomy."""

    path: Annotated[Line, Field(description="Ids from the family down, joined by /")]
    title: Annotated[Line, Field(description="Its title")]
    definition: Annotated[str, Field(description="What belongs there")]
    group: Annotated[Line | None, Field(description="Heading between a category and several of its branches")] = None
    parent: Annotated[Line | None, Field(description="Path of the node above it; none for a family")] = None


class CatalogFile(Record):
    """The whole catalogue."""

    schema_version: Annotated[int, _only(DATA_VERSION), Field(description="Version of the shape of all data files")]
    generator: Annotated[Line, Field(description="Name and version of the program that wrote it")]
    license: Annotated[str, _only(LICENSE), Field(description="Licence of the data (SPDX)")]
    taxonomy: Annotated[tuple[TaxonomyNode, ...], Field(description="Nodes in the order of the tree")]
    papers: Annotated[tuple[PublishedPaper, ...], Field(description="Papers by id")]


def catalog_schema() -> dict[str, Any]:
    """Gives the JSON Schema of catalog.json (2020-12), which stands beside it as `CATALOG_SCHEMA`."""
    found = published_schemas([CatalogFile], "#/$defs/{model}")
    root = found.pop(CatalogFile.__name__)
    return {"$schema": DIALECT, **root, "$defs": found}


def published_schemas(models: Iterable[type[BaseModel]], refer: str) -> dict[str, Any]:
    """Gives the schemas of models, and of all models below them, by name: open, and with the unit of each number.

    Args:
        models: The models.
        refer: How they refer to each other: `#/$defs/{model}`.
    """
    found: dict[str, Any] = open_ended(definitions(models, refer))
    for metric, field in metric_fields(found.values()):
        field.update(unit_key(metric.unit))
    for schema in found.values():
        for name, field in schema.get("properties", {}).items():
            if field.get("type") in ("integer", "number"):
                field.update(unit_key(_UNITS.get(name) or column_type(name).unit))
    return found


def unit_key(unit: str) -> dict[str, str]:
    """Gives the key of a schema that tells a unit; none for numbers without."""
    return {"x-unit": unit} if unit else {}


def open_ended(part: Any) -> Any:
    """Gives a part of a schema that lets pass keys it does not know: later versions may add some."""
    if isinstance(part, list):
        return [open_ended(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: open_ended(value) for key, value in part.items() if (key, value) != ("additionalProperties", False)}
