"""The answer to a question for models, as JSON for programs; docs/terminal.md tells its shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lvkb import __version__
from lvkb.render.choice_texts import option_text
from lvkb.render.snippet_rows import model_snippet
from lvkb.views.picker import Answer, Choice, Question
from lvkb.views.question_words import pretrain_word, range_text
from lvkb.views.ranking import Entry, Step
from lvkb.views.widening import Widening

SCHEMA_VERSION = 1


def pick_json(answer: Answer, wider: Sequence[Widening]) -> str:
    """Gives an answer with all its rows. Numbers are texts with the digits of their sources, unknown ones null."""
    ranking = answer.ranking
    document = {
        "schema_version": SCHEMA_VERSION,
        "lvkb": __version__,
        "question": _question(answer.question),
        "models": len(ranking.rows),
        "hidden": ranking.hidden,
        "best": _named(answer, answer.best, dominates=answer.beaten),
        "cheapest": _named(answer, ranking.cheapest, dominates=answer.beaten_by_cheapest),
        "step": _step(answer, ranking.step),
        "bands": [[_row(answer.choices[entry], entry) for entry in band] for band in ranking.bands],
        "widen": [_widening(step) for step in wider],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _question(question: Question) -> dict[str, Any]:
    data, distilled, resolution, evaluation = question.conditions
    return {
        "pretrain": None if data is None else pretrain_word(data),
        "distilled": distilled,
        "resolution": resolution,
        "evaluation": evaluation,
        "limits": {name: range_text(name, limit) for name, limit in question.limits.ranges.items()},
        "device": question.device or None,
        "topic": question.topic or None,
        "timm": question.in_timm,
        "commercial": question.limits.commercial,
        "adjacent": not question.core,
        "unknown": question.unknown,
    }


def _named(answer: Answer, entry: Entry | None, *, dominates: int) -> dict[str, Any] | None:
    if entry is None:
        return None
    choice = answer.choices[entry]
    return {**_row(choice, entry), "dominates": dominates, "snippet": _snippet(choice)}


def _step(answer: Answer, step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    choice = answer.choices[step.entry]
    more = {"top1": _number(step.top1), "params_m": _number(step.params), "gmacs": _number(step.gmacs)}
    return {**_row(choice, step.entry), "more": more, "snippet": _snippet(choice)}


def _row(choice: Choice, entry: Entry) -> dict[str, Any]:
    result = choice.result
    return {
        "model": entry.model,
        "paper": choice.paper.id,
        "variant": result.variant.name,
        "year": entry.year,
        "top1": _number(entry.top1),
        "params_m": _number(entry.params),
        "params_from": result.params_m.origin if result.params_m else None,
        "gmacs": _number(entry.gmacs),
        "gmacs_from": result.gmacs.origin if result.gmacs else None,
        "setup": str(result.setup),
        "ms": _number(entry.ms),
        "images_per_s": _number(entry.ips),
        "timm": choice.timm or None,
        "weights_license": choice.license or None,
        "weights_of_another_setup": choice.has_other_weights,
    }


def _widening(step: Widening) -> dict[str, Any]:
    options = [option_text(name, limit) for name, limit in step.steps]
    return {"options": options, "models": step.models, "nearest": step.nearest.model}


def _snippet(choice: Choice) -> str | None:
    return model_snippet(choice.own) if choice.own else None


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
