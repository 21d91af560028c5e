"""A frame as a data frame of pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lvkb.extras import need
from lvkb.frames.typed_columns import typed_columns

if TYPE_CHECKING:
    import pandas as pd

    from lvkb.frames.frame import Frame

_TYPES: Mapping[str, Any] = {
    "text": "string",
    "whole": "Int64",
    "number": "float64",
    "flag": "boolean",
    "day": "datetime64[s]",
}
"""Types that hold what nobody tells: as NA, of floats as NaN, of days as NaT. Days are their midnights there."""


def pandas_frame(frame: Frame) -> pd.DataFrame:
    """Gives a frame as a pandas data frame.

    Raises:
        ExtraMissing: pandas is not installed.
    """
    need("pandas", "A data frame of pandas")
    import pandas as pd

    data = pd.DataFrame(
        {column.name: pd.array(list(column.values), dtype=_TYPES[column.kind]) for column in typed_columns(frame)}
    )
    data.attrs.update(frame.about)
    return data
