"""Frames as tables of pyarrow, pandas and polars, and as Parquet: typed, and equal to CSV and JSON value by value."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from lvkb import extras
from lvkb.catalog import load
from lvkb.exports import catalog_json, readings_csv, results_csv, timings_csv
from lvkb.exports.column_types import Kind
from lvkb.extras import ExtraMissing
from lvkb.frames import FRAMES, Frame, readings_frame, results_frame
from lvkb.frames.arrow_table import parquet_bytes
from lvkb.results import Results
from tests.exported import exported, rows_of_json, text_of_cell
from tests.invented import paper, reading, results, variant
from tests.timed import LISTED
from tests.timed import TIMINGS as MADE_UP

pytest.importorskip("pyarrow")
pytest.importorskip("pandas")
pytest.importorskip("polars")

REPOSITORY = Path(__file__).parents[2]
WRITERS = {"results": results_csv, "readings": readings_csv, "timings": timings_csv}
Rows = list[dict[str, Any]]


def from_arrow(frame: Frame) -> Rows:
    """Gives the rows of a pyarrow table."""
    return list(frame.to_arrow().to_pylist())


def from_parquet(frame: Frame) -> Rows:
    """Gives the rows that pyarrow reads from the file."""
    from pyarrow import parquet

    return list(parquet.read_table(BytesIO(parquet_bytes(frame))).to_pylist())


def from_parquet_by_polars(frame: Frame) -> Rows:
    """Gives the rows that polars, a reader of other hands, reads from the file."""
    import polars as pl

    return pl.read_parquet(BytesIO(parquet_bytes(frame))).to_dicts()


def from_pandas(frame: Frame) -> Rows:
    """Gives the rows of a pandas data frame, with None for what it writes as NA and NaN."""
    table = frame.to_pandas()
    return [
        dict(zip(table.columns, row, strict=True)) for row in table.astype(object).where(table.notna(), None).values
    ]


def from_polars(frame: Frame) -> Rows:
    """Gives the rows of a polars data frame."""
    return frame.to_polars().to_dicts()


def cells(frame: Frame, row: Mapping[str, Any]) -> dict[str, str]:
    """Gives a row as CSV has it: numbers by the digits beside them, which are those of the number."""
    found = {}
    for name, _, form in frame.columns:
        value = row[f"{name}_text"] if form.kind == "number" else row[name]
        if form.kind == "number" and value is not None:
            assert isinstance(row[name], float)
            assert row[name] == float(value)
        types = {"whole": int, "flag": bool, "day": date}
        assert value is None or isinstance(value, types.get(form.kind, str)), name
        found[name] = "" if value is None else _text(form.kind, value)
    return found


def _text(kind: Kind, value: Any) -> str:
    match kind:
        case "flag":
            return str(value).lower()
        case "day":
            return f"{value:%Y-%m-%d}"
        case _:
            return str(value)


def csv_rows(text: str) -> Rows:
    """Gives the rows of a CSV file, texts as they were before they were cells."""
    found = csv.DictReader(StringIO(text, newline=""))
    return [{column: text_of_cell(cell) for column, cell in row.items()} for row in found]


TIMED = results(paper("a", variant("A-S", reading())), timings=MADE_UP, device_models=LISTED)


@pytest.mark.parametrize(
    "read", [from_arrow, from_parquet, from_parquet_by_polars, from_pandas, from_polars], ids=lambda read: read.__name__
)
@pytest.mark.parametrize("found", [Results(exported()), TIMED], ids=["exported", "timed"])
@pytest.mark.parametrize("name", list(FRAMES))
def test_tables_and_csv_say_the_same(name: str, found: Results, read: Callable[[Frame], Rows]) -> None:
    """Each value is that of the CSV file: text as it is, numbers with all digits beside the nearest float."""
    frame = FRAMES[name](found)
    assert [cells(frame, row) for row in read(frame)] == csv_rows("".join(WRITERS[name](found)))


def test_parquet_and_json_say_the_same() -> None:
    """Each value of a reading is the same in both files, digit by digit."""
    found = Results(exported())
    assert_like_json(readings_frame(found), found)


def assert_like_json(frame: Frame, found: Results) -> None:
    """Asserts that Parquet holds what JSON tells of each reading; timm's own evaluations stand elsewhere there."""
    told = json.loads("".join(catalog_json(found)), parse_float=Decimal, parse_int=Decimal)["papers"]
    wanted = [row for item in told for row in rows_of_json(item)]
    rows = [row for row in (cells(frame, row) for row in from_parquet(frame)) if row["kind"] != "timm"]
    assert [{key: row[key] for key in known} for row, known in zip(rows, wanted, strict=True)] == wanted


@pytest.mark.real
def test_all_data_survive_parquet() -> None:
    """The whole catalogue of this repository is the same in Parquet, CSV and JSON."""
    found = Results(load(REPOSITORY))
    for name, make in FRAMES.items():
        frame = make(found)
        assert [cells(frame, row) for row in from_parquet(frame)] == csv_rows("".join(WRITERS[name](found)))
    assert_like_json(readings_frame(found), found)


def test_types_of_columns() -> None:
    """Ids are text, counts whole numbers, figures floats, and true is true, in each library alike."""
    frame = results_frame(Results(exported()))
    columns = ("paper", "resolution", "top1", "top1_text", "light", "source_read")
    arrow, pandas, polars = frame.to_arrow().schema, frame.to_pandas().dtypes, frame.to_polars().schema
    assert [str(arrow.field(name).type) for name in columns] == [
        "string",
        "int64",
        "double",
        "string",
        "bool",
        "date32[day]",
    ]
    assert [str(pandas[name]) for name in columns] == [
        "string",
        "Int64",
        "float64",
        "string",
        "boolean",
        "datetime64[s]",
    ]
    assert [str(polars[name]) for name in columns] == ["String", "Int64", "Float64", "String", "Boolean", "Date"]
    assert arrow.names == list(pandas.index) == list(polars)


@pytest.mark.parametrize("name", list(FRAMES))
def test_a_frame_without_rows_has_its_types(name: str) -> None:
    """A filter that leaves nothing leaves the types, so that what is computed next does not break."""
    frame = FRAMES[name](Results(exported()))
    assert frame[:0].to_arrow().schema == frame.to_arrow().schema
    assert frame[:0].to_polars().schema == frame.to_polars().schema
    assert list(frame[:0].to_pandas().dtypes) == list(frame.to_pandas().dtypes)
    assert from_parquet(frame[:0]) == []


def test_what_nobody_tells_is_null() -> None:
    """It is null in Arrow and polars, NA in pandas, of floats NaN."""
    frame = results_frame(results(paper("a", variant("A-S", reading()))))
    row = frame.to_pandas().iloc[0]
    assert math.isnan(row["top1"])
    assert row[["top1_text", "resolution", "teacher"]].isna().all()
    assert frame.to_arrow()["epochs"].null_count == frame.to_polars()["epochs"].null_count() == 1


def test_metadata() -> None:
    """Schema and data frame say whose data it is and under which licence; each field what it holds, and its unit."""
    frame = results_frame(Results(exported()))
    schema = frame.to_arrow().schema
    assert {key.decode(): text.decode() for key, text in schema.metadata.items()} == dict(frame.about)
    assert schema.field("gmacs").metadata == {b"description": b"multiply-adds for one image in 10^9", b"unit": b"GMACs"}
    assert schema.field("gmacs_text").metadata == {b"description": b"gmacs with the digits of the source"}
    assert frame.to_pandas().attrs == dict(frame.about)


def test_parquet_is_the_same_bytes() -> None:
    """The same rows give the same file, byte by byte; metadata are read by others too."""
    from pyarrow import parquet

    first, second = (parquet_bytes(readings_frame(Results(exported()))) for _ in range(2))
    assert first == second
    assert parquet.read_schema(BytesIO(first)).metadata[b"license"] == b"CC-BY-4.0"


@pytest.mark.parametrize(
    ("convert", "job", "extra"),
    [
        (Frame.to_arrow, "A table of Arrow", "arrow"),
        (Frame.to_pandas, "A data frame of pandas", "pandas"),
        (Frame.to_polars, "A data frame of polars", "polars"),
    ],
    ids=["arrow", "pandas", "polars"],
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, convert: Callable[[Frame], object], job: str, extra: str
) -> None:
    """Where the library is missing, the error names it and the extra that brings it."""
    monkeypatch.setattr(extras, "_missing", lambda wanted: iter([f"py-{wanted}"]))
    with pytest.raises(ExtraMissing) as caught:
        convert(results_frame(Results(exported())))
    cure = f'Run pip install "lvkb[{extra}]", or in a clone pip install ".[{extra}]".'
    assert str(caught.value) == f"{job} needs packages that are not installed: py-{extra}. {cure}"
