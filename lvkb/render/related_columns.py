"""The columns of a table of related work, with the words, digits and footnotes that the site's exports have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Latency, Throughput
from lvkb.render.chart_texts import setup_words
from lvkb.render.figure_texts import FORMS, number, setting_text, speed_conditions, work_text
from lvkb.render.shown_figures import COUNTED_MARK, DIFFERS_MARK, UNKNOWN_MARK, cost
from lvkb.results import Figure
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.licences import NO_LICENCE
from lvkb.subject.setups import EVALUATIONS, UNKNOWN
from lvkb.views.marks import marks
from lvkb.views.picker import Choice, TimeOnDevice
from lvkb.views.sections import venue_text

_DISTILLED = {"no": "no distillation", "yes": "distilled", UNKNOWN: "distillation not stated"}


class RelatedColumn(NamedTuple):
    """A column.

    Attributes:
        heading: Its title, with its unit.
        cell: Gives the cell of a row; empty where nobody says.
        is_number: Whether its cells are set to the right.
    """

    heading: str
    cell: Callable[[Choice], str]
    is_number: bool = False


class Footnotes(NamedTuple):
    """What most rows share of the protocol, and what others differ by.

    Attributes:
        usual: The parts that most rows share.
        notes: A letter for each way in which rows differ, with its words.
        letters: The letter of each row; empty for the usual protocol.
    """

    usual: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    letters: tuple[str, ...]


def shown(column: RelatedColumn, row: Choice) -> str:
    """Gives a cell, a dash where nobody says."""
    return column.cell(row) or UNKNOWN_MARK


def used(columns: Sequence[RelatedColumn], rows: Sequence[Choice]) -> tuple[RelatedColumn, ...]:
    """Gives the columns that tell something of at least one row."""
    return tuple(column for column in columns if any(column.cell(row) for row in rows))


def legend(columns: Sequence[RelatedColumn], rows: Sequence[Choice]) -> tuple[str, ...]:
    """Gives what the marks mean that stand in a table."""
    cells = [column.cell(row) for column in columns if column.is_number for row in rows]
    told = {
        COUNTED_MARK: f"{COUNTED_MARK} counted by lvkb on the model in timm",
        DIFFERS_MARK: f"{DIFFERS_MARK} the authors' own sources disagree",
    }
    return tuple(text for mark, text in told.items() if any(cell.endswith(mark) for cell in cells))


def footnotes(rows: Sequence[Choice]) -> Footnotes:
    """Gives what most rows share of the protocol, and a letter for each way in which others differ."""
    protocols = [protocol_parts(row) for row in rows]
    usual = tuple(Counter(parts).most_common(1)[0][0] for parts in zip(*protocols, strict=True))
    notes: dict[str, str] = {}
    letters = []
    for protocol in protocols:
        text = ", ".join(part for part, most in zip(protocol, usual, strict=True) if part not in (most, ""))
        letters.append(notes.setdefault(text, _letter(len(notes))) if text else "")
    return Footnotes(
        tuple(filter(None, usual)), tuple((letter, text) for text, letter in notes.items()), tuple(letters)
    )


PROTOCOL_PARTS = ("pre-training", "distillation", "image size", "evaluation", "epochs", "form")
"""What the parts of a protocol are called."""


def protocol_parts(row: Choice) -> tuple[str, ...]:
    """Gives the parts of a protocol in words, one for each of `PROTOCOL_PARTS`."""
    setup, protocol = row.result.setup, row.result.protocol
    before = {setup.dataset: "no pre-training", UNKNOWN: "pre-training not stated"}
    teacher = f" (teacher {'; '.join(map(work_text, protocol.teacher))})" if protocol.teacher else ""
    return (
        before.get(setup.data, f"pre-trained on {setup.data}"),
        _DISTILLED[setup.distilled] + teacher,
        f"{protocol.resolution} px" if protocol.resolution else "image size not stated",
        EVALUATIONS.get(setup.evaluation, setup.evaluation),
        f"{protocol.epochs} epochs" if protocol.epochs else "epochs not stated",
        FORMS["deploy"] if protocol.form == "deploy" else "",
    )


def weights_text(license_: str) -> str:
    """Gives a licence without the SPDX word for one that is in no list."""
    return "none granted" if license_ == NO_LICENCE else license_.removeprefix("LicenseRef-")


def speed_told(speed: TimeOnDevice, *, with_device: bool) -> str:
    """Gives a speed as printed: `7.3 ms, iPhone 12`."""
    value = _speed_value(speed)
    return f"{value}, {speed.device}" if with_device else value


def all_speeds(row: Choice) -> str:
    """Gives every speed with what it was measured under: `7.3 ms (iPhone 12, float, tflite); ...`."""
    return "; ".join(f"{_speed_value(speed)} ({_device_and_conditions(speed)})" for speed in row.speeds)


def conditions_text(speed: TimeOnDevice) -> str:
    """Gives what a speed was measured under beside its device: `float, tflite`; empty when nobody says."""
    told = speed.told
    return speed_conditions(told) if isinstance(told, Throughput | Latency) else f"{told.precision}, {told.runtime}"


def _device_and_conditions(speed: TimeOnDevice) -> str:
    return ", ".join(filter(None, (speed.device, conditions_text(speed))))


def _speed_value(speed: TimeOnDevice) -> str:
    told = speed.told
    return f"{number(told.images_per_s)} images/s" if isinstance(told, Throughput) else f"{told.ms} ms"


def _letter(nr: int) -> str:
    """Gives a, b, ..., z, aa, ab, ..."""
    last = chr(ord("a") + nr % 26)
    return last if nr < 26 else _letter(nr // 26 - 1) + last


def _figure(figure: Figure | None) -> str:
    """Gives a figure with the digits of its source; a count, which was never printed, with three."""
    if figure is None:
        return ""
    if figure.origin == "counted":
        return cost(figure.value) + COUNTED_MARK
    return number(figure.value) + (DIFFERS_MARK if figure.differs else "")


def _speed(row: Choice) -> str:
    speeds = sorted(row.speeds, key=_slowness) if row.device else row.speeds
    return speed_told(speeds[0], with_device=not row.device) if speeds else ""


def _slowness(speed: TimeOnDevice) -> Decimal:
    return speed.ms if speed.ms is not None else 1000 / (speed.ips or Decimal(1))


def _pretraining(row: Choice) -> str:
    data = row.result.setup.data
    return {DEFAULT_DATASET: "none", UNKNOWN: "not stated"}.get(data, data)


COLUMNS = {
    "model": RelatedColumn("Model", lambda row: row.result.variant.name),
    "top1": RelatedColumn("Top-1 %", lambda row: _figure(row.result.top1), is_number=True),
    "params": RelatedColumn("Params M", lambda row: _figure(row.result.params_m), is_number=True),
    "gmacs": RelatedColumn("GMACs", lambda row: _figure(row.result.gmacs), is_number=True),
    "speed": RelatedColumn("Speed", _speed, is_number=True),
    "year": RelatedColumn("Year", lambda row: str(row.paper.published.year), is_number=True),
    "timm": RelatedColumn("timm", lambda row: row.timm),
    "weights": RelatedColumn("Weights", lambda row: weights_text(row.license)),
    "setup": RelatedColumn("Setup", lambda row: setup_words(row.result.setup)),
    "px": RelatedColumn("Pixels", lambda row: number(row.result.protocol.resolution), is_number=True),
    "pretrain": RelatedColumn("Pre-training", _pretraining),
    "distilled": RelatedColumn("Distillation", lambda row: _DISTILLED[row.result.setup.distilled]),
    "epochs": RelatedColumn("Epochs", lambda row: number(row.result.protocol.epochs), is_number=True),
    "teacher": RelatedColumn("Teacher", lambda row: "; ".join(map(work_text, row.result.protocol.teacher))),
    "base": RelatedColumn("Applied to", lambda row: work_text(row.result.protocol.base or "")),
    "setting": RelatedColumn("Setting", lambda row: setting_text(row.result.protocol.setting)),
    "note": RelatedColumn("Note", lambda row: "; ".join(row.result.notes)),
    "marks": RelatedColumn("Marks", lambda row: ", ".join(marks(row.result))),
    "venue": RelatedColumn("Venue", lambda row: venue_text(row.paper)),
    "paper": RelatedColumn("Paper", lambda row: row.paper.name),
}
"""The columns by their keys, which are those of the site's addresses."""

USUAL = ("model", "top1", "params", "gmacs", "speed", "weights", "timm")
"""The columns of the site's table, without the number of sources."""


def chosen_columns(text: str) -> tuple[RelatedColumn, ...]:
    """Gives the columns that a text names, the model first; the usual ones for an empty text.

    Args:
        text: Keys with commas between.

    Raises:
        WrongUse: There is no such column; the text says which there are.
    """
    keys = [key.strip() for key in text.split(",") if key.strip()]
    for key in keys:
        if key not in COLUMNS:
            hint = did_you_mean(near_words(key[:40], list(COLUMNS)), quoted=True)
            known = hint or f"There are: {', '.join(COLUMNS)}."
            raise WrongUse(f'there is no column "{visible(key[:40])}". {known}')
    return tuple(COLUMNS[key] for key in dict.fromkeys(("model", *keys) if keys else USUAL))
