"""A frame: rows of values under typed columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, overload

from lvkb.exports.column_types import ColumnType
from lvkb.frames.conditions import Wanted, condition
from lvkb.wording import amount

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Value = str | int | Decimal | date | bool | None
"""A value of a row: numbers with the digits of their source are `Decimal`; None where nobody tells it."""


class Column(NamedTuple):
    """A column of a frame.

    Attributes:
        name: Its name, as in the CSV files.
        meaning: What it holds.
        type: Kind, unit, range and words of its values; words are also the names that the knowledge base knows.
    """

    name: str
    meaning: str
    type: ColumnType


@dataclass(frozen=True, repr=False, eq=False)
class Frame(Sequence[Mapping[str, Value]]):
    """Rows of values under typed columns; as a sequence, it holds each row as a mapping by the names of the columns.

    >>> import lvkb
    >>> results = lvkb.load().results
    >>> row = results.where(variant="MobileViT-S", paper="mobilevit")[0]
    >>> row["params_m"], row["resolution"], row["params_from"]
    (Decimal('5.6'), 256, 'reported')

    Attributes:
        name: What the rows are: `results`, `readings` or `timings`.
        columns: The columns, in their order.
        values: The values of each row, in the order of the columns.
        about: What the data are and whose, by short keys: licence, release, lvkb's version.
    """

    name: str
    columns: tuple[Column, ...]
    values: tuple[tuple[Value, ...], ...]
    about: Mapping[str, str]

    def where(self, **conditions: Wanted) -> Frame:
        """Gives the rows that meet all conditions.

        A condition is `column=value`, or `column__OPERATOR=value`, where the operator is one of

        - `ne`: another value; `in`: one of several values;
        - `lt`, `le`, `gt`, `ge`: numbers, or days, below, up to, above, from a bound on;
        - `contains`: text that holds another, in capitals or not.

        None stands for what nobody tells: `base=None` keeps the rows without a base, `params_m__ne=None` those whose
        parameters are known. What nobody tells meets no other condition, `ne` neither. Numbers compare as numbers:
        `top1=78.3` keeps 78.30. A column that has words, such as `setup` or `paper`, is asked for one of them.

        >>> import lvkb
        >>> results = lvkb.load().results
        >>> small = results.where(params_m__le=6, setup="imagenet-1k / no distillation / 224", status=None)
        >>> all(row["params_m"] <= 6 for row in small)
        True
        >>> results.where(parms_m__le=6)
        Traceback (most recent call last):
        ...
        lvkb.frames.conditions.WrongCondition: There is no column "parms_m". Did you mean params_m, params_from?

        Raises:
            WrongCondition: There is no such column or operator, or the value does not fit the column.
        """
        columns = {column.name: column.type for column in self.columns}
        places = {name: nr for nr, name in enumerate(columns)}
        tests = [condition(key, wanted, columns) for key, wanted in conditions.items()]
        kept = (row for row in self.values if all(test.holds(row[places[test.column]]) for test in tests))
        return replace(self, values=tuple(kept))

    def to_arrow(self) -> pa.Table:
        """Gives the rows as a pyarrow table; the schema says what each column holds, and whose data it is.

        Beside each column of numbers stands one that ends with `_text`, with the digits of the source.

        Raises:
            ExtraMissing: pyarrow is not installed; `lvkb[arrow]` brings it.
        """
        from lvkb.frames.arrow_table import arrow_table

        return arrow_table(self)

    def to_pandas(self) -> pd.DataFrame:
        """Gives the rows as a pandas data frame with the same columns; `attrs` says whose data it is.

        Raises:
            ExtraMissing: pandas is not installed; `lvkb[pandas]` brings it.
        """
        from lvkb.frames.pandas_frame import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> pl.DataFrame:
        """Gives the rows as a polars data frame with the same columns.

        Raises:
            ExtraMissing: polars is not installed; `lvkb[polars]` brings it.
        """
        from lvkb.frames.polars_frame import polars_frame

        return polars_frame(self)

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Value]: ...

    @overload
    def __getitem__(self, index: slice) -> Frame: ...

    def __getitem__(self, index: int | slice) -> Mapping[str, Value] | Frame:
        if isinstance(index, str):
            raise TypeError(
                f"A row goes by its number. A column is [row[{index!r}] for row in frame], or to_pandas()[{index!r}]."
            )
        if isinstance(index, slice):
            return replace(self, values=self.values[index])
        return dict(zip((column.name for column in self.columns), self.values[index], strict=True))

    def __repr__(self) -> str:
        return f"<Frame {self.name}: {amount(len(self.values), 'row')}, {len(self.columns)} columns>"
