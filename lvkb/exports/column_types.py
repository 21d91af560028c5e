"""What values the columns of the data files have: type, unit, range, and the words of those that are a choice.

Typed forms of the files are made from it, and the schemas that describe them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple, get_args

from lvkb.records import Paper, Protocol, Reading
from lvkb.registers import REGISTERS
from lvkb.results.result import Origin
from lvkb.subject.agreement import Verdict
from lvkb.subject.licences import Commercial
from lvkb.subject.metrics import COMPUTE, LATENCY, PARAMS, THROUGHPUT, TOP1, TOP5, Metric

Kind = Literal["text", "whole", "number", "flag", "day"]


class ColumnType(NamedTuple):
    """The values of a column.

    Attributes:
        kind: Whole numbers, numbers with the digits of their source, true or false, days, else text. Ids are text.
        unit: Unit of numbers; empty for none.
        least: Least plausible number; None for no bound.
        most: Most plausible number, likewise.
        words: All words that it may hold; none where it is no choice.
    """

    kind: Kind = "text"
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    words: tuple[str, ...] = ()


TEXT = ColumnType()


def column_type(column: str) -> ColumnType:
    """Gives the type of a column; columns of one name have one type in all files."""
    return _TYPES.get(column, TEXT)


def _whole(unit: str = "", least: int = 0) -> ColumnType:
    return ColumnType("whole", unit, Decimal(least))


def _number(metric: Metric) -> ColumnType:
    return ColumnType("number", metric.unit, Decimal(0) if metric.least is None else metric.least, metric.most)


def _choice(words: object) -> ColumnType:
    return ColumnType(words=tuple(map(str, get_args(words) or words)))  # type: ignore[call-overload]


def _statuses() -> ColumnType:
    """Gives the type of what keeps a number from being a plain one: of each part a word but the default."""
    fields = ("kind", "exactness", "status")
    parts = [("", *_field(Reading, name).words) for name in fields]
    plain = {Reading.model_fields[name].default for name in fields}
    texts = (" ".join(word for word in words if word and word not in plain) for words in product(*parts))
    return _choice(tuple(dict.fromkeys(filter(None, texts))))


def _field(model: type[Paper | Protocol | Reading], name: str) -> ColumnType:
    """Gives the type of a column that holds a choice of the record format."""
    found = model.model_fields[name].annotation
    choices = (found, *get_args(found))  # `Literal[...] | None` holds it one deeper
    return _choice(next(part for part in choices if get_args(part) and isinstance(get_args(part)[0], str)))


_TYPES: Mapping[str, ColumnType] = {
    "scope": _field(Paper, "scope"),
    "year": ColumnType("whole", "", Decimal(1900), Decimal(2099)),
    "evaluation": _field(Reading, "evaluation"),
    "resolution": _whole("px", 1),
    "distilled": _field(Reading, "distilled"),
    "epochs": _whole("", 1),
    "form": _field(Reading, "form"),
    "compute_unit": _field(Reading, "compute_unit"),
    "kind": _field(Reading, "kind"),
    "exactness": _field(Reading, "exactness"),
    "status": _statuses(),
    "protocol_basis": _field(Protocol, "basis"),
    "source_kind": _choice(tuple(register.field for register in REGISTERS)),
    "commercial": _choice(Commercial),
    "verdict": _choice(Verdict),
    "light": ColumnType("flag"),
    "source_read": ColumnType("day"),
    "readings": _whole("", 1),
    **dict.fromkeys(("top1", "top1_low", "top1_high"), _number(TOP1)),
    "top5": _number(TOP5),
    **dict.fromkeys(("params_m", "counted_params_m"), _number(PARAMS)),
    "compute_g": _number(COMPUTE),
    **dict.fromkeys(("gmacs", "counted_gmacs"), _number(COMPUTE)._replace(unit="GMACs")),
    **dict.fromkeys(("params_from", "gmacs_from"), _choice(Origin)),
    "throughput": _number(THROUGHPUT),
    **dict.fromkeys(("latency_ms", "ms"), _number(LATENCY)),
    **dict.fromkeys(("memory_mb_low", "memory_mb_high"), _whole("MB")),
    **dict.fromkeys(("layers_npu", "layers_gpu", "layers_cpu"), _whole()),
}
"""The types of all columns that are no plain text."""
