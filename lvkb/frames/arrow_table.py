"""A frame as a table of Apache Arrow, and as a Parquet file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lvkb.extras import need
from lvkb.frames.typed_columns import typed_columns

if TYPE_CHECKING:
    import pyarrow as pa

    from lvkb.frames.frame import Frame


def arrow_table(frame: Frame) -> pa.Table:
    """Gives a frame as a pyarrow table; meaning and unit of each column stand in the metadata of its field.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    need("arrow", "A table of Arrow")
    import pyarrow as pa

    types = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "day": pa.date32()}
    columns = tuple(typed_columns(frame))
    fields = [pa.field(column.name, types[column.kind], metadata=column.about) for column in columns]
    arrays = [pa.array(column.values, types[column.kind]) for column in columns]
    return pa.table(arrays, schema=pa.schema(fields, metadata=dict(frame.about)))


def parquet_bytes(frame: Frame) -> bytes:
    """Gives a frame as a Parquet file: the same bytes for the same rows and the same pyarrow.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    table = arrow_table(frame)
    from pyarrow import BufferOutputStream, parquet

    out = BufferOutputStream()
    parquet.write_table(table, out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())
