"""Numbers as answers give them: digits, unit, who says it, and the document and place where it can be read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from lvkb.mcp_server.asked_base import Answer
from lvkb.render.figure_texts import UNITS, number
from lvkb.render.related_columns import conditions_text
from lvkb.render.shown_figures import cost
from lvkb.results import Figure, JudgedReading, Result, Results
from lvkb.views.paper_sources import source_lines
from lvkb.views.picker import TimeOnDevice

COUNTED = "count by lvkb"
"""Stands for the source of what lvkb counted; no record has a source with a blank in its key."""

AI_HUB = "Qualcomm AI Hub"
"""Stands for the source of times that Qualcomm measured."""

Unit = Literal["% top-1", "M parameters", "GMACs"]


class CitedNumber(Answer):
    """A number with where it was read."""

    value: Annotated[str, Field(description="Digits as the source prints them; of a count the first three")]
    unit: Unit
    by: Annotated[
        Literal["reported", "quoted", "measured", "timm", "counted"],
        Field(description="reported: by the authors; counted: by lvkb, since nobody reports it"),
    ]
    source: Annotated[str, Field(description="Key of the document among the `sources` of the row")]
    at: Annotated[str | None, Field(description="Place in the document")] = None
    printed: Annotated[str | None, Field(description="With the unit that the source names, where it is another")] = None
    sources_differ: Annotated[str | None, Field(description="Where the authors' own sources disagree: the span")] = None


class CitedSpeed(Answer):
    """A speed with its device and where it was read."""

    value: str
    unit: Literal["ms", "images/s"]
    device: str
    conditions: Annotated[str | None, Field(description="Batch, precision, runtime and the like")] = None
    source: Annotated[str, Field(description="Key of the document among the `sources` of the row")]
    at: Annotated[str | None, Field(description="Place in the document")] = None


class Document(Answer):
    """What numbers were read in."""

    document: str
    url: Annotated[str | None, Field(description="Permanent address, with the version or commit that was read")] = None


def cited(figure: Figure | None, unit: Unit) -> CitedNumber | None:
    """Gives a number of a result with its source; None where nobody tells it."""
    if figure is None:
        return None
    if not figure.told:
        return CitedNumber(value=cost(figure.value), unit=unit, by=figure.origin, source=COUNTED)
    told = figure.told[0]
    return CitedNumber(
        value=number(figure.value),
        unit=unit,
        by=figure.origin,
        source=told.reading.source,
        at=told.reading.at,
        printed=_printed(told) if unit == "GMACs" else None,
        sources_differ=f"{number(figure.low)} to {number(figure.high)}" if figure.differs else None,
    )


def _printed(told: JudgedReading) -> str | None:
    """Gives compute as its source prints it; None where that is multiply-adds."""
    reading = told.reading
    if reading.compute_g is None or reading.compute_unit == "macs":
        return None
    unit = UNITS[reading.compute_unit or "unstated"]
    return f"{number(reading.compute_g)} {unit}{', unit not stated' if unit == 'G' else ''}"


def cited_speed(result: Result, speed: TimeOnDevice) -> CitedSpeed:
    """Gives a speed of a result with its source."""
    readings = (item.reading for item in result.readings)
    told = next((item for item in readings if speed.told in (item.throughput, item.latency)), None)
    return CitedSpeed(
        value=number(speed.ms if speed.ms is not None else speed.ips),
        unit="ms" if speed.ms is not None else "images/s",
        device=speed.device,
        conditions=conditions_text(speed) or None,
        source=told.source if told else AI_HUB,
        at=told.at if told else None,
    )


def documents(results: Results, result: Result, keys: Iterable[str]) -> dict[str, Document]:
    """Gives the documents that some numbers of a result were read in.

    Args:
        results: The results of the catalogue.
        result: The result.
        keys: Keys of sources, as the numbers name them.
    """
    lines = {line.key: Document(document=line.text, url=line.url or None) for line in source_lines(result.paper)}
    timed = (item.url for item in results.timed[result.paper.id] if item.variant.name == result.variant.name)
    lines |= {
        COUNTED: Document(document="counted by lvkb on the model in timm"),
        AI_HUB: Document(document="Qualcomm AI Hub Models, on a checkpoint of its own", url=next(timed, None)),
    }
    return {key: lines[key] for key in dict.fromkeys(keys) if key in lines}
