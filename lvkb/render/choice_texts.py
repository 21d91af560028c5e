"""A question for models and the choices that answer it, in the words of the site's picker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lvkb.render.shown_figures import UNKNOWN_MARK, accuracy, cost, shown_accuracy, shown_cost
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.setups import EVALUATIONS, UNKNOWN
from lvkb.views.picker import Answer, Choice, Question
from lvkb.views.question_words import range_text
from lvkb.views.ranking import Conditions, Entry, Range, noise
from lvkb.views.widening import Widening
from lvkb.wording import amount

_UNITS = {
    "params": "{} M parameters",
    "gmacs": "{} GMACs",
    "top1": "{} % top-1",
    "year": "year {}",
    "ms": "{} ms",
    "ips": "{} images/s",
}
"""Limits in the order in which the site has them, with their units."""

_OPTIONS = {"data": "pretrain"}
"""Options that are called otherwise than the part of the setup that they ask for."""

_FLAGS = {
    "commercial": "without --commercial",
    "timm": "without --timm",
    "topic": "without --topic",
    "adjacent": "--adjacent",
    "unknown": "--unknown",
}
_MINUS = "\N{MINUS SIGN}"


def question_text(question: Question) -> str:
    """Gives what was asked for in a line: the setup, then the limits."""
    return "; ".join([setup_text(question.conditions), *_asked(question)])


def setup_text(conditions: Conditions) -> str:
    """Gives a setup in words: `no pre-training, no distillation, 224 px, supervised`."""
    data, distilled, size, evaluation = conditions
    before = {None: "any pre-training", DEFAULT_DATASET: "no pre-training", UNKNOWN: "pre-training not stated"}
    taught = {
        None: "distilled or not", "no": "no distillation", "yes": "distilled", UNKNOWN: "distillation not stated",
    }  # fmt: skip
    sizes = {None: "any image size", UNKNOWN: "image size not stated"}
    how = "any evaluation" if evaluation is None else EVALUATIONS.get(evaluation, evaluation)
    parts = (before.get(data, f"pre-trained on {data}"), taught[distilled], sizes.get(size, f"{size} px"), how)
    return ", ".join(parts)


def _asked(question: Question) -> Iterator[str]:
    ranges = question.limits.ranges
    yield from (range_words(name, ranges[name]) for name in _UNITS if name in ranges)
    if question.device:
        yield f"speed on {question.device}"
    if question.topic:
        yield f"topic {question.topic}"
    if question.in_timm:
        yield "weights in timm"
    if question.limits.commercial:
        yield "weights for commercial use"
    if not question.core:
        yield "also papers beside the field"
    if question.unknown:
        yield "also what nobody tells"


def range_words(name: str, limit: Range) -> str:
    """Gives a range in words: `at most 6 M parameters`, `from 2 to 6 GMACs`."""
    least, most = ("" if bound is None else f"{bound:f}" for bound in limit)
    words = f"from {least} to {most}" if least and most else f"at least {least}" if least else f"at most {most}"
    return _UNITS[name].format(words)


def figures_text(choice: Choice, entry: Entry) -> str:
    """Gives the figures of a choice in a line: `78.4 % top-1, 5.6 M parameters, 2.03* GMACs`."""
    result = choice.result
    params = f"{shown_cost(result.params_m)} M parameters" if result.params_m else "unknown parameters"
    gmacs = f"{shown_cost(result.gmacs)} GMACs" if result.gmacs else "unknown GMACs"
    parts = [f"{shown_accuracy(result.top1)} % top-1", params, gmacs]
    return ", ".join([*parts, *([speed_text(entry)] if speed_text(entry) else [])])


def speed_text(entry: Entry) -> str:
    """Gives the best speed on the device that was asked for; empty without any."""
    told = (f"{cost(entry.ms)} ms" if entry.ms else "", f"{cost(entry.ips)} images/s" if entry.ips else "")
    return ", ".join(filter(None, told))


def about_best(answer: Answer) -> str:
    """Gives what ties with the best, and how many models it dominates."""
    ties, others = len(answer.ranking.bands[0]) - 1, len(answer.ranking.rows) - 1
    tied = f"{amount(ties, 'model')} {'ties' if ties == 1 else 'tie'} with it." if ties else "Nothing ties with it."
    if not others:
        return tied
    share = f"{answer.beaten or 'none'} of the other {others}"
    if not answer.beaten:
        return f"{tied} It dominates {share}."
    they = "that one is" if answer.beaten == 1 else "they are"
    return f"{tied} It dominates {share}: {they} neither more accurate, nor smaller, nor cheaper."


def difference(best: Entry, other: Entry) -> str:
    """Gives what another model differs by: `+1.20 points, +0.6 GMACs, as many M parameters`."""
    parts = [f"{_signed(other.top1 - best.top1)} points"]
    for noun, one, two in (("GMACs", best.gmacs, other.gmacs), ("M parameters", best.params, other.params)):
        if one is not None and two is not None:
            change = two - one
            told = "as many" if change == 0 else f"{'+' if change > 0 else _MINUS}{cost(abs(change))}"
            parts.append(f"{told} {noun}")
    return ", ".join(parts)


def _signed(value: Decimal) -> str:
    text = f"{abs(value):.2f}"
    return "0" if Decimal(text) == 0 else f"{'+' if value > 0 else _MINUS}{text}"


def band_title(band: Sequence[Entry], nr: int) -> str:
    """Gives the title of a band, from 0: `Band 2: 78.4 to 78.1 %, 3 models`; that of the best tells the noise."""
    high, low = accuracy(band[0].top1), accuracy(band[-1].top1)
    span = f"{high} %" if high == low else f"{high} to {low} %"
    title = f"{f'Band {nr + 1}' if nr else 'Best'}: {span}, {amount(len(band), 'model')}"
    if nr or len(band) == 1:
        return title
    width = noise(band[0].top1, band[0].top1)
    return f"{title}; differences up to {width:.2f} points are within the noise of 50,000 test images"


def counts_text(answer: Answer) -> str:
    """Gives how many models there are, and how many are left out for a value that nobody tells."""
    shown = f"{amount(len(answer.ranking.rows), 'model')}."
    hidden = answer.ranking.hidden
    if not hidden:
        return shown
    return f"{shown} {hidden} more would pass but for a value that nobody tells: --unknown shows them."


def widening_options(widening: Widening) -> str:
    """Gives a step that lets models in as the options that make it: `--params 6.5 --gmacs 1.2`."""
    return " ".join(option_text(name, limit) for name, limit in widening.steps)


def widening_gain(widening: Widening) -> str:
    """Gives what a step lets in: `2 models, first A-S, 78.4 % top-1`."""
    entry = widening.nearest
    variant = entry.model.partition("/")[2]
    return f"{amount(widening.models, 'model')}, first {variant}, {accuracy(entry.top1)} % top-1"


def option_text(name: str, limit: Range | None) -> str:
    """Gives a step as the option that makes it."""
    if limit is not None:
        return f"--{name} {range_text(name, limit)}"
    return _FLAGS.get(name) or f"--{_OPTIONS.get(name, name)} any"


def or_unknown(text: str) -> str:
    """Gives a text, or a dash for an empty one."""
    return text or UNKNOWN_MARK
