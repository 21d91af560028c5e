"""Columns of a frame for libraries that know 64-bit numbers: beside each such column the digits of the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lvkb.exports.cells import cell
from lvkb.exports.column_types import Kind

if TYPE_CHECKING:
    from lvkb.frames.frame import Frame


class TypedColumn(NamedTuple):
    """A column with its values.

    Attributes:
        name: Its name.
        kind: What its values are; numbers are floats.
        values: One value for each row, None where nobody tells it.
        about: For readers: `description`, and for numbers their `unit`.
    """

    name: str
    kind: Kind
    values: Sequence[object]
    about: Mapping[str, str]


def typed_columns(frame: Frame) -> Iterator[TypedColumn]:
    """Gives the columns of a frame; behind each column of numbers comes `NAME_text`, the digits of the source."""
    for nr, (name, meaning, form) in enumerate(frame.columns):
        values = [row[nr] for row in frame.values]
        about = {"description": meaning, **({"unit": form.unit} if form.unit else {})}
        if form.kind != "number":
            yield TypedColumn(name, form.kind, values, about)
            continue
        numbers = [value if isinstance(value, Decimal) else None for value in values]
        yield TypedColumn(name, "number", [None if value is None else float(value) for value in numbers], about)
        digits = [None if value is None else cell(value) for value in numbers]
        yield TypedColumn(f"{name}_text", "text", digits, {"description": f"{name} with the digits of the source"})
