"""Tables that lie in another way than a row for each model and a column for each metric, turned into such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lvkb.documents.table_grid import Cell, Grid
from lvkb.intake.metric_columns import METRICS, read_heading

_MOST_SHARED = 3
_SETTINGS = frozenset({"keep_ratio", "merged_per_layer", "threshold", "exit_layer", "tokens", "resolution", "epochs"})


def one_below_the_other(grid: Grid, heads: int) -> Grid | None:
    """Puts the halves or thirds of a table below each other whose headings come twice or thrice side by side.

    They may stand behind columns that go for all of them, as in `Model, Bits, Top-1, Bits, Top-1`, where one of their
    own tells a setting.

    Args:
        grid: The table.
        heads: Number of its heading rows.
    """
    texts = [tuple(row[index].text for row in grid.rows[:heads]) for index in range(len(grid.rows[0]))]
    for times in (3, 2):
        for shared in range(min(_MOST_SHARED, len(texts) - 1) + 1):
            part = (len(texts) - shared) // times
            block = texts[shared : shared + part]
            is_repeated = part > 1 and texts[shared:] == block * times and len(set(texts)) == shared + part
            if is_repeated and (shared == 0 or any(read_heading(column).kind not in METRICS for column in block)):
                return Grid(
                    (*_cut(grid.rows[:heads], shared, part, 1), *_cut(grid.rows[heads:], shared, part, times)),
                    grid.notes,
                )
    return None


def _cut(rows: Sequence[tuple[Cell, ...]], shared: int, part: int, times: int) -> Iterator[tuple[Cell, ...]]:
    """Gives the parts of rows one below the other, all those of the first column of parts first."""
    for start in range(shared, shared + part * times, part):
        yield from ((*row[:shared], *row[start : start + part]) for row in rows)


def with_metric_columns(grid: Grid, heads: int) -> Grid | None:
    """Turns a table with a row for each metric of a model, and a column for each setting that it runs under.

    Args:
        grid: The table.
        heads: Number of its heading rows.

    Returns:
        A row for each model and setting, with a column for each metric; None where the table is none of these.
    """
    rows = grid.rows[heads:]
    metrics = _metric_column(rows)
    if metrics is None or heads < 2:
        return None
    above = grid.rows[:heads]
    setting = next(
        (row[metrics + 1] for row in above if read_heading((row[metrics + 1].text,)).kind in _SETTINGS), None
    )
    if setting is None or any(setting not in column for column in list(zip(*above, strict=True))[metrics + 1 :]):
        return None
    names = list(dict.fromkeys(row[metrics].text for row in rows))
    if len(names) > len(rows) // 2 + 1:
        return None
    first = {text: next(row[metrics] for row in rows if row[metrics].text == text) for text in names}
    head = (*above[0][:metrics], setting, *(first[text] for text in names))
    return Grid((head, *_turned(rows, above[-1], metrics, names)), grid.notes)


def _metric_column(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Gives the column whose cells are headings of metrics."""
    for index in range(1, len(rows[0]) - 2 if rows else 0):
        if len(rows) > 1 and all(read_heading((row[index].text,)).kind in METRICS for row in rows):
            return index
    return None


def _turned(
    rows: Sequence[tuple[Cell, ...]], settings: Sequence[Cell], metrics: int, names: Sequence[str]
) -> Iterator[tuple[Cell, ...]]:
    for _, group in groupby(rows, key=lambda row: [cell.text for cell in row[:metrics]]):
        held = list(group)
        by_metric = {row[metrics].text: row for row in held}
        for column in range(metrics + 1, len(settings)):
            empty = settings[column]._replace(text="")
            cells = (by_metric[name][column] if name in by_metric else empty for name in names)
            yield (*held[0][:metrics], settings[column], *cells)
