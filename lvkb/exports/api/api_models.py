"""The shape of the API's own rows as types; those of records stand in `published_records`, of tables in `columns`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lvkb.exports.published_records import Count, TaxonomyNode
from lvkb.records import VERSION, Record, Release
from lvkb.records.values import Line, Number, Slug, Whole, Year
from lvkb.registers import GITHUB, PAPER_REGISTERS
from lvkb.subject.metrics import COMPUTE, PARAMS, TOP1

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the file, in hexadecimal")]
Bytes = Annotated[Count, Field(description="Size of the file in bytes, not compressed")]


class PaperRow(Record):
    """A paper in the list of papers."""

    id: Annotated[Slug, Field(description="Id of the record; never changes")]
    name: Annotated[Line, Field(description="Short name, unique in the catalogue")]
    aliases: Annotated[tuple[Line, ...], Field(description="Other names the paper or its code goes by")] = ()
    title: Annotated[Line, Field(description="Full title")]
    authors: Annotated[tuple[Line, ...], Field(description="All authors in order, given name first")]
    year: Annotated[Year, Field(description="Year of the first public version")]
    venue: Annotated[Line | None, Field(description="Venue with its year; absent for a preprint")] = None
    scope: Annotated[Literal["core", "adjacent"], Field(description="core, or adjacent to the field")]
    categories: Annotated[tuple[Line, ...], Field(description="Paths in the taxonomy, primary first")]
    arxiv: Annotated[Line | None, Field(description="arXiv id without version")] = None
    doi: Annotated[Line | None, Field(description="The publisher's DOI")] = None
    openreview: Annotated[Line | None, Field(description="OpenReview forum id")] = None
    cvf: Annotated[Line | None, Field(description="<folder>/<stem> of the CVF page")] = None
    variants: Annotated[Count, Field(description="How many models it has")]
    readings: Annotated[Count, Field(description="How many readings it has; timm's own evaluations do not count")]
    results: Annotated[Count, Field(description="How many results its readings come to")]
    page: Annotated[str, Field(description="Its page, relative to this file")]
    markdown: Annotated[str, Field(description="Its page as Markdown, relative to this file")]
    file: Annotated[str, Field(description="The file that tells all of it, relative to this file")]
    bytes: Bytes
    sha256: Sha256


class TaxonomyRow(TaxonomyNode):
    """A node of the taxonomy with its papers."""

    papers: Annotated[tuple[Slug, ...], Field(description="Ids of the papers that stand in it itself, sorted")]
    page: Annotated[str, Field(description="Its page, relative to this file")]


class DeviceRow(Record):
    """A device that speeds were measured on."""

    name: Annotated[Line, Field(description="The name by which readers find it")]
    written: Annotated[tuple[Line, ...], Field(description="How readings and times write it, sorted")]
    readings: Annotated[Count, Field(description="How many readings tell a speed on it")]
    timings: Annotated[Count, Field(description="How many times on it Qualcomm AI Hub Models publishes")]


class FrontPoint(Record):
    """A model on a front."""

    paper: Annotated[Slug, Field(description="Id of the paper")]
    variant: Annotated[Line, Field(description="Name of the model")]
    top1: Annotated[Number, Field(description=TOP1.meaning)]
    params_m: Annotated[Number | None, Field(description=PARAMS.meaning)] = None
    gmacs: Annotated[Number | None, Field(description=f"multiply-adds, {COMPUTE.meaning}")] = None


class FrontRow(Record):
    """The fronts of one setup: models of which no other one is both cheaper and more accurate."""

    setup: Annotated[Line, Field(description="The setup, as the results write it")]
    dataset: Annotated[Line, Field(description="Where accuracy was measured")]
    data: Annotated[Line, Field(description="Pre-training data; the dataset itself for no pre-training")]
    distilled: Annotated[Literal["no", "yes"], Field(description="Whether the models were trained with a teacher")]
    resolution: Annotated[Line, Field(description="Class of the input size in pixels: 224, 256, ...")]
    evaluation: Annotated[Line, Field(description="How the classes are read off the features")]
    models: Annotated[Whole, Field(description="How many models may be ranked in it")]
    params_m: Annotated[tuple[FrontPoint, ...], Field(description="The front against parameters, the smallest first")]
    gmacs: Annotated[tuple[FrontPoint, ...], Field(description="The front against multiply-adds, the cheapest first")]


NAME_KINDS = (
    *("id", "name", "alias", "title", "variant", "timm"),
    *(register.field for register in (*PAPER_REGISTERS, GITHUB)),
)
"""What a name may be: how a record calls itself and its models, and the registers that know it."""


class NameRow(Record):
    """A name or an id, and the paper or model that it stands for."""

    key: Annotated[str, Field(description="The name folded: letters, digits and + alone, without case and accents")]
    name: Annotated[Line, Field(description="The name as it is written")]
    kind: Annotated[str, Field(description="What it is", json_schema_extra={"enum": [*NAME_KINDS]})]
    paper: Annotated[Slug, Field(description="Id of the paper")]
    variant: Annotated[Line | None, Field(description="Name of the model; none where the whole paper is meant")] = None


class DataRelease(Release):
    """Which release the data are of; their own version, not that of the API or the program."""

    version: Annotated[str, StringConstraints(pattern=VERSION), Field(description="Version of the data")]


class GoneRow(Record):
    """An id that a paper had in an earlier release, and that none has any more."""

    id: Annotated[Slug, Field(description="The id")]
    name: Annotated[Line, Field(description="Short name of the paper then; the id where nobody can tell")]
    release: Annotated[DataRelease, Field(description="The last release that had it")]
    data: Annotated[str | None, Field(description="Data of that release, relative to this file")] = None
    page: Annotated[str, Field(description="Page that says what became of it, relative to this file")]
    now: Annotated[Slug | None, Field(description="Id of the paper now; absent where it is there no more")] = None
    file: Annotated[str | None, Field(description="The file that tells all of it now, relative to this file")] = None


class IndexRow(Record):
    """A document of the API."""

    name: Annotated[Line, Field(description="Its name, under which it holds its rows")]
    path: Annotated[str, Field(description="Its file, relative to the index")]
    summary: Annotated[str, Field(description="What it holds")]
    rows: Annotated[Count, Field(description="How many rows it has")]
    bytes: Bytes
    sha256: Sha256
