"""Files of the catalogue beside papers and taxonomy: waivers, decisions on listings, searches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from lvkb.records.values import CODE, Day, Line, Number, Record, Slug, Whole


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


class DeviceModel(Record):
    """A model of Qualcomm AI Hub, and the variant of the catalogue that it is."""

    model: Annotated[Line, Field(description="Id of the model in AI Hub Models")]
    variant: Annotated[Line, Field(description="paper-id/variant name")]
    params_m: Annotated[Number, Field(description="Parameters in millions as AI Hub states them")]
    resolution: Annotated[Whole, Field(description="Pixels, side of the image that it is timed on")]


class DeviceModels(Record):
    """The file of models that were timed on devices."""

    models: tuple[DeviceModel, ...]
