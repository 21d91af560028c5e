"""The tool `compare`: two to eight models, what differs in their protocols first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.errors import WrongUse
from lvkb.mcp_server.asked_base import Answer, Arguments, Name
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.mcp_server.model_rows import ModelRow
from lvkb.render.choice_texts import difference
from lvkb.render.figure_texts import applied_text
from lvkb.render.related_columns import PROTOCOL_PARTS, protocol_parts
from lvkb.render.shown_figures import cost
from lvkb.views.picker import Choice
from lvkb.views.question_words import Asked, question_of
from lvkb.views.ranking import noise
from lvkb.views.side_by_side import Pair, SideBySide, side_by_side

_SAME = "All are of one setup ({}): their accuracies may be compared."
_OTHER = "They have no setup in common, since they differ in {}: a lead in accuracy may not be of the model alone."


_SETUP_PARTS = {
    "pre-training": "data",
    "distillation": "distilled",
    "image size": "resolution",
    "evaluation": "evaluation",
}
"""What the parts of a setup are called."""


class CompareArguments(Arguments):
    """Models."""

    models: Annotated[
        tuple[Name, ...],
        Field(min_length=2, max_length=8, description="Two to eight models: names, paper-id/Model or timm names."),
    ]
    device: Annotated[Name | None, Field(description="Device that speeds are of; any by default.")] = None


class Difference(Answer):
    """A part of the protocol in which models differ."""

    part: str
    values: Annotated[dict[str, str], Field(description="By model")]


class ComparedPair(Answer):
    """Two models."""

    more_accurate: str
    other: str
    difference: Annotated[str, Field(description="The other against the first: top-1, GMACs, parameters")]
    tie: Annotated[
        bool | None,
        Field(description="Whether the accuracies differ by no more than noise; absent where setups are not the same"),
    ] = None
    about: str


class CompareAnswer(Answer):
    """Models side by side."""

    same_setup: bool
    verdict: str
    differences: Annotated[tuple[Difference, ...], Field(description="Of the protocols")]
    shared: Annotated[tuple[str, ...], Field(description="What all protocols have in common")]
    pairs: Annotated[tuple[ComparedPair, ...], Field(description="Every two models")]
    rows: tuple[ModelRow, ...]


def compare_models(data: Knowledge, given: CompareArguments) -> CompareAnswer:
    """Compares models.

    Raises:
        WrongUse: A name is unknown, is of a paper with several models, or stands for one that is named already.
    """
    named = data.names.look_up_all(given.models)
    device = question_of(Asked(device=given.device or ""), data.space).device
    found = side_by_side(data.space, named, device)
    models = [choice.entry.model for choice in found.rows]
    if len(set(models)) < len(models):
        raise WrongUse(f"name different models: these are {', '.join(models)}.")
    parts = {name: [_part(choice, nr) for choice in found.rows] for nr, name in enumerate(PROTOCOL_PARTS)}
    parts["applied to"] = [_applied(choice) for choice in found.rows]
    return CompareAnswer(
        same_setup=found.setup is not None,
        verdict=_verdict(found),
        differences=tuple(
            Difference(part=name, values=dict(zip(models, values, strict=True)))
            for name, values in parts.items()
            if len(set(values)) > 1
        ),
        shared=tuple(f"{name}: {values[0]}" for name, values in parts.items() if len(set(values)) == 1),
        pairs=tuple(map(_pair, found.pairs)),
        rows=tuple(map(data.rows.row, found.rows)),
    )


def _part(choice: Choice, nr: int) -> str:
    return protocol_parts(choice)[nr] or "not stated"


def _applied(choice: Choice) -> str:
    return applied_text(choice.result.protocol.base, choice.result.protocol.setting) or "no other model"


def _verdict(found: SideBySide) -> str:
    if found.setup is not None:
        return _SAME.format(found.setup)
    setups = [row.result.setup for row in found.rows]
    parts = (name for name, field in _SETUP_PARTS.items() if len({getattr(setup, field) for setup in setups}) > 1)
    return _OTHER.format(", ".join(parts))


def _pair(pair: Pair) -> ComparedPair:
    first, other = pair.better.entry, pair.other.entry
    return ComparedPair(
        more_accurate=first.model,
        other=other.model,
        difference=difference(first, other),
        tie=pair.is_tie,
        about=_about(pair),
    )


def _about(pair: Pair) -> str:
    first, other = pair.better.entry, pair.other.entry
    if pair.is_tie is None:
        return "Of different setups: no tie or lead can be told."
    width = f"{cost(noise(first.top1, other.top1))} points, the noise of the test images"
    told = f"They tie: the difference is within {width}." if pair.is_tie else f"The difference is beyond {width}."
    leader = first.model if pair.dominates else other.model if pair.is_dominated else ""
    return f"{told} {leader} dominates: it is no less accurate, no larger and no dearer." if leader else told
