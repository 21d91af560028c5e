"""A pasted table as bytes to readings and questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lvkb.documents.table_formats import TableFormat, read_tables
from lvkb.documents.table_grid import TableRefused
from lvkb.findings import visible
from lvkb.intake.table_layout import lay_out
from lvkb.intake.table_readings import read_layouts
from lvkb.intake.table_result import TableResult
from lvkb.plain_files import read_plain
from lvkb.wording import amount

MAX_TABLE_BYTES = 2_000_000

_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_table_file(file: Path) -> str:
    """Gives the text of a file with a table.

    Raises:
        FileRefused: It is not there, not a plain file, over 2,000,000 bytes, or the disk refuses.
        TableRefused: It is no text.
    """
    return table_text(read_plain(file, MAX_TABLE_BYTES), str(file))


def table_text(content: bytes, path: str) -> str:
    """Gives bytes as text: UTF-8, or UTF-16 where they begin with its mark, as spreadsheets write it.

    Args:
        content: The bytes.
        path: Where they come from, for messages.

    Raises:
        TableRefused: They are no text in these encodings, or too many.
    """
    shown = visible(path)
    if len(content) > MAX_TABLE_BYTES:
        raise TableRefused(f"{shown} has more than {MAX_TABLE_BYTES:,} bytes. Paste the table alone.")
    try:
        return content.decode(_WIDE.get(content[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableRefused(f"{shown}:{line}: this is not UTF-8. Save the file as UTF-8 and try again.") from None


def read_pasted(
    text: str, path: str, answers: Mapping[str, str], written_as: TableFormat | None = None, number: int = 0
) -> TableResult:
    """Reads the tables of a text.

    Args:
        text: The text.
        path: Its name in messages.
        answers: What the tables do not say, by the key of the question.
        written_as: Its format, where that is not to be told from the text.
        number: Which of its tables is meant, from 1; all of them for 0.

    Raises:
        TableRefused: It holds no such table, or one that cannot be read.
    """
    grids = read_tables(text, path, written_as)
    if number > len(grids):
        raise TableRefused(f"{visible(path)} has {amount(len(grids), 'table')}, and no number {number}.")
    return read_layouts([lay_out(grid) for grid in (grids[number - 1 : number] if number else grids)], answers)
