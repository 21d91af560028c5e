"""Tables of timm's results files, cell by cell: what is not as it should be is told with file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import TypeVar

from lvkb.errors import LvkbError
from lvkb.measured import TIMM_REPOSITORY

MAX_BYTES = 20_000_000
"""Larger files are not read."""

MODEL_NAME = re.compile(r"[a-z0-9][a-z0-9_]*(?:\.[a-z0-9_]+)?", re.ASCII)
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}(?:\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"(\d{1,6})(?:\.0)?", re.ASCII)
_NOT_TIMM = f"either this is no file of {TIMM_REPOSITORY}, or its form has changed."

Key = tuple[str, int]
"""Model and image size."""

Cells = Mapping[str, str]
"""Cells by the heading of their column."""

T = TypeVar("T")


class ResultsUnreadable(LvkbError):
    """The files are not timm's, or their form has changed; the text says which line of which file, and why."""


def table(path: Path, columns: tuple[str, ...], make: Callable[[Cells, int], T]) -> dict[Key, T]:
    """Reads one file.

    Args:
        path: The file.
        columns: Columns that it must have; the first two hold model and image size.
        make: Makes a value of a line and its number; a ValueError of it is told with the line.

    Returns:
        What was made of each line, by model and image size.

    Raises:
        ResultsUnreadable: The file cannot be read, or a line is not as it should be.
    """
    found: dict[Key, T] = {}
    for line, row in _lines(path, columns):
        try:
            key = field(row, columns[0], MODEL_NAME, "a name of a model"), whole(row, columns[1])
            made = make(row, line)
        except ValueError as error:
            raise ResultsUnreadable(f"{path}:{line}: {error}.") from None
        if key in found:
            raise ResultsUnreadable(f"{path}:{line}: {key[0]} at {key[1]} pixels stands there twice.")
        found[key] = made
    return found


def _lines(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, Cells]]:
    """Gives the lines of a file under its header, each with its number."""
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise ResultsUnreadable(f"{path}:1: there is no column {', '.join(missing)}; {_NOT_TIMM}")
        for cells in reader:
            if len(cells) != len(header):
                raise ResultsUnreadable(f"{path}:{reader.line_num}: {len(cells)} cells under {len(header)} headings.")
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise ResultsUnreadable(f"{path}:{reader.line_num}: this is no CSV: {error}.") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ResultsUnreadable(f"{path} is larger than {MAX_BYTES // 10**6} MB; {_NOT_TIMM}")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ResultsUnreadable(f"{path} is not UTF-8; {_NOT_TIMM}") from None
    except OSError as error:
        raise ResultsUnreadable(f"{path} cannot be read: {error.strerror}.") from None


def field(row: Cells, column: str, pattern: re.Pattern[str], wanted: str) -> str:
    """Gives a cell that a pattern fits; what it must be stands in the error otherwise."""
    value = row[column]
    if not pattern.fullmatch(value) or len(value) > 300:
        raise ValueError(f"{column} must be {wanted}, not {value[:60]!r}")
    return value


def number(row: Cells, column: str) -> str:
    """Gives the digits of a number as printed, without separators of thousands."""
    value = row[column]
    if _GROUPED.fullmatch(value):
        return value.replace(",", "")
    return field(row, column, _NUMBER, "a number")


def percentage(row: Cells, column: str) -> str:
    """Gives the digits of a percentage from 0 to 100 as printed."""
    value = field(row, column, _NUMBER, "a percentage")
    if float(value) > 100:
        raise ValueError(f"{column} must be a percentage, not {value!r}")
    return value


def whole(row: Cells, column: str) -> int:
    """Gives a whole number above 0."""
    found = _WHOLE.fullmatch(row[column])
    if not found or not int(found[1]):
        raise ValueError(f"{column} must be a whole number above 0, not {row[column][:60]!r}")
    return int(found[1])
