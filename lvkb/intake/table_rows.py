"""The rows of a table: what model each is about, and what it says of the protocol."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from lvkb.intake.metric_columns import METRICS, Column
from lvkb.intake.table_cells import Cells
from lvkb.intake.table_lanes import is_applied_to, is_base
from lvkb.intake.table_layout import Row
from lvkb.intake.table_names import NO_FAMILY, Name, plain_name, read_name
from lvkb.intake.table_questions import SKIP, UNKNOWN, Question
from lvkb.intake.table_result import Shown
from lvkb.subject.bit_widths import bits_of_cell
from lvkb.subject.table_words import protocol_of

_BASELINE = re.compile(r"base(?:line)?|original|none", re.IGNORECASE)
"""What stands for no method in a column of methods, beside the model that it would be applied to."""

_RECIPE = re.compile(r"\btrain(?:ing)?\b|recipe|setting|setup|\bnotes?\b|remark|comment|schedule", re.IGNORECASE)
"""Headings of columns that tell the protocol in words."""


class Names:
    """Gives the model of each row; rows are taken in their order, since some go on from those above."""

    def __init__(self, columns: Sequence[Column], answers: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Takes the columns that name models, none, one or two, the answers to questions, and all rows."""
        texts = [[column.of(row.cells) for column in columns] for row in rows]
        pairs = {tuple(read_name(text, "").variant for text in both) for both in texts if len(both) > 1}
        names = Counter(pair[0] for pair in pairs)
        self._of_several = {name for name, count in names.items() if count > 1}
        self._printed = Counter(plain_name(" ".join(both)) for both in texts)
        self._columns = columns
        self._answers = answers
        self._last_base = ""
        self._last_printed = ""

    def of(self, row: Row) -> Name | None:
        """Gives the model of a row; None where it names none, or an answer leaves the row out."""
        if not self._columns:
            named = self._answers.get("model", "")
            return Name(named, named, key=named)
        texts = [column.of(row.cells) for column in self._columns]
        printed = next(filter(None, texts), "") or self._last_printed
        name = read_name(printed, self._last_base, family=self._answers.get("family", ""))
        if not any(texts) and printed:
            name = name._replace(doubt=name.doubt or "Its cell is empty, so it was taken from the row above.")
        if len(texts) > 1 and all(texts) and texts[0] != texts[1]:
            name = self._with_second(name, texts[1])
        elif len(self._columns) == 1 and is_base(self._columns[0]) and not name.base:
            name = name._replace(base=name.variant, doubt="Its heading says that it is the base of another.")
        self._last_printed = printed
        if not name.adds:
            self._last_base = name.variant
        key = name.printed_plain
        if name.doubt == NO_FAMILY and self._printed[key] > 1:  # another model in each group, mostly
            key = f"{key}, row {row.number}"
        name = name._replace(key=key)
        answer = self._answers.get(f"variant:{key}")
        if answer is None:
            return name if name.variant else None
        return name._replace(variant=answer, doubt="") if answer not in ("", SKIP, UNKNOWN) else None

    def _with_second(self, name: Name, text: str) -> Name:
        name = name._replace(printed=f"{name.printed} {text}")
        second = read_name(text, "").variant
        if is_applied_to(self._columns):
            if _BASELINE.fullmatch(name.variant):
                return name._replace(variant=second, doubt="")
            is_shared = name.variant in self._of_several
            return name._replace(base=second, variant=f"{second} + {name.variant}" if is_shared else name.variant)
        return name._replace(variant=f"{name.variant} {second}", doubt="Two columns name it.")


def is_recipe(column: Column) -> bool:
    """Tells a column that tells the protocol in words, such as `Setting` with `224px, 300 epochs`."""
    return not column.kind and _RECIPE.search(column.title) is not None


class Said(NamedTuple):
    """What a row says of the protocol, and what it leaves open."""

    values: dict[str, str]
    questions: tuple[Question, ...]
    shown: tuple[Shown, ...]


def _protocol_of_groups(row: Row, columns: Sequence[Column]) -> dict[str, str]:
    """Gives what the rows above say that name its group, and the columns before its name."""
    values: dict[str, str] = {}
    for group in row.groups:
        values |= protocol_of(group)
        values |= {"bits": bits} if (bits := bits_of_cell(group)) else {}
    for column in takewhile(lambda column: column.kind != "model", columns):
        values |= {} if column.kind else protocol_of(column.of(row.cells))
    return values


def _joined_bits(widths: Sequence[Shown]) -> str:
    """Gives the bits that several columns tell: those of weights and activations, or all of them."""
    initials = [item.title.strip("# ")[:1].casefold() for item in widths]
    bits = [item.value for item in widths]
    return (bits_of_cell("/".join(bits)) if initials == ["w", "a"] else "") or "-bit and ".join(dict.fromkeys(bits))


def protocol_of_row(row: Row, name: Name, columns: Sequence[Column], cells: Cells) -> Said:
    """Gives what a row says of the protocol: its groups first, then its name, then its cells, each before the next."""
    values = {**_protocol_of_groups(row, columns), **name.protocol}
    questions: list[Question] = []
    shown: list[Shown] = []
    for column in columns:
        if is_recipe(column):
            values |= protocol_of(column.of(row.cells))
    for column in columns:
        if column.kind not in (*METRICS, "model", "speed", ""):
            found = cells.of(row, column)
            values |= found.values
            questions += found.questions
            text = column.of(row.cells)
            shown += (Shown(column.title, text, key, value) for key, value in found.values.items())
    widths = [item for item in shown if item.key == "bits"]
    if len(widths) > 1:
        values["bits"] = _joined_bits(widths)
    if name.base:
        values["base"] = name.base
    return Said(values, tuple(questions), tuple(shown))
