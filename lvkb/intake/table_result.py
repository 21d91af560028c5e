"""What tables are read as: readings with what was read as what, questions, and what was passed over."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from lvkb.intake.table_questions import Question

WHOLE = frozenset(
    {"resolution", "train_resolution", "epochs", "merged_per_layer", "tokens", "exit_layer", "batch", "threads"}
)
"""Keys whose values are whole numbers; those of all others are texts, so that digits stay as printed."""

ORDER = (
    "variant", "base", "source", "at", "resolution", "train_resolution", "pretrain", "distilled", "teacher",
    "epochs", "form", "evaluation",
    "keep_ratio", "merged_per_layer", "threshold", "exit_layer", "tokens", "params_m", "compute_g", "compute_unit",
    "images_per_s", "ms",
    "device", "precision", "batch", "runtime", "threads", "top1", "top5", "exactness", "mark", "note",
)  # fmt: skip

FIGURES = frozenset({"top1", "top5", "params_m", "compute_g", "images_per_s", "ms"})
"""The keys that make a reading: one without any of them says nothing."""


class Shown(NamedTuple):
    """What one cell was read as: its heading, its text, the key and the value."""

    title: str
    text: str
    key: str
    value: str


@dataclass(slots=True)
class TableReading:
    """A reading of a table.

    Attributes:
        values: Its values by key, speeds and settings flat beside the others.
        line: Line of its row.
        column: Column of its name.
        place: Row or column of the table, in words.
        number: Number of its row among those of its table, from 1.
        shown: What was read as what.
        printed: The name of the model as its cells have it, by which answers name it.
    """

    values: dict[str, str]
    line: int
    column: int
    place: str
    number: int
    shown: list[Shown] = field(default_factory=list)
    printed: str = ""

    def ordered(self) -> dict[str, str | int]:
        """Gives its values in the order of records."""
        return {key: int(self.values[key]) if key in WHOLE else self.values[key] for key in ORDER if key in self.values}


@dataclass(slots=True)
class TableResult:
    """What tables were read as.

    Attributes:
        readings: The readings, in the order of the rows.
        questions: What has to be answered before they are used.
        tables: Number of tables that gave readings.
        passed_over: What was left aside, each with the reason.
    """

    readings: list[TableReading] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    tables: int = 0
    passed_over: list[str] = field(default_factory=list)
    _asked: dict[str, tuple[Question, dict[int, None]]] = field(default_factory=dict)

    def of_rows(self, numbers: frozenset[int] | None) -> TableResult:
        """Gives what was read in some rows alone, None for all; questions about no row that is left fall away."""
        if numbers is None:
            return self
        kept = [index for index, reading in enumerate(self.readings) if reading.number in numbers]
        new = {old: index for index, old in enumerate(kept)}
        questions = [
            question._replace(readings=tuple(new[index] for index in question.readings if index in new))
            for question in self.questions
            if not question.readings or new.keys() & set(question.readings)
        ]
        return TableResult([self.readings[index] for index in kept], questions, self.tables, self.passed_over)

    def place(self, source: str | None, at: str | None) -> None:
        """Says of every reading where it stands: `Table 2, row 3 (MobileViT-S)`."""
        for reading in self.readings:
            reading.values |= {"source": source} if source else {}
            reading.values |= {"at": f"{at}, {reading.place}"} if at else {}

    def ask(self, question: Question) -> None:
        """Notes a question; one that is asked already is about more readings."""
        _, readings = self._asked.setdefault(question.key, (question, {}))
        readings.update(dict.fromkeys(question.readings))

    def settle(self, answered: Container[str]) -> None:
        """Takes up the questions that were asked, but those with an answer."""
        self.questions += (
            question._replace(readings=tuple(readings))
            for key, (question, readings) in self._asked.items()
            if key not in answered
        )
        self._asked.clear()
