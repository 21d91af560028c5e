"""The tool `pick`: the models that keep a budget, by the rules of `lvkb pick`."""

from __future__ import annotations

from collections.abc import Container
from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from lvkb.mcp_server.asked_base import Answer, Arguments, Limit, Name, Offset
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.mcp_server.model_rows import ModelRow
from lvkb.mcp_server.plain_words import argument_words, digits, limit_text
from lvkb.render.choice_texts import (
    band_title,
    counts_text,
    figures_text,
    question_text,
    widening_gain,
    widening_options,
)
from lvkb.render.pick_report import NO_STEP, NOTHING, NOTHING_HELPS, cards, choice_with_snippet
from lvkb.render.snippet_rows import model_snippet
from lvkb.views.picker import Answer as Picked
from lvkb.views.question_words import RANGES, Asked, AskedSetup, question_of
from lvkb.views.ranking import Entry
from lvkb.views.widening import Widening, answered

Bound = Annotated[StrictInt | StrictFloat | StrictStr, Field(union_mode="left_to_right")]


class PickArguments(Arguments):
    """A budget. Ranges are numbers, or text: `6`, `2-6`, `2-` or `-6`."""

    params: Annotated[Bound | None, Field(description="Parameters in millions, at most; or a range.")] = None
    gmacs: Annotated[Bound | None, Field(description="Multiply-adds for one image in 10^9, at most; or a range.")] = (
        None
    )
    top1: Annotated[Bound | None, Field(description="Top-1 accuracy in per cent, at least; or a range.")] = None
    year: Annotated[Bound | None, Field(description="Year of the paper, at least; or a range.")] = None
    device: Annotated[
        Name | None, Field(description="Device that speeds are of, in any spelling; `search` finds the names.")
    ] = None
    ms: Annotated[Bound | None, Field(description="Milliseconds on the device, at most; needs `device`.")] = None
    ips: Annotated[Bound | None, Field(description="Images per second on the device, at least; needs it too.")] = None
    resolution: Annotated[
        StrictInt | Name, Field(description="Image size: 192, 224, 256, 384, 512, unknown, or any.")
    ] = 224
    pretrain: Annotated[
        Name, Field(description="Pre-training: none, its data (such as imagenet-21k), unknown, or any.")
    ] = "none"
    distilled: Annotated[Name, Field(description="Trained with a teacher: no, yes, unknown, or any.")] = "no"
    evaluation: Annotated[Name, Field(description="supervised, linear-probe, knn, zero-shot, or any.")] = "supervised"
    topic: Annotated[Name | None, Field(description="Node of the taxonomy; `search` finds the paths.")] = None
    timm: Annotated[bool, Field(description="Only weights that timm has.")] = False
    commercial: Annotated[bool, Field(description="Only weights whose licence allows commercial use.")] = False
    adjacent: Annotated[bool, Field(description="Also papers beside the field, such as convolutional networks.")] = (
        False
    )
    unknown: Annotated[bool, Field(description="Also models that pass but for a value that nobody tells.")] = False
    limit: Limit = 10
    offset: Offset = 0


class Card(Answer):
    """One of the models that an answer is about."""

    title: str
    model: str
    figures: str
    about: Annotated[str, Field(description="Against the others: ties within noise, what it dominates, what it costs")]
    row: Annotated[ModelRow | None, Field(description="The model, where it is none of `rows`")] = None


class RankedRow(Answer):
    """A model with the band that it stands in: accuracies of one band lie within the noise of the test images."""

    band: int
    row: ModelRow


class Widen(Answer):
    """What lets models in where none is left."""

    change: str
    lets_in: str


class PickAnswer(Answer):
    """Models within a budget."""

    asked_for: Annotated[str, Field(description="The whole question, defaults included")]
    found: str
    models: Annotated[int, Field(description="Models that keep all limits")]
    cards: Annotated[tuple[Card, ...], Field(description="The best, the cheapest of its tie, the next step up")] = ()
    no_step: str | None = None
    bands: Annotated[tuple[str, ...], Field(description="Bands that the rows stand in, the first is number 1")] = ()
    rows: tuple[RankedRow, ...] = ()
    next_offset: Annotated[int | None, Field(description="`offset` for the next rows; absent at the end")] = None
    nothing: str | None = None
    widen: tuple[Widen, ...] = ()
    python_for: str | None = None
    python: Annotated[str | None, Field(description="Runs that model with timm")] = None


def asked_by(given: PickArguments) -> Asked:
    """Gives the question as it was written."""
    limits = {name: limit_text(name, value) for name in RANGES if (value := getattr(given, name)) is not None}
    return Asked(
        ranges=limits,
        setup=AskedSetup(given.pretrain, given.distilled, digits(given.resolution), given.evaluation),
        device=given.device or "",
        topic=(given.topic or "").strip("/"),
        timm=given.timm,
        commercial=given.commercial,
        adjacent=given.adjacent,
        unknown=given.unknown,
    )


def pick_models(data: Knowledge, given: PickArguments) -> PickAnswer:
    """Answers a question for models.

    Raises:
        WrongUse: A word is unknown, or no range.
    """
    answer, wider = answered(data.space, question_of(asked_by(given), data.space))
    asked = question_text(answer.question)
    if not answer.best:
        return _nothing(asked, wider)
    banded = [(nr, entry) for nr, band in enumerate(answer.ranking.bands, 1) for entry in band]
    shown = banded[given.offset : given.offset + given.limit]
    after = given.offset + len(shown)
    runs = choice_with_snippet(answer)
    return PickAnswer(
        asked_for=asked,
        found=argument_words(counts_text(answer)),
        models=len(banded),
        cards=_cards(data, answer, {entry for _, entry in shown}),
        no_step=None if answer.ranking.step else NO_STEP,
        bands=tuple(band_title(answer.ranking.bands[nr - 1], nr - 1) for nr in sorted({nr for nr, _ in shown})),
        rows=tuple(RankedRow(band=nr, row=data.rows.row(answer.choices[entry])) for nr, entry in shown),
        next_offset=after if after < len(banded) else None,
        python_for=runs.entry.model if runs else None,
        python=model_snippet(runs.own) if runs and runs.own else None,
    )


def _cards(data: Knowledge, answer: Picked, shown: Container[Entry]) -> tuple[Card, ...]:
    return tuple(
        Card(
            title=item.title,
            model=item.entry.model,
            figures=figures_text(item.choice, item.entry),
            about=item.about,
            row=None if item.entry in shown else data.rows.row(item.choice),
        )
        for item in cards(answer)
    )


def _nothing(asked: str, wider: tuple[Widening, ...]) -> PickAnswer:
    return PickAnswer(
        asked_for=asked,
        found="0 models.",
        models=0,
        nothing=NOTHING if wider else f"{NOTHING} {NOTHING_HELPS}",
        widen=tuple(
            Widen(change=argument_words(widening_options(step)), lets_in=widening_gain(step)) for step in wider
        ),
    )
