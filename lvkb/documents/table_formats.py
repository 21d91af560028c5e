"""A text of any format to the tables in it; the format is told from the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from itertools import islice

from lvkb.documents import delimited_tables, html_tables, latex_tables, markdown_tables, spaced_tables
from lvkb.documents.source_text import plain_lines
from lvkb.documents.table_grid import Grid, Source, TableRefused
from lvkb.findings import visible

MAX_TABLES = 1_000

_TABULAR = re.compile(r"\\begin\s*\{(?:tabular|longtable|array|tabu|xltabular|NiceTabular|tblr|supertabular)")
_HTML = re.compile(r"<(?:table|tr)[\s>]", re.IGNORECASE)
_DASHES = re.compile(r"^[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+\|[ \t:|-]*+$", re.MULTILINE)
_GAPS = re.compile(r"\S {2,}\S")


class TableFormat(StrEnum):
    """How a table is written."""

    LATEX = "latex"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    TSV = "tsv"
    SPACED = "spaced"


_READERS: dict[TableFormat, Callable[[Source], Iterator[Grid]]] = {
    TableFormat.LATEX: latex_tables.tables,
    TableFormat.MARKDOWN: markdown_tables.tables,
    TableFormat.HTML: html_tables.tables,
    TableFormat.CSV: delimited_tables.tables,
    TableFormat.TSV: partial(delimited_tables.tables, sign="\t"),
    TableFormat.SPACED: spaced_tables.tables,
}


def read_tables(text: str, path: str, written_as: TableFormat | None = None) -> tuple[Grid, ...]:
    """Gives the tables of a text.

    Args:
        text: The text.
        path: Its name in messages.
        written_as: Its format, where that is not to be told from the text.

    Raises:
        TableRefused: It holds no table, or one that cannot be read.
    """
    source = Source(plain_lines(text), path)
    form = written_as or format_of(source.text)
    found = (grid for grid in _READERS[form](source) if len(grid.rows) > 1 and len(grid.rows[0]) > 1)
    grids = tuple(islice(found, MAX_TABLES + 1))
    where = visible(path)
    if len(grids) > MAX_TABLES:
        raise TableRefused(f"{where}: there are more than {MAX_TABLES:,} tables in it. Paste the one that is meant.")
    if not grids:
        raise TableRefused(
            f"{where}: there is no table in it, read as {form}. A table has a row of headings and rows below it; "
            "--as names it."
        )
    return grids


def format_of(text: str) -> TableFormat:
    """Tells how the tables of a text are written."""
    if _TABULAR.search(text):
        return TableFormat.LATEX
    if _HTML.search(text):
        return TableFormat.HTML
    if _DASHES.search(text):
        return TableFormat.MARKDOWN
    if "&" in text and any(line.rstrip().endswith("\\\\") or " \\\\" in line for line in text.split("\n")):
        return TableFormat.LATEX
    lines = [line for line in text.split("\n") if line.strip()]
    most = max(len(lines) // 2, 1)
    if sum("\t" in line for line in lines) >= most:
        return TableFormat.TSV
    if sum(line.count("|") > 1 for line in lines) >= most:
        return TableFormat.MARKDOWN
    gaps = sum(bool(_GAPS.search(line)) for line in lines)
    signs = sum(line.count(";") > 1 or line.count(",") > 1 for line in lines)
    if gaps > signs:
        return TableFormat.SPACED
    return TableFormat.CSV if signs or not sum(line.count(" ") > 1 for line in lines) > most else TableFormat.SPACED
