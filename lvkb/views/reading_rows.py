"""Readings as rows: every field as the text that readers see, with its source."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.records import Latency, Paper, Reading, Setting, Speed, Throughput, Variant
from lvkb.results.compute import gmacs
from lvkb.results.light import is_light
from lvkb.subject import DEFAULT_DATASET

UNITS = {"macs": "G MACs", "flops": "G FLOPs", "unstated": "G"}


class ReadingRow(NamedTuple):
    """One reading as readers see it; what the source does not say is empty.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        year: Year of the paper.
        category: Title of the primary category's leaf.
        dataset: Where accuracy was measured.
        top1: Top-1 accuracy in per cent, digits of the source.
        top5: Top-5 accuracy in per cent, digits of the source.
        resolution: Pixels.
        params: Parameters in millions.
        compute: Compute in 10^9 with the unit as the source names it.
        gmacs: Compute in 10^9 multiply-adds, derived.
        pretrain: Pre-training data; `none` for none.
        distilled: Kind of distillation; `none` for none.
        teacher: Teachers.
        epochs: Training epochs.
        form: `train` or `deploy`.
        method: Base model and setting of a dynamic model.
        speed: Throughput and latency with device.
        kind: `reported`, `quoted`, `measured` or `timm`.
        exactness: `exact`, `rounded` or `plot`.
        disputed: Reason of a dispute, else empty.
        note: What a reader needs to know.
        source_key: Key of the source in the record.
        at: Place in the source.
        light: Whether the model counts as lightweight.
        timm: timm name of these very weights; empty when the reading names none.
    """

    paper: str
    variant: str
    year: int
    category: str
    dataset: str
    top1: str
    top5: str
    resolution: str
    params: str
    compute: str
    gmacs: str
    pretrain: str
    distilled: str
    teacher: str
    epochs: str
    form: str
    method: str
    speed: str
    kind: str
    exactness: str
    disputed: str
    note: str
    source_key: str
    at: str
    light: bool
    timm: str

    @property
    def is_marked(self) -> bool:
        """Whether the reading is not simply the authors' own exact and undisputed number."""
        return self.kind != "reported" or self.exactness != "exact" or bool(self.disputed)


class Column(NamedTuple):
    """A column of a table of readings: field of `ReadingRow`, heading, and whether it holds numbers."""

    field: str
    title: str
    number: bool


PAPER_COLUMNS = (
    Column("top1", "Top-1 %", True),
    Column("top5", "Top-5 %", True),
    Column("resolution", "Pixels", True),
    Column("params", "Params M", True),
    Column("compute", "Compute", True),
    Column("epochs", "Epochs", True),
    Column("pretrain", "Pre-training", False),
    Column("distilled", "Distilled", False),
    Column("teacher", "Teacher", False),
    Column("form", "Form", False),
    Column("method", "Base and setting", False),
    Column("speed", "Speed", False),
    Column("dataset", "Dataset", False),
)
"""Columns of the table on a paper's page, in order: numbers first."""


def used_columns(rows: Iterable[ReadingRow]) -> tuple[Column, ...]:
    """Gives the columns in which at least one row says something; the dataset only when it is not the usual one."""
    rows = tuple(rows)
    usual = {"", DEFAULT_DATASET}
    return tuple(column for column in PAPER_COLUMNS if any(getattr(row, column.field) not in usual for row in rows))


def reading_rows(catalog: Catalog) -> dict[str, tuple[ReadingRow, ...]]:
    """Gives the readings of each paper in the order of its record, by the paper's id; timm's own are not among them."""
    return {
        paper.id: tuple(_row(catalog, paper, variant, reading) for variant, reading in paper.readings())
        for paper in catalog.papers.values()
    }


def _row(catalog: Catalog, paper: Paper, variant: Variant, reading: Reading) -> ReadingRow:
    leaf = catalog.nodes.get(paper.categories[0])
    return ReadingRow(
        paper=paper.id,
        variant=variant.name,
        year=paper.published.year,
        category=leaf.title if leaf else "",
        dataset=reading.dataset,
        top1=_text(reading.top1),
        top5=_text(reading.top5),
        resolution=_text(reading.resolution),
        params=_text(reading.params_m),
        compute=compute_text(reading),
        gmacs=_text(gmacs(reading)),
        pretrain=reading.pretrain or "",
        distilled=reading.distilled or "",
        teacher=", ".join(reading.teacher),
        epochs=_text(reading.epochs),
        form=reading.form or "",
        method=method_text(reading),
        speed=", ".join(filter(None, (throughput_text(reading.throughput), latency_text(reading.latency)))),
        kind=reading.kind,
        exactness=reading.exactness,
        disputed=reading.reason or "" if reading.status else "",
        note=reading.note or "",
        source_key=reading.source,
        at=reading.at,
        light=is_light(reading),
        timm=reading.timm or "",
    )


def _text(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def compute_text(reading: Reading) -> str:
    """Gives compute with its unit as the source names it: `4.5 G FLOPs`; empty when unknown."""
    if reading.compute_g is None or reading.compute_unit is None:
        return ""
    return f"{reading.compute_g:f} {UNITS[reading.compute_unit]}"


def method_text(reading: Reading) -> str:
    """Gives base model and setting of a dynamic model: `DeiT-S, keep ratio 0.7`; empty for other models."""
    parts = [reading.base or "", setting_text(reading.setting)]
    return ", ".join(filter(None, parts))


def setting_text(setting: Setting | None) -> str:
    """Gives a setting in words, in the order of its fields."""
    if setting is None:
        return ""
    parts = {
        "keep ratio": setting.keep_ratio,
        "merged per layer": setting.merged_per_layer,
        "threshold": setting.threshold,
        "exit after layer": setting.exit_layer,
        "tokens": setting.tokens,
    }
    words = [
        f"{name} {value:f}" if isinstance(value, Decimal) else f"{name} {value}"
        for name, value in parts.items()
        if value
    ]
    training = {"none": "off the shelf", "finetuned": "fine-tuned", "scratch": "trained from scratch"}
    return ", ".join([*words, *([training[setting.training]] if setting.training else [])])


def throughput_text(throughput: Throughput | None) -> str:
    """Gives `1157 images/s on V100 (batch 64, fp32)`; empty when unknown."""
    return f"{throughput.images_per_s:f} images/s {_conditions(throughput)}" if throughput else ""


def latency_text(latency: Latency | None) -> str:
    """Gives `0.9 ms on iPhone 12 (CoreML)`; empty when unknown."""
    return f"{latency.ms:f} ms {_conditions(latency)}" if latency else ""


def _conditions(speed: Speed) -> str:
    known = [
        f"batch {speed.batch}" if speed.batch else "",
        speed.precision or "",
        speed.runtime or "",
        f"{speed.threads} threads" if speed.threads else "",
    ]
    inside = ", ".join(filter(None, known))
    return f"on {speed.device} ({inside})" if inside else f"on {speed.device}"


def is_comparable(reading: Reading) -> bool:
    """Tells whether a reading is the authors' own undisputed ImageNet-1K accuracy, fit for lists and picks."""
    return (
        reading.kind == "reported"
        and reading.dataset == DEFAULT_DATASET
        and reading.top1 is not None
        and reading.status is None
        and reading.exactness != "plot"
    )
