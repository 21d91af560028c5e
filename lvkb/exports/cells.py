"""Values as cells of CSV, and lines of cells as a file. What nobody says is an empty cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from lvkb.records import Reading, Setting

Value = str | int | Decimal | date | None
Row = Sequence[Value]
"""Values in the order of the columns of a file."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


class _Line:
    """What a writer of CSV writes to, which gives each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Gives rows of values as CSV under a header line, line by line."""
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow(map(cell, row))


def cell(value: Value) -> str:
    """Gives a value as a cell.

    Numbers have all their digits, true and false are words, days are YYYY-MM-DD, and no text is a formula.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int() | date():
            return str(value)
        case _:
            return text_cell(value)


def text_cell(text: str) -> str:
    """Gives a text as a cell that a spreadsheet takes for no formula: with an apostrophe before what looks like one.

    Records come from strangers. Whoever reads the file takes one apostrophe off where `'+[=+-@...]` begins a cell, so
    that each text comes back as it was.

    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def setting_cell(setting: Setting | None) -> str:
    """Gives a setting as `keep_ratio=0.7;training=none`, in the order of the record format; empty for none."""
    known = setting.model_dump(exclude_none=True) if setting else {}
    return ";".join(f"{key}={cell(value)}" for key, value in known.items())


def status(reading: Reading) -> str:
    """Gives what keeps a number from being the authors' own, exact and undisputed one.

    Returns:
        The words that apply, joined by a space, in this order: the kind (`quoted`, `measured`, `timm`), the exactness
        (`rounded`, `plot`), `disputed`. Empty for a plain reading.
    """
    kind = "" if reading.kind == "reported" else reading.kind
    exactness = "" if reading.exactness == "exact" else reading.exactness
    return " ".join(filter(None, (kind, exactness, reading.status)))
