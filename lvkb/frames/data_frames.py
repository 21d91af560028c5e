"""The frames of a knowledge base: the rows of the CSV files under their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from lvkb import __version__
from lvkb.catalog import Catalog
from lvkb.exports.catalog_json import DATA_VERSION, LICENSE
from lvkb.exports.cells import Row
from lvkb.exports.cells import Value as Cell
from lvkb.exports.column_types import Kind, column_type
from lvkb.exports.columns import READINGS, RESULTS, TIMINGS
from lvkb.exports.readings_csv import reading_rows
from lvkb.exports.results_csv import result_rows
from lvkb.exports.timings_csv import timing_rows
from lvkb.frames.frame import Column, Frame, Value
from lvkb.frames.known_names import known_names
from lvkb.results import Results


def results_frame(results: Results) -> Frame:
    """Gives all results: one row for each, in the order of results.csv."""
    return _frame("results", RESULTS, result_rows(results.results), results.catalog)


def readings_frame(results: Results) -> Frame:
    """Gives all readings, timm's own evaluations among them: one row for each, in the order of readings.csv."""
    return _frame("readings", READINGS, reading_rows(results), results.catalog)


def timings_frame(results: Results) -> Frame:
    """Gives all times on devices: one row for each run, in the order of timings.csv."""
    return _frame("timings", TIMINGS, timing_rows(results), results.catalog)


FRAMES: Mapping[str, Callable[[Results], Frame]] = MappingProxyType(
    {"results": results_frame, "readings": readings_frame, "timings": timings_frame}
)
"""What makes each frame, by its name."""


def _frame(name: str, columns: Mapping[str, str], rows: Iterable[Row], catalog: Catalog) -> Frame:
    kinds = [column_type(column).kind for column in columns]
    values = tuple(tuple(map(_value, row, kinds)) for row in rows)
    typed = (_column(*told, (row[nr] for row in values), catalog) for nr, told in enumerate(columns.items()))
    return Frame(name, tuple(typed), values, _about(name, catalog))


def _column(name: str, meaning: str, told: Iterable[Value], catalog: Catalog) -> Column:
    """Gives a column; one of names that the knowledge base knows has them as its words."""
    form = column_type(name)
    names = known_names(name, (value for value in told if isinstance(value, str)), catalog)
    return Column(name, meaning, form._replace(words=names) if names else form)


def _value(cell: Cell, kind: Kind) -> Value:
    """Gives a cell as a value: what would be an empty cell of CSV is None."""
    if cell is None or cell == "":
        return None
    match kind:
        case "number":
            return Decimal(str(cell))
        case "text":
            return str(cell)
        case _:
            return cell


def _about(name: str, catalog: Catalog) -> Mapping[str, str]:
    release = catalog.release
    told = {
        "title": catalog.about.name,
        "table": name,
        "license": LICENSE,
        "release": release.version if release else "",
        "date": release.date.isoformat() if release else "",
        "schema_version": str(DATA_VERSION),
        "generator": f"lvkb {__version__}",
    }
    return {key: text for key, text in told.items() if text}
