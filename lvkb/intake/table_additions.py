"""Readings of a table to what is added to a record: not what it holds already, and nothing that contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from lvkb.catalog import Catalog
from lvkb.editing import Value, add_readings
from lvkb.intake.table_questions import UNKNOWN, Question
from lvkb.intake.table_reading_data import as_reading, needs_base, reading_data
from lvkb.intake.table_result import TableReading
from lvkb.intake.table_variants import base_reference, match_variants, name_key
from lvkb.layout import PAPERS
from lvkb.records import Paper, Reading
from lvkb.results.protocol import completed, protocol_of
from lvkb.subject.metrics import METRICS

_ROW = re.compile(r"\brow (\d+)")
_PLACE = re.compile(r"(?P<place>[^,]*+),?\s*(?P<rest>.*)", re.DOTALL)


@dataclass(slots=True)
class Additions:
    """What a table adds to a record.

    Attributes:
        paper: The record.
        readings: New readings by variant.
        questions: What has to be asked before.
        held: Words on readings that the record holds already.
        conflicts: Words on readings of the record for the same place with other figures.
    """

    paper: Paper
    readings: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Number of new readings."""
        return sum(map(len, self.readings.values()))

    def written_into(self, content: bytes) -> bytes:
        """Gives the text of the record with the new readings in it.

        Raises:
            EditRefused: The text cannot be changed without loss.
        """
        path = f"{PAPERS}/{self.paper.id}.yml"
        for variant, readings in self.readings.items():
            content = add_readings(content, path, variant, readings)
        return content


def plan_additions(
    readings: Sequence[TableReading], paper: Paper, catalog: Catalog, answers: Mapping[str, str]
) -> Additions:
    """Works out what the readings of a table add to a record.

    Args:
        readings: The readings, with source and place.
        paper: The record.
        catalog: All records, in which the models that methods are applied to are looked up.
        answers: What was asked already.
    """
    matched = match_variants(readings, paper, answers)
    plan = Additions(paper, questions=matched.questions)
    held = {name_key(variant.name): variant for variant in paper.variants}
    for index, reading in enumerate(readings):
        name = matched.names[reading.values["variant"]]
        if not name:
            continue
        base = reading.values.get("base", "")
        if needs_base(reading) and not base:
            base = answers.get("base", "")
            if not base:
                text = "Which model do these settings change? A keep ratio says nothing without it."
                plan.questions.append(Question("base", text, 0, 0, (index,), "", "--answer base=deit/DeiT-S"))
        data = reading_data(reading, "" if base in ("", UNKNOWN) else base_reference(base, catalog))
        variant = held.get(name_key(name))
        if variant is None or not _is_known(data, variant.name, catalog, plan):
            plan.readings.setdefault(name, []).append(data)
    plan.questions = list({question.key: question for question in plan.questions}.values())
    return plan


def _is_known(data: Mapping[str, Value], variant: str, catalog: Catalog, plan: Additions) -> bool:
    """Tells whether the record holds a reading already, and notes a contradiction to one."""
    try:
        new = as_reading(data)
    except ValidationError:
        return False  # the check of the whole record says what is wrong
    for numbers, other in _held(plan.paper, variant):
        if not _is_same_place(other, new) or not _may_be_one(
            new, completed(other, plan.paper.protocols.get(other.protocol or ""))
        ):
            continue
        shared = [metric for metric in METRICS if metric.of(new) is not None and metric.of(other) is not None]
        place = catalog.at(plan.paper.id, "variants", numbers[0], "readings", numbers[1])
        differing = [metric for metric in shared if metric.of(new) != metric.of(other)]
        if differing:
            figures = ", ".join(
                f"{metric.noun} {metric.of(other)} there and {metric.of(new)} here" for metric in differing
            )
            plan.conflicts.append(f'{place}: the record has "{other.at}" of {variant} with other figures: {figures}.')
            return True
        if shared and len(shared) == sum(metric.of(new) is not None for metric in METRICS):
            plan.held.append(f'{place}: "{new.at}" of {variant} is there already.')
            return True
    return False


def _held(paper: Paper, variant: str) -> Iterator[tuple[tuple[int, int], Reading]]:
    for number, held in enumerate(paper.variants):
        if held.name == variant:
            yield from (((number, index), reading) for index, reading in enumerate(held.readings))


def _is_same_place(one: Reading, two: Reading) -> bool:
    """Tells whether two readings stand in one row of one table, however the row is called."""
    if one.source != two.source:
        return False
    first, second = _parts(one.at), _parts(two.at)
    if first[0] != second[0]:
        return False
    rows = _ROW.search(first[1]), _ROW.search(second[1])
    if rows[0] and rows[1] and rows[0][1] != rows[1][1]:
        return False
    return ("column" in first[1]) == ("column" in second[1]) or first[1] == second[1]


def _parts(at: str) -> tuple[str, str]:
    match = _PLACE.fullmatch(at.casefold())
    assert match is not None
    return match["place"].strip(), match["rest"]


def _may_be_one(one: Reading, two: Reading) -> bool:
    speeds = [(one.throughput, two.throughput), (one.latency, two.latency)]
    if any(a and b and (a.device, a.batch, a.precision) != (b.device, b.batch, b.precision) for a, b in speeds):
        return False
    return protocol_of(one).fits(protocol_of(two))
