"""A cell below a known heading to the values of a reading, with questions about what the two leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.documents.table_grid import Cell
from lvkb.intake.metric_columns import ACCURACIES, SPEEDS, Column
from lvkb.intake.table_column_figures import ColumnFigures
from lvkb.intake.table_figures import (
    SPEED_UNITS,
    Figure,
    has_decimal_commas,
    has_decimal_points,
    is_unknown,
    marks_of,
    parse_figure,
    scaled,
    without_marks,
)
from lvkb.intake.table_layout import Layout, Row
from lvkb.intake.table_names import size_of
from lvkb.intake.table_questions import UNKNOWN, Question, answered
from lvkb.subject.bit_widths import bits_of_cell
from lvkb.subject.metrics import PARAMS, TOP1
from lvkb.subject.table_words import NO, YES, compute_unit, pretraining, protocol_of

_POWERS = {"K": 3, "M": 6, "G": 9, "1": 0}
PRINTS = "The source prints "
"""How notes on errors begin."""

_COUNTED = re.compile(r"[kmgt]?\W{0,2}(?:flops?|macs?|m-?adds?|mult|ops|param|weights)|#", re.IGNORECASE)
"""What a cell of parameters or compute counts, where it says so; bytes and shares are none of it."""

_FIGURE_BEHIND = re.compile(r"\s*[(\[]\s*\d{1,3}(?:[.,]\d+)?\s*%?\s*[)\]]$")
"""The accuracy of a teacher behind its name."""

_ANOTHER = re.compile(r"[(\[]\s*\d{2,3}(?:[.,]\d+)?\s*%\s*[)\]]")
"""An accuracy in brackets behind another one."""

_RAISED_TWO = re.compile(r"(?<!10)(?:\u00b2|\^\{2\})\s*$")
"""A raised 2 behind a figure that is no size, which marks a footnote."""

_TIMES = {"ms": 0, "s": 3, "us": -3}
_TITLES = {"top1": "top-1", "top5": "top-5"}


class Found(NamedTuple):
    """What a cell tells.

    Attributes:
        values: Values of a reading by key.
        marks: Its footnote marks.
        questions: What it leaves open.
    """

    values: dict[str, str]
    marks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def says(self) -> bool:
        """Tells whether there is anything in the cell."""
        return bool(self.values or self.questions)


class Cells:
    """Reads the cells of one table."""

    def __init__(self, layout: Layout, answers: Mapping[str, str]) -> None:
        self._layout = layout
        self._answers = answers
        figures = [column for column in layout.columns if column.kind not in ("model", "", "teacher")]
        texts = [column.of(row.cells) for row in layout.rows for column in figures]
        self._comma, self._points = has_decimal_commas(texts), has_decimal_points(texts)
        self._known: dict[Column, ColumnFigures] = {}
        self._speeds = [column for column in layout.columns if column.kind in (*SPEEDS, "speed")]

    def of(self, row: Row, column: Column) -> Found:
        """Gives what the cell of a column in a row tells."""
        place = row.cells[column.index]
        whole = self._answers.get(_cell_key(place), place.text)
        text = column.piece("" if whole == UNKNOWN else whole)
        if text is None:
            return self._unread(place.text, column, place)
        if column.kind == "dataset":
            return Found({})
        if column.kind in ("pretrain", "distilled", "teacher", "bits"):
            return self._words(text, column, place)
        if is_unknown(text):
            return Found({})
        if column.kind in ("resolution", "train_resolution"):
            size = size_of(without_raised(text))
            return Found({column.kind: size}) if size else self._unread(text, column, place)
        figure = parse_figure(_RAISED_TWO.sub("", text), has_decimal_comma=self._comma)
        if figure is None or (column.kind in ACCURACIES and _ANOTHER.search(text)):
            return self._unread(text, column, place)
        return self._figure(figure, text, column, place)

    def _figure(self, figure: Figure, text: str, column: Column, place: Cell) -> Found:
        match column.kind:
            case "top1" | "top5" | "accuracy":
                found = self._accuracy(figure, column, place)
            case "params":
                found = self._params(figure, column, place)
            case "compute":
                found = self._compute(figure, column, place)
            case "throughput" | "latency" | "speed":
                found = self._speed(figure, column, place)
            case "keep_ratio":
                share = scaled(figure.number, -2) if figure.unit == "%" or Decimal(figure.number) > 1 else figure.number
                found = Found({"keep_ratio": share})
            case "threshold":
                found = Found({"threshold": figure.number})
            case _:
                number = scaled(figure.number, figure.scale or 0)
                is_whole = "." not in number and number != "0"
                found = Found({column.kind: number}) if is_whole else self._unread(text, column, place)
        values = dict(found.values)
        if figure.is_about and values:
            values["exactness"] = "rounded"
        doubts = self._about_change(figure, column, place)
        marks = (*marks_of(text), *(("2",) if _RAISED_TWO.search(text) else ()))
        return Found(values, marks, (*found.questions, *doubts))

    def _accuracy(self, figure: Figure, column: Column, place: Cell) -> Found:
        questions: list[Question] = []
        key = column.kind
        if figure.unit not in ("", "%") or figure.scale is not None:
            return self._unread(place.text, column, place)
        head = self._layout.heads[column.index]
        if key == "accuracy":
            text = f'Which accuracy does the column "{column.title}" tell: top1, top5, or none that records keep?'
            questions.append(
                Question("accuracy", text, head.line, head.column, (), "top1", "--answer accuracy=top1|top5|none")
            )
            key = self._answers.get("accuracy", "top1")
            if key == "none":
                return Found({})
        number = figure.number
        if self._figures(column).are_shares and "%" not in column.title:
            text = f'Are the figures of the column "{column.title}" shares, so that {number} is {scaled(number, 2)} %?'
            questions.append(Question("fraction", text, head.line, head.column, (), "yes", "--answer fraction=yes|no"))
            number = scaled(number, 2) if self._answers.get("fraction", "yes") == "yes" else number
        note = {}
        if column.is_error:
            text = f'Shall the {_TITLES[key]} errors of "{column.title}" be written as accuracies, 100 less the error?'
            questions.append(Question("error", text, head.line, head.column, (), "yes", "--answer error=yes|no"))
            if self._answers.get("error", "yes") != "yes":
                return Found({}, questions=tuple(questions))
            note = {"note": f"{PRINTS}the {_TITLES[key]} error, {number}."}
            number = f"{100 - Decimal(number):f}"
        if not TOP1.is_plausible(Decimal(number)):
            return self._unread(place.text, column, place)
        return Found({key: number, **note}, questions=tuple(questions))

    def _figures(self, column: Column) -> ColumnFigures:
        if column not in self._known:
            texts = (column.of(row.cells) for row in self._layout.rows)
            self._known[column] = ColumnFigures(texts, has_decimal_comma=self._comma)
        return self._known[column]

    def _params(self, figure: Figure, column: Column, place: Cell) -> Found:
        power, questions = self._power(figure, column, "params_unit", absolute=100_000)
        if self._is_doubtful(figure, power):
            return self._unread(place.text, column, place)
        number = _in(figure.number, power, 6)
        if not PARAMS.is_plausible(Decimal(number)):
            return self._unread(place.text, column, place)
        return Found({"params_m": number}, questions=questions)

    def _compute(self, figure: Figure, column: Column, place: Cell) -> Found:
        power, questions = self._power(figure, column, "compute_scale", absolute=5_000_000)
        if self._is_doubtful(figure, power):
            return self._unread(place.text, column, place)
        values = {"compute_g": _in(figure.number, power, 9)}
        unit = compute_unit(figure.unit) or column.unit or self._answers.get("compute_unit", "")
        if unit and unit != UNKNOWN:
            values["compute_unit"] = unit
        if not unit:
            head = self._layout.heads[column.index]
            text = (
                f'Does "{column.title}" count MACs (multiply-adds) or FLOPs (unstated, where the source does not say)?'
            )
            question = Question(
                "compute_unit", text, head.line, head.column, (), "", "--compute-unit macs|flops|unstated"
            )
            questions = (*questions, question)
        return Found(values, questions=questions)

    def _is_doubtful(self, figure: Figure, power: int) -> bool:
        """Tells whether a figure is a share or in bytes, or `5,289` may be 5.289, as no other tells what commas are."""
        is_foreign = bool(figure.unit) and not _COUNTED.match(figure.unit)
        return is_foreign or (figure.is_grouped and power > 0 and not self._points)

    def _power(self, figure: Figure, column: Column, key: str, *, absolute: int) -> tuple[int, tuple[Question, ...]]:
        """Gives the power of ten that a figure is printed in; it is asked where neither cell nor heading says it."""
        if figure.scale is not None:
            return figure.scale, ()
        if Decimal(figure.number) >= absolute and column.scale != _POWERS["K"]:
            return 0, ()
        if column.scale is not None:
            return column.scale, ()
        proposed = "G" if key == "compute_scale" and self._figures(column).largest_bare < 100 else "M"
        head = self._layout.heads[column.index]
        text = f'In which unit does the column "{column.title}" print its figures, such as {figure.number}: K, M or G?'
        question = Question(key, text, head.line, head.column, (), proposed, f"--answer {key}=K|M|G|1")
        answer = self._answers.get(key, proposed)
        return _POWERS.get(answer, _POWERS[proposed]), (question,)

    def _speed(self, figure: Figure, column: Column, place: Cell) -> Found:
        head = self._layout.heads[column.index]
        questions: list[Question] = []
        written = SPEED_UNITS.get(figure.unit.replace(" ", ""), "")
        if figure.unit and not written:
            return self._unread(place.text, column, place)
        unit = written or ("img/s" if column.kind == "throughput" else column.unit)
        if not unit:
            key, flag = ("speed_unit", "img/s|ms|none") if column.kind == "speed" else ("time_unit", "ms|s|us|none")
            text = f'In which unit does the column "{column.title}" print its figures, such as {figure.number}?'
            questions.append(Question(key, text, head.line, head.column, (), "", f"--answer {key}={flag}"))
            unit = self._answers.get(key, "")
        number = scaled(figure.number, figure.scale or column.scale or 0)
        if unit == "img/s":
            values = {"images_per_s": number}
        elif unit in _TIMES:
            values = {"ms": scaled(number, _TIMES[unit])}
        else:
            return Found({}, questions=tuple(questions))
        values |= column.speed
        if "device" not in values:
            key, device = self._device(column)
            values |= {"device": device} if device and device != UNKNOWN else {}
            if not device:
                text = f'On which device was "{column.title}" measured (unstated, where the source names none)?'
                flag = f"--answer {answered(key, 'NAME')}" if ":" in key else "--device NAME|unstated"
                questions.append(Question(key, text, head.line, head.column, (), "", flag))
        return Found(values, questions=tuple(questions))

    def _device(self, column: Column) -> tuple[str, str]:
        """Gives the key that the device of a column is asked under, and the answer, empty where there is none."""
        lacking = [item for item in self._speeds if "device" not in item.speed]
        key = f"device:{column.title}" if len(lacking) > 1 else "device"
        return key, self._answers.get(key, "")

    def _about_change(self, figure: Figure, column: Column, place: Cell) -> tuple[Question, ...]:
        """Asks about `79.8+0.5` unless another row has the figure that it grew from."""
        if not figure.change:
            return ()
        before = Decimal(figure.number) - Decimal(figure.change.replace(",", ".").rstrip("."))
        if before in self._figures(column).numbers:
            return ()
        text = f'"{place.text}" under "{column.title}": is {figure.number} the figure, {figure.change} a difference?'
        flag = f"--answer {answered(_cell_key(place), 'FIGURE')}"
        return (Question(_cell_key(place), text, place.line, place.column, (), figure.number, flag),)

    def _unread(self, text: str, column: Column, place: Cell) -> Found:
        what = f'"{without_marks(text)[:80]}" under "{column.title}" is no figure that can be told: which one is it?'
        key = _cell_key(place)
        wanted = " / ".join(["FIGURE"] * column.parts)
        flag = f"--answer {answered(key, f'{wanted}|{UNKNOWN}')}"
        return Found({}, marks_of(text), (Question(key, what, place.line, place.column, flag=flag),))

    def _words(self, text: str, column: Column, place: Cell) -> Found:
        """Reads a cell that tells pre-training, distillation, teacher or bits in words."""
        bare = without_marks(text)
        said = _said(bare, column.kind)
        if said or is_unknown(bare) or not bare:
            return Found({key: value for key, value in said.items() if value})
        key = f"{column.kind}:{bare}"
        if (answer := self._answers.get(key)) is not None:
            value = bits_of_cell(answer) if column.kind == "bits" else answer
            return Found({column.kind: value} if answer != UNKNOWN else {})
        what = f'What does "{bare[:80]}" under "{column.title}" say of {column.kind}?'
        flag = f"--answer {answered(key, f'VALUE|{UNKNOWN}')}"
        return Found({}, marks_of(text), (Question(key, what, place.line, place.column, (), "", flag),))


def _said(bare: str, kind: str) -> dict[str, str]:
    word = bare.casefold()
    if kind == "bits":
        return {"bits": found} if (found := bits_of_cell(bare)) else {}
    if kind == "teacher":
        bare = _FIGURE_BEHIND.sub("", bare)
        return {"teacher": bare} if bare and not is_unknown(bare) else {}
    if kind == "pretrain":
        found = "none" if word in NO else pretraining(bare) or _pretrained(bare)
        return {"pretrain": found} if found else {}
    if word in YES | NO:
        return {"distilled": "unstated" if word in YES else "none"}
    if word in ("hard", "soft", "feature", "soft+feature", "hard+feature"):
        return {"distilled": word}
    return {"distilled": protocol_of(bare)["distilled"]} if "distilled" in protocol_of(bare) else {}


def _pretrained(bare: str) -> str:
    return protocol_of(bare).get("pretrain", "") or protocol_of(f"{bare} pre-trained").get("pretrain", "")


def without_raised(text: str) -> str:
    """Gives a cell of sizes without its footnote marks, but with the raised 2 of `224^{2}`."""
    return without_marks(text.replace("^{2}", "²"))


def _cell_key(place: Cell) -> str:
    return f"cell:{place.line}:{place.column}"


def _in(number: str, power: int, wanted: int) -> str:
    """Gives a number printed in one power of ten in another; plain counts lose the noughts that only fill places."""
    found = scaled(number, power - wanted)
    return f"{Decimal(found).normalize():f}" if power == 0 else found
