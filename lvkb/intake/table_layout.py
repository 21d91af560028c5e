"""A grid to headings and rows: where the headings end, which way round the table lies, which rows name a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lvkb.documents.table_grid import MAX_COLUMNS, Cell, Grid
from lvkb.intake.metric_columns import METRICS, NO_KEY, Column, read_columns, read_heading, speed_of
from lvkb.intake.table_figures import SPEED_UNITS, UNKNOWN, is_unknown, parse_figure, without_marks
from lvkb.intake.table_names import size_of
from lvkb.intake.table_turning import one_below_the_other, with_metric_columns
from lvkb.subject.bit_widths import named_bits
from lvkb.subject.table_words import KINDS, NO, NOT_TAKEN, YES, side

MOST_HEADINGS = 5
_MOST_GROUPS = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_SIZE = re.compile(r"\s*sizes?\s*", re.IGNORECASE)
_BARE_SIZE = re.compile(r"\s*@?\s*(\d{3,4})\s*(?:px|\^2|²|\^\{2\})?\s*")
_ROUNDING = Decimal("0.1")
_SIDES = frozenset(map(str, range(96, 1025, 2)))
_UNIT_ALONE = re.compile(
    r"[(\[]?\s*(?:[kmgb]|%|ms|s|img/s|imgs/s|images/s|(?:[\u00d7x]\s*)?10\^\{?\d+\}?|mio\.?)\s*[)\]]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of models.

    Attributes:
        number: Its number among those with models, from 1.
        cells: Its cells.
        groups: Texts of the rows above it that name a group, the nearest last.
    """

    number: int
    cells: tuple[Cell, ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose headings are known.

    Attributes:
        columns: What its columns tell.
        heads: The lowest cell above each column.
        rows: Its rows of models.
        notes: The text around it.
        is_turned: Whether its models stood side by side.
    """

    columns: tuple[Column, ...]
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]
    notes: str
    is_turned: bool = False


def lay_out(grid: Grid) -> Layout:
    """Finds headings, models and groups of a table."""
    grid = one_below_the_other(grid, _heading_rows(grid)) or grid
    with_columns = with_metric_columns(grid, _heading_rows(grid))
    straight = _read(with_columns or grid)
    if _metrics(straight) > 1 or len(grid.rows) > MAX_COLUMNS:
        return straight
    turned = _read(grid.transposed(), is_turned=True)
    return turned if _metrics(turned) > _metrics(straight) else straight


def _metrics(layout: Layout) -> int:
    return len({column.kind for column in layout.columns if column.kind in METRICS or column.kind == "speed"})


def _read(grid: Grid, *, is_turned: bool = False) -> Layout:
    heads = _heading_rows(grid)
    above = tuple(zip(*grid.rows[:heads], strict=True))
    parts = [tuple(dict.fromkeys(cell.text for cell in _distinct(cells))) for cells in above]
    banner = set(_banners(grid.rows[:heads]))
    columns = tuple(
        column
        for index, texts in enumerate(parts)
        for column in read_columns(tuple(text for text in texts if text not in banner), index)
    )
    below = grid.rows[heads:]
    columns = _with_name(_with_bare_sizes(columns), below)
    columns = tuple(_by_its_cells(column, below) for column in columns)
    columns = tuple(_said_once(column, columns, below) for column in columns)
    lowest = tuple(next((cell for cell in reversed(cells) if cell.text), cells[-1]) for cells in above)
    rows = tuple(_rows(below, grid.rows[:heads], tuple(sorted(banner))))
    return Layout(columns, lowest, rows, grid.notes, is_turned)


def _distinct(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for index, cell in enumerate(cells) if index == 0 or cell is not cells[index - 1]]


def _banners(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Gives the texts of heading rows that are one cell across the whole table: captions, not headings."""
    return [row[0].text for row in rows if len(rows) > 1 and len(row) > 1 and all(cell is row[0] for cell in row)]


def _heading_rows(grid: Grid) -> int:
    """Gives how many rows head a table, at least one."""
    rows = grid.rows
    flagged = 0
    while (
        flagged < len(rows) - 1
        and all(cell.is_head or not cell.text for cell in rows[flagged])
        and any(cell.is_head for cell in rows[flagged])
    ):
        flagged += 1
    count = max(min(flagged, MOST_HEADINGS), 1)
    while count < min(MOST_HEADINGS, len(rows) - 1) and _is_heading(rows[count], rows[count - 1], grid, count):
        count += 1
    return count


def _is_heading(row: Sequence[Cell], above: Sequence[Cell], grid: Grid, index: int) -> bool:
    """Tells whether a row below a heading is one too: it is joined to it, or it tells units and words of headings."""
    if any(cell is up and cell.text for cell, up in zip(row, above, strict=True)):
        return True
    texts = [cell.text for cell in row if cell.text]
    if not texts or len(set(texts)) == 1:
        return _is_banner(above) and len(set(texts)) > 1
    if _is_banner(above) and index == 1:
        return True
    figures = sum(parse_figure(text) is not None for text in texts)
    headed = sum(_is_headed(text) for text in texts)
    if index < min(grid.rules, default=0) and figures == 0:
        return True
    return (figures <= headed // 2 and headed * 2 >= len(texts) and not row[0].text.strip()) or (
        figures == 0 and headed * 3 >= len(texts) * 2
    )


def _is_banner(row: Sequence[Cell]) -> bool:
    return len({cell.text for cell in row if cell.text}) <= 1


def _is_headed(text: str) -> bool:
    if UNKNOWN.fullmatch(without_marks(text)):
        return False
    return bool(_UNIT_ALONE.fullmatch(text.strip())) or bool(read_heading((text,)).kind)


def _with_name(columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """Sees to it that one column names the models: the first with words in it where no heading says so."""
    if any(column.kind == "model" for column in columns):
        return columns
    for column in columns:
        if column.kind or (NOT_TAKEN.search(column.title) and not KINDS["model"].search(column.title)):
            continue
        texts = [row[column.index].text for row in rows if row[column.index].text]
        if sum(map(_is_word, texts)) * 2 > len(texts):
            return tuple(_renamed(other) if other is column else other for other in columns)
    return columns


def _is_word(text: str) -> bool:
    return parse_figure(text) is None and without_marks(text).lower() not in YES | NO


def _with_bare_sizes(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Takes a column that says `@384` alone for one more of the metric before it that says a size too."""
    found: list[Column] = []
    for column in columns:
        size = _BARE_SIZE.fullmatch(column.title)
        if size and not column.kind and found and "resolution" in found[-1].protocol:
            column = replace(  # noqa: PLW2901
                found[-1], index=column.index, title=column.title, protocol={"resolution": size[1]}, part=0, parts=1
            )
        found.append(column)
    return tuple(found)


def _by_its_cells(column: Column, rows: Sequence[Sequence[Cell]]) -> Column:
    """Gives a column whose heading leaves open what it tells, or says it wrongly, as all its cells tell it."""
    held = [text for text in (column.of(row) for row in rows) if not is_unknown(text)]
    if not held or column.kind not in ("", "distilled", "teacher"):
        return column
    if column.kind:
        is_foreign = all(parse_figure(text) for text in held)
        return replace(column, kind="", why="it holds figures") if is_foreign else column
    if _SIZE.fullmatch(column.title) and all(size_of(text.replace("^{2}", "²")) in _SIDES for text in held):
        return replace(column, kind="resolution", why="")
    if all(map(named_bits, held)):
        return replace(column, kind="bits", why="")
    units = {figure.unit if (figure := parse_figure(text)) else "" for text in held}
    speed = speed_of(column.title)
    if units <= SPEED_UNITS.keys() and "device" in speed and column.why == NO_KEY:
        return replace(column, kind="speed", why="", speed=speed)
    return column


def _said_once(column: Column, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Column:
    """Sets errors aside where another column prints their accuracies, 100 less the error in all rows."""
    for other in columns:
        if not column.is_error or other.is_error or other.kind != column.kind:
            continue
        pairs = [[parse_figure(one.of(row)) for one in (column, other)] for row in rows]
        sums = [Decimal(error.number) + Decimal(right.number) for error, right in pairs if error and right]
        if sums and all(abs(whole - 100) <= _ROUNDING for whole in sums):
            return replace(column, kind="", why=f'"{other.title}" prints the accuracies')
    return column


def _renamed(column: Column) -> Column:
    return Column(column.index, column.title, "model", marks=column.marks)


def _rows(rows: Sequence[tuple[Cell, ...]], heads: Sequence[tuple[Cell, ...]], groups: tuple[str, ...]) -> list[Row]:
    """Gives the rows of models; a row of one text names the group of those below it, and headings may come again."""
    head_texts = [[cell.text for cell in row] for row in heads]
    found: list[Row] = []
    after_group = False
    for row in rows:
        texts = [cell.text for cell in row]
        kinds = {text for text in texts if text}
        if not kinds or texts in head_texts:
            continue
        if len(kinds) == 1 and len(row) > 1 and _is_group(row):
            text = next(iter(kinds))
            groups = (*groups[1 - _MOST_GROUPS :], text) if after_group else (text,)
            after_group = True
            continue
        after_group = False
        found.append(Row(len(found) + 1, row, groups))
    return found


def _is_group(row: Sequence[Cell]) -> bool:
    held = [cell for cell in row if cell.text]
    spans = len(held) == len(row) or all(cell is held[0] for cell in held)
    text = held[0].text
    return spans and (parse_figure(text) is None or bool(_WORD.search(text)) or bool(side(text.replace("^{2}", "²"))))
