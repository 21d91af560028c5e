"""The comparison table as data for its page."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from lvkb.render.table_data import table_json
from lvkb.views.compare import COLUMNS, Cell, Link, cells
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, reading


def table(*rows: tuple[Cell, ...]) -> Any:
    """Gives the table as its page reads it."""
    text = table_json(rows)
    assert text.endswith("}\n")
    return json.loads(text)


def test_columns_are_told_first() -> None:
    """The page learns key, heading and kind of each column from the data."""
    assert table() == {
        "columns": [{"key": column.key, "title": column.title, "type": column.type} for column in COLUMNS],
        "rows": [],
    }


def test_cells_are_texts_with_their_digits() -> None:
    """Numbers keep their digits, unknown cells are empty, a counted figure has its mark, letters are not escaped."""
    (result,) = merged(reading(top1="78.30", note="Ten crops, é", **PLAIN), timm=MODEL, counts=counts(model_count()))
    (row,) = table(cells(result, {}))["rows"]
    told = dict(zip((column.key for column in COLUMNS), row, strict=True))
    assert (told["top1"], told["resolution"], told["params"], told["gmacs"]) == ("78.30", "224", "5.58*", "1.10*")
    assert (told["epochs"], told["category"], told["note"]) == ("", "", "Ten crops, é")
    assert "é" in table_json([cells(result, {})])


def test_an_anchor_alone_belongs_to_the_rows_page() -> None:
    """An address on the page of the row's first link is its anchor; any other stays whole."""
    page = Link("A", "../papers/a/")
    rows = (
        (page, Link("on it", "../papers/a/#x"), Link("elsewhere", "../papers/ab/#x"), Link("it", "../papers/a/"), "t"),
        ("no link", Link("on it", "../papers/a/#x")),
        (page, Link("inside", "https://x.example/../papers/a/#x"), Decimal("1.50")),
    )
    assert table(*rows)["rows"] == [
        [["A", "../papers/a/"], ["on it", "#x"], ["elsewhere", "../papers/ab/#x"], ["it", "../papers/a/"], "t"],
        ["no link", ["on it", "../papers/a/#x"]],
        [["A", "../papers/a/"], ["inside", "https://x.example/../papers/a/#x"], "1.50"],
    ]


def test_it_is_compact() -> None:
    """Nobody reads the data but the page: no blanks between values."""
    assert table_json([("a", "b")]).endswith('"rows":[["a","b"]]}\n')
