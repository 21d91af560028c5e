"""What to widen where no model keeps all limits: for each limit the least step that lets one in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.views.picker import Answer, Question, pick
from lvkb.views.ranking import Entry, Range, within
from lvkb.views.workspace import Workspace

_LEAST = Decimal("1e-9")
_UNKNOWN: tuple[tuple[str, None], ...] = (("unknown", None),)


class Widening(NamedTuple):
    """A step that lets models in.

    Attributes:
        steps: The limits that change with it: ranges by their value, else what is dropped; more than one only where
            none does alone.
        models: How many models it lets in.
        nearest: The model that it lets in first.
    """

    steps: tuple[tuple[str, Range | None], ...]
    models: int
    nearest: Entry


class Answered(NamedTuple):
    """An answer, and what to widen where it is empty."""

    answer: Answer
    wider: tuple[Widening, ...]


def answered(rows: Workspace, question: Question) -> Answered:
    """Answers a question; where no model keeps the limits, it tells what to widen.

    Args:
        rows: The workspace of the catalogue.
        question: What is asked for.
    """
    answer = pick(rows, question)
    return Answered(answer, () if answer.best else widenings(rows, answer))


def widenings(rows: Workspace, answer: Answer) -> tuple[Widening, ...]:
    """Gives what to widen so that an empty answer has models; nothing where nothing helps.

    Each step alone lets models in. Where none does so without models of unknown values, the first one has several
    steps, to the model that misses the fewest limits, and those by the least.

    Args:
        rows: The workspace.
        answer: The empty answer.
    """
    question = answer.question
    ranges = (step for name in question.limits.ranges if (step := _range(answer.choices, question, name)))
    found = (*ranges, *_dropped(rows, question))
    is_told = any(step.steps != _UNKNOWN for step in found)
    return found if is_told else (*_together(answer.choices, question), *found)


def _range(entries: Iterable[Entry], question: Question, name: str) -> Widening | None:
    """Gives the least step of one range, all other limits as they are."""
    others = question.limits.changed({name: Range()})
    kept = [item for item in entries if getattr(item, name) is not None and _passes(question, others.hold(item))]
    if not kept:
        return None
    limit = question.limits.ranges[name]
    nearest = min(kept, key=lambda item: (_miss(item, name, limit), -item.top1, item.model))
    wider = _widened(nearest, name, limit)
    models, _ = within(kept, question.limits.changed({name: wider}), unknown=question.unknown)
    return Widening(((name, wider),), len(models), nearest)


def _passes(question: Question, holds: bool | None) -> bool:
    return holds is True or (holds is None and question.unknown)


def _miss(entry: Entry, name: str, limit: Range) -> Decimal:
    """Gives the factor by which a value misses a range; 1 or less for one inside."""
    value = Decimal(getattr(entry, name))
    if limit.most is not None and value > limit.most:
        return value / max(limit.most, _LEAST)
    return (limit.least or _LEAST) / max(value, _LEAST)


def _widened(entry: Entry, name: str, limit: Range) -> Range:
    value = Decimal(getattr(entry, name))  # years are whole numbers
    above = limit.most is not None and value > limit.most
    return limit._replace(most=value) if above else limit._replace(least=value)


def _dropped(rows: Workspace, question: Question) -> Iterator[Widening]:
    """Gives what lets models in when it is dropped as a whole: parts of the setup, topic, timm, licence, unknowns."""
    for name, wider in _wider(question):
        found = pick(rows, wider).ranking.rows
        if found:
            yield Widening(((name, None),), len(found), found[0])


def _wider(question: Question) -> Iterator[tuple[str, Question]]:
    if question.limits.commercial:
        yield "commercial", question._replace(limits=question.limits._replace(commercial=False))
    if question.in_timm:
        yield "timm", question._replace(in_timm=False)
    if question.topic:
        yield "topic", question._replace(topic="")
    for part, value in question.conditions._asdict().items():
        if value is not None:
            yield part, question._replace(conditions=question.conditions._replace(**{part: None}))
    if question.core:
        yield "adjacent", question._replace(core=False)
    if not question.unknown:
        yield "unknown", question._replace(unknown=True)


def _together(entries: Iterable[Entry], question: Question) -> Iterator[Widening]:
    """Gives the steps to the entry that misses the fewest limits, of those whose values are known."""
    known = [(steps, item) for item in entries if (steps := _steps(item, question))]
    if not known:
        return
    limits = question.limits.ranges
    steps, nearest = min(known, key=lambda one: (len(one[0]), _product(one[1], one[0], limits), -one[1].top1))
    yield Widening(tuple(steps), 1, nearest)


def _steps(entry: Entry, question: Question) -> Sequence[tuple[str, Range | None]]:
    """Gives all the steps to an entry; none where one is of a value that is not known, or where it passes."""
    found: list[tuple[str, Range | None]] = []
    for name, limit in question.limits.ranges.items():
        holds = limit.holds(getattr(entry, name))
        if holds is None and not question.unknown:
            return ()
        if holds is False:
            found.append((name, _widened(entry, name, limit)))
    if question.limits.commercial and not _passes(question, entry.commercial):
        found.append(("commercial", None))
    return found


def _product(entry: Entry, steps: Iterable[tuple[str, Range | None]], limits: dict[str, Range]) -> Decimal:
    product = Decimal(1)
    for name, wider in steps:
        product *= _miss(entry, name, limits[name]) if wider else 1
    return product
