"""What one place in one source says about one variant: a reading, with its speeds and settings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lvkb.records.values import Line, Names, Number, Record, SourceKey, Whole
from lvkb.subject.datasets import DEFAULT_DATASET


class Speed(Record):
    """What a speed depends on; a speed means nothing without its device."""

    device: Annotated[Line, Field(description="Device as the source names it")]
    precision: Annotated[Line | None, Field(description="fp32, fp16, amp, int8")] = None
    batch: Annotated[Whole | None, Field(description="Images per batch")] = None
    runtime: Annotated[Line | None, Field(description="CoreML, TensorRT, ONNX Runtime, PyTorch, ...")] = None
    threads: Annotated[Whole | None, Field(description="CPU threads")] = None


class Throughput(Speed):
    """Images per second on a device."""

    images_per_s: Annotated[Number, Field(description="Images per second")]


class Latency(Speed):
    """Milliseconds for one batch on a device."""

    ms: Annotated[Number, Field(description="Milliseconds")]


class Setting(Record):
    """The setting a dynamic model runs under."""

    keep_ratio: Annotated[Number | None, Field(description="Share of tokens kept, above 0 up to 1")] = None
    merged_per_layer: Annotated[Whole | None, Field(description="Tokens merged in each layer (ToMe's r)")] = None
    threshold: Annotated[Number | None, Field(description="Bound on confidence or score")] = None
    exit_layer: Annotated[Whole | None, Field(description="Layer after which the answer is taken")] = None
    tokens: Annotated[Whole | None, Field(description="Number of tokens used")] = None
    training: Annotated[
        Literal["none", "finetuned", "scratch"] | None, Field(description="How the method entered the base model")
    ] = None


DistillationKind = Literal["none", "hard", "soft", "feature", "soft+feature", "hard+feature", "unstated"]
ReadingKind = Literal["reported", "quoted", "measured", "timm"]
Evaluation = Literal["supervised", "linear-probe", "knn", "zero-shot"]


Basis = Literal["stated", "code", "inferred"]


class Protocol(Record):
    """What a source says of how several rows came about, where the rows do not print it themselves."""

    source: Annotated[Line, Field(description="Key of the record's sources")]
    at: Annotated[Line, Field(description="Section, table or line that says it")]
    basis: Annotated[
        Basis,
        Field(
            description="stated: in prose, a table, or a command of a document for readers; "
            "code: a default or a configuration; inferred: from silence"
        ),
    ]
    resolution: Annotated[Whole | None, Field(description="Pixels, side of the evaluated square")] = None
    pretrain: Annotated[Line | None, Field(description="none, or the data of the pre-training")] = None
    distilled: Annotated[DistillationKind | None, Field(description="Kind of distillation in training")] = None
    teacher: Annotated[Names, Field(description="Teacher, or list of teachers")] = ()
    epochs: Annotated[Whole | None, Field(description="Training epochs on the dataset")] = None
    train_resolution: Annotated[Whole | None, Field(description="Pixels in training, where different")] = None
    form: Annotated[Literal["train", "deploy"] | None, Field(description="Form of a re-parameterised model")] = None


class Reading(Record):
    """What one place in one source says about one variant under one protocol."""

    source: Annotated[Line, Field(description="Key of the record's sources")]
    at: Annotated[Line, Field(description="Table, figure or section, and row")]
    protocol: Annotated[
        SourceKey | None, Field(description="Entry of the record's protocols, for what the row itself does not print")
    ] = None
    dataset: Annotated[Line, Field(description="Where accuracy was measured")] = DEFAULT_DATASET
    evaluation: Annotated[Evaluation, Field(description="How the classes are read off the features")] = "supervised"
    resolution: Annotated[Whole | None, Field(description="Pixels, side of the evaluated square")] = None
    top1: Annotated[Number | None, Field(description="Top-1 accuracy in per cent")] = None
    top5: Annotated[Number | None, Field(description="Top-5 accuracy in per cent")] = None
    params_m: Annotated[Number | None, Field(description="Parameters in millions")] = None
    compute_g: Annotated[Number | None, Field(description="Compute for one image in 10^9, unit in compute_unit")] = None
    compute_unit: Annotated[
        Literal["macs", "flops", "unstated"] | None, Field(description="Unit as the source names it")
    ] = None
    throughput: Annotated[Throughput | None, Field(description="Images per second")] = None
    latency: Annotated[Latency | None, Field(description="Milliseconds")] = None
    pretrain: Annotated[Line | None, Field(description="none, or the data of the pre-training")] = None
    distilled: Annotated[DistillationKind | None, Field(description="Kind of distillation in training")] = None
    teacher: Annotated[Names, Field(description="Teacher, or list of teachers")] = ()
    epochs: Annotated[Whole | None, Field(description="Training epochs on the dataset")] = None
    train_resolution: Annotated[Whole | None, Field(description="Pixels in training, where different")] = None
    form: Annotated[Literal["train", "deploy"] | None, Field(description="Form of a re-parameterised model")] = None
    base: Annotated[Line | None, Field(description="Model the method is applied to")] = None
    setting: Annotated[Setting | None, Field(description="Setting of a dynamic model")] = None
    timm: Annotated[Line | None, Field(description="timm name and tag of these very weights")] = None
    weights_license: Annotated[Line | None, Field(description="Licence of these weights (SPDX)")] = None
    kind: Annotated[ReadingKind, Field(description="Who says it: reported by the authors, quoted, measured, timm")] = (
        "reported"
    )
    exactness: Annotated[Literal["exact", "rounded", "plot"], Field(description="How exact the figure is")] = "exact"
    status: Annotated[Literal["disputed"] | None, Field(description="disputed, with a reason")] = None
    reason: Annotated[Line | None, Field(description="Why it is disputed")] = None
    note: Annotated[Line | None, Field(description="What a reader needs to know to understand the numbers")] = None
