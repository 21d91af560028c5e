"""What values the columns of the data files have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from lvkb.exports.cells import Row
from lvkb.exports.column_types import TEXT, ColumnType, column_type
from lvkb.exports.columns import READINGS, RESULTS, TIMINGS
from lvkb.exports.readings_csv import reading_rows
from lvkb.exports.results_csv import result_rows
from lvkb.exports.timings_csv import timing_rows
from lvkb.results import Results
from tests.exported import exported
from tests.invented import paper, reading, results, variant
from tests.timed import LISTED
from tests.timed import TIMINGS as MADE_UP

TIMED = results(paper("a", variant("A-S", reading())), timings=MADE_UP, device_models=LISTED)


def test_choices_of_the_record_format() -> None:
    """A column that holds a choice of the record format has its words, a derived one those that lvkb derives."""
    assert column_type("scope").words == ("core", "adjacent")
    assert column_type("compute_unit").words == ("macs", "flops", "unstated")
    assert column_type("protocol_basis").words == ("stated", "code", "inferred")
    assert column_type("params_from").words == ("reported", "quoted", "measured", "timm", "counted")
    assert column_type("commercial").words == ("yes", "no", "unclear")


def test_numbers_have_units_and_ranges() -> None:
    """A number has the unit and the range of its metric; an id is text, though it may look like a number."""
    assert column_type("top1") == ColumnType("number", "%", Decimal(1), Decimal(100))
    assert column_type("gmacs") == ColumnType("number", "GMACs", Decimal(0))
    assert column_type("resolution") == ColumnType("whole", "px", Decimal(1))
    assert column_type("arxiv") == TEXT


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (READINGS, reading_rows(Results(exported()))),
        (RESULTS, result_rows(Results(exported()).results)),
        (TIMINGS, timing_rows(TIMED)),
    ],
    ids=["readings", "results", "timings"],
)
def test_every_value_is_of_its_type(columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Each value of each row has the type of its column, and there are some."""
    found = [(column, value) for row in rows for column, value in zip(columns, row, strict=True)]
    assert found
    assert [(column, value) for column, value in found if not _fits(column_type(column), value)] == []


def _fits(form: ColumnType, value: object) -> bool:
    if value in (None, ""):
        return True
    match form.kind:
        case "flag":
            return isinstance(value, bool)
        case "day":
            return isinstance(value, date)
        case "whole":
            return isinstance(value, int) and form.least is not None and value >= form.least
        case "number":
            number = Decimal(str(value))
            return (form.least is None or number >= form.least) and (form.most is None or number <= form.most)
        case _:
            return isinstance(value, str) and (not form.words or value in form.words)
