"""Results as HTML, escaped: figures with their marks explained, works as links, and evidence as it is printed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from html import escape

from lvkb.records import Latency, Reading, Throughput
from lvkb.render.figure_texts import FORMS, UNITS, latency_text, number, setting_text, throughput_text
from lvkb.render.shown_figures import (
    DIFFERS_MARK,
    UNKNOWN_MARK,
    accuracy,
    cost,
    shown_accuracy,
    shown_cost,
)
from lvkb.results import Figure, Result
from lvkb.results.protocol import Protocol
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.setups import EVALUATIONS
from lvkb.subject.typeset import typeset
from lvkb.views.evidence import Evidence
from lvkb.views.result_columns import ResultColumn

_PART = re.compile(r"[_.](?=.)")


def accuracy_html(figure: Figure | None) -> str:
    """Gives an accuracy; the mark behind it tells what it stands for."""
    return _explained(shown_accuracy(figure), figure)


def cost_html(figure: Figure | None) -> str:
    """Gives parameters or multiply-adds; the mark behind them tells what it stands for."""
    return _explained(shown_cost(figure), figure)


def _explained(text: str, figure: Figure | None) -> str:
    if figure is None:
        return f'<abbr title="no published figure">{UNKNOWN_MARK}</abbr>'
    if text[-1].isdigit():
        return text
    meaning = (
        f"the authors' sources tell {number(figure.low)} to {number(figure.high)}"
        if text.endswith(DIFFERS_MARK)
        else "counted by us, since no source tells it"
    )
    return f'{text[:-1]}<abbr title="{escape(meaning)}">{text[-1]}</abbr>'


def parts_html(name: str) -> str:
    """Gives a long name of code, such as timm's, that breaks between its parts alone: `vit_<wbr>s.<wbr>in1k`."""
    return _PART.sub(r"\g<0><wbr>", escape(name))


def work_html(work: str, held: Container[str], up: str) -> str:
    """Gives a work that a record names: a link for `deit/DeiT-S` where that paper is held, else its text.

    Args:
        work: Base or teacher as the record writes it.
        held: Ids of the papers there are.
        up: The way from the page to the home page: `../../`.
    """
    identity, _, variant = work.partition("/")
    if identity not in held:
        return escape(typeset(work))
    return f'<a href="{up}papers/{identity}/">{escape(typeset(variant or work))}</a>'


def cells_html(result: Result, columns: Iterable[ResultColumn], held: Container[str], up: str) -> list[str]:
    """Gives the cells of a result in some columns."""
    return [_cell(result, column, held, up) for column in columns]


def _cell(result: Result, column: ResultColumn, held: Container[str], up: str) -> str:
    value = column.cell(result)
    match value:
        case Figure():
            return accuracy_html(value) if column.holds == "accuracy" else cost_html(value)
        case None:
            return UNKNOWN_MARK if column.is_number else ""
        case Protocol():
            return recipe_html(value, held, up)
        case int():
            return str(value)
        case _:
            return "<br>".join(escape(_speed(speed)) for speed in value)


def _speed(speed: Throughput | Latency) -> str:
    return throughput_text(speed) if isinstance(speed, Throughput) else latency_text(speed)


def recipe_html(protocol: Protocol, held: Container[str], up: str) -> str:
    """Gives the protocol of a result in words, what no source tells last: `300 epochs, no distillation, ...`."""
    told = (
        f"on {escape(protocol.dataset)}" if protocol.dataset != DEFAULT_DATASET else "",
        EVALUATIONS.get(protocol.evaluation, ""),
        f"{protocol.epochs} epochs" if protocol.epochs else "",
        f"trained at {protocol.train_resolution} px" if protocol.train_resolution else "",
        _PRETRAIN.get(protocol.pretrain or "", f"pre-trained on {escape(protocol.pretrain or '')}"),
        _distilled(protocol, held, up),
        FORMS.get(protocol.form or "", ""),
        f"applied to {work_html(protocol.base, held, up)}" if protocol.base else "",
        escape(setting_text(protocol.setting)),
    )
    silent = (
        "image size" if protocol.resolution is None else "",
        "pre-training" if protocol.pretrain is None else "",
        "distillation" if protocol.distilled is None else "",
    )
    lacks = ", ".join(filter(None, silent))
    recipe = ", ".join(filter(None, told))
    return "; ".join(filter(None, (recipe, f'<span class="meta">not stated: {lacks}</span>' if lacks else "")))


_PRETRAIN = {"": "", "none": "no pre-training"}
_DISTILLED = {"": "", "none": "no distillation", "unstated": "distilled"}


def _distilled(protocol: Protocol, held: Container[str], up: str) -> str:
    kind = protocol.distilled or ""
    by = f" by {', '.join(work_html(work, held, up) for work in protocol.teacher)}" if protocol.teacher else ""
    return _DISTILLED.get(kind, f"distilled ({escape(kind)})") + by


def printed(found: Evidence, result: Result) -> str:
    """Gives what a reading prints otherwise than the table shows it: `84.357421875 %, 2.00 G FLOPs`."""
    reading = found.item.reading
    own = () if found.costs else (*_percent(reading.top1, result.top1), *_percent(reading.top5, result.top5))
    return ", ".join((*own, *_params(reading, result), *_compute(reading, result)))


def _percent(value: Decimal | None, figure: Figure | None) -> Iterator[str]:
    if value is not None and (figure is None or number(value) != accuracy(figure.value)):
        yield f"{number(value)} %"


def _params(reading: Reading, result: Result) -> Iterator[str]:
    value, figure = reading.params_m, result.params_m
    if value is not None and (figure is None or number(value) != cost(figure.value)):
        yield f"{number(value)} M"


def _compute(reading: Reading, result: Result) -> Iterator[str]:
    value, figure, unit = reading.compute_g, result.gmacs, reading.compute_unit
    if value is not None and (unit != "macs" or figure is None or number(value) != cost(figure.value)):
        yield f"{number(value)} {UNITS[unit or 'unstated']}"
