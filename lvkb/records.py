"""The records people write, as pydantic models: papers, the taxonomy, waivers. No file access here.

Scalars arrive as text (see `lvkb.yamlfile`). Numbers become `Decimal`, so that the digits of the source survive:
`78.30` stays `78.30`, and the rounding of a printed figure can be told from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

SCHEMA_VERSION = 1

_NUMBER = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{1,15})?", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FLAGS = {"true": True, "false": False}

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
SOURCE_KEY = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
ONE_LINE = r"^\S(?:[^\r\n]*\S)?$"
NOT_BLANK = r"\S"
COMMIT = r"^[0-9a-f]{7,40}$"
CODE = r"^LV\d{3}$"


def _expect(wanted: str) -> PydanticCustomError:
    return PydanticCustomError("lvkb_value", "must be {wanted}", {"wanted": wanted})


def _number(value: object) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise _expect("a plain number such as 78.3, without sign, unit, thousands separator or exponent")


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise _expect("a whole number above 0, such as 224")


def _year(value: object) -> int:
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return int(value)
    raise _expect("a year such as 2021")


def _flag(value: object) -> bool:
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    raise _expect("true or false")


def _date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _expect('a day as "YYYY-MM-DD"')


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2099})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, pattern=NOT_BLANK)]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=SLUG)]
SourceKey = Annotated[str, StringConstraints(max_length=40, pattern=SOURCE_KEY)]
Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Record(BaseModel):
    """Base of everything read from YAML: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Published(Record):
    """When and where a paper came out."""

    year: Annotated[Year, Field(description="Year of the first public version")]
    venue: Annotated[Line | None, Field(description="Venue with its year; absent for a preprint")] = None


class Code(Record):
    """One repository with code of the paper."""

    github: Annotated[Line | None, Field(description="owner/name on GitHub")] = None
    url: Annotated[Line | None, Field(description="Address on another host")] = None
    path: Annotated[Line | None, Field(description="Folder inside the repository")] = None
    official: Annotated[Flag, Field(description="true only where the paper or its authors say so")]


class Annotation(Record):
    """What an expert would tell a colleague about the paper, in our own words."""

    idea: Annotated[Prose, Field(description="The mechanism: what is computed from what")]
    cheaper: Annotated[Prose, Field(description="What becomes cheaper, and why accuracy holds")]
    limits: Annotated[Prose, Field(description="The price: what it does not save, and what it needs")]
    placement: Annotated[
        Prose | None, Field(description="Why it stands in its category, where that is open to doubt")
    ] = None


class Relations(Record):
    """How a paper builds on others: record ids, or plain text for works that are not held."""

    builds_on: Annotated[tuple[Line, ...], Field(alias="builds-on", description="Works whose design it extends")] = ()
    supersedes: Annotated[tuple[Line, ...], Field(description="Earlier works of the same line that it replaces")] = ()


class Source(Record):
    """A place numbers were read in: exactly one of arxiv, github, openreview, cvf, doi, url."""

    arxiv: Annotated[Line | None, Field(description="arXiv id with the version that was read")] = None
    github: Annotated[Line | None, Field(description="owner/name; with path and commit")] = None
    path: Annotated[Line | None, Field(description="File inside the repository")] = None
    commit: Annotated[
        Annotated[str, StringConstraints(pattern=COMMIT)] | None, Field(description="Commit that was read")
    ] = None
    openreview: Annotated[Line | None, Field(description="OpenReview forum id")] = None
    cvf: Annotated[Line | None, Field(description="<folder>/<stem> of the CVF page")] = None
    doi: Annotated[Line | None, Field(description="DOI")] = None
    url: Annotated[Line | None, Field(description="Any other address")] = None
    read: Annotated[Day | None, Field(description="Day it was read")] = None
    via: Annotated[Line | None, Field(description="Address of the copy that was read")] = None


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
DEFAULT_DATASET = "imagenet-1k"


class Reading(Record):
    """What one place in one source says about one variant under one protocol."""

    source: Annotated[Line, Field(description="Key of the record's sources")]
    at: Annotated[Line, Field(description="Table, figure or section, and row")]
    dataset: Annotated[Line, Field(description="Where accuracy was measured")] = DEFAULT_DATASET
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
    kind: Annotated[ReadingKind, Field(description="Who says it: reported by the authors, quoted, measured, timm")] = (
        "reported"
    )
    exactness: Annotated[Literal["exact", "rounded", "plot"], Field(description="How exact the figure is")] = "exact"
    status: Annotated[Literal["disputed"] | None, Field(description="disputed, with a reason")] = None
    reason: Annotated[Line | None, Field(description="Why it is disputed")] = None
    note: Annotated[Line | None, Field(description="What a reader needs to know to understand the numbers")] = None


class Variant(Record):
    """One size or recipe family of a paper's model."""

    name: Annotated[Line, Field(description="As the authors print it, with the family name")]
    timm: Annotated[Line | None, Field(description="timm name and tag of the same architecture")] = None
    readings: Annotated[tuple[Reading, ...], Field(min_length=1, description="One for each place in a source")]


class Paper(Record):
    """One paper of the catalogue."""

    id: Annotated[Slug, Field(description="File name without .yml; never changes")]
    name: Annotated[Line, Field(description="Short name, unique in the catalogue")]
    aliases: Annotated[tuple[Line, ...], Field(description="Other names the paper or its code goes by")] = ()
    title: Annotated[Line, Field(description="Full title as the source prints it")]
    authors: Annotated[tuple[Line, ...], Field(min_length=1, description="All authors in order, given name first")]
    published: Annotated[Published, Field(description="Year of the first public version, and venue")]
    scope: Annotated[Literal["core", "adjacent"], Field(description="core, or adjacent to the field")] = "core"
    categories: Annotated[tuple[Line, ...], Field(min_length=1, description="Leaves of the taxonomy, primary first")]
    arxiv: Annotated[Line | None, Field(description="arXiv id without version, in quotes")] = None
    doi: Annotated[Line | None, Field(description="The publisher's DOI")] = None
    openreview: Annotated[Line | None, Field(description="OpenReview forum id")] = None
    cvf: Annotated[Line | None, Field(description="<folder>/<stem> of the CVF page")] = None
    code: Annotated[tuple[Code, ...], Field(description="Repositories")] = ()
    annotation: Annotated[Annotation, Field(description="Idea, what gets cheaper, limits; own words")]
    relations: Annotated[Relations, Field(description="Links to other papers")] = Relations()
    sources: Annotated[dict[SourceKey, Source], Field(description="Places that numbers were read in, by key")] = {}
    variants: Annotated[tuple[Variant, ...], Field(description="Models with their readings")] = ()
    no_results: Annotated[Line | None, Field(description="Why there are no ImageNet-1K results")] = None
    added: Annotated[Day, Field(description="Day the record came in")]

    def readings(self) -> Iterator[tuple[Variant, Reading]]:
        """Gives every reading with its variant, in the order of the record."""
        for variant in self.variants:
            for reading in variant.readings:
                yield variant, reading


class Branch(Record):
    """Third level of the taxonomy."""

    id: Slug
    title: Line
    definition: Prose
    group: Annotated[Line | None, Field(description="Heading between a category and several of its branches")] = None


class Category(Record):
    """Second level of the taxonomy; a leaf when it has no branches."""

    id: Slug
    title: Line
    definition: Prose
    branches: tuple[Branch, ...] = ()


class Family(Record):
    """First level of the taxonomy."""

    id: Slug
    title: Line
    definition: Prose
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]


class Taxonomy(Record):
    """The tree that papers are sorted into."""

    families: Annotated[tuple[Family, ...], Field(min_length=1)]


class Waiver(Record):
    """A finding that is accepted, with its reason."""

    code: Annotated[str, StringConstraints(pattern=CODE)]
    record: Slug
    field: Annotated[Line | None, Field(description="Only findings on this field; all of the record without it")] = None
    reason: Line
    date: Day


class Waivers(Record):
    """The file of waivers."""

    waivers: tuple[Waiver, ...]


class Decision(Record):
    """What became of one paper of a saved listing: the record it has, or why it was left out."""

    listing: Annotated[Slug, Field(description="Short name of the listing")]
    title: Annotated[Line, Field(description="Title as the listing prints it")]
    record: Annotated[Slug | None, Field(description="Id of its record")] = None
    reason: Annotated[Line | None, Field(description="Why it was left out")] = None


class Decisions(Record):
    """The file of decisions on listings."""

    decisions: tuple[Decision, ...]


class Query(Record):
    """A search for papers that the catalogue does not hold yet."""

    category: Annotated[Line, Field(description="Node of the taxonomy that its papers belong to")]
    search: Annotated[Line, Field(description="Query of the arXiv API")]


class Queries(Record):
    """The file of searches."""

    queries: Annotated[tuple[Query, ...], Field(min_length=1)]


def paper_schema() -> dict[str, Any]:
    """Gives the JSON Schema of a record, for editors and other validators."""
    schema = Paper.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Generated by `lvkb schema` from lvkb/records.py; do not edit. schema_version {SCHEMA_VERSION}",
        **schema,
    }
