"""A frame as a data frame of polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lvkb.extras import need
from lvkb.frames.typed_columns import typed_columns

if TYPE_CHECKING:
    import polars as pl

    from lvkb.frames.frame import Frame


def polars_frame(frame: Frame) -> pl.DataFrame:
    """Gives a frame as a polars data frame.

    Raises:
        ExtraMissing: polars is not installed.
    """
    need("polars", "A data frame of polars")
    import polars as pl

    types = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "flag": pl.Boolean, "day": pl.Date}
    return pl.DataFrame([pl.Series(column.name, column.values, types[column.kind]) for column in typed_columns(frame)])
