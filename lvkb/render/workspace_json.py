"""The workspace as data for its page: one array a column, numbers as printed, indexes into other lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from lvkb.records import Latency, Throughput
from lvkb.render.chart_texts import setup_words
from lvkb.render.figure_texts import number, setting_text, speed_conditions
from lvkb.results import Figure
from lvkb.subject.devices import device_name
from lvkb.subject.licences import commercial_use
from lvkb.views.marks import marks
from lvkb.views.sections import venue_text
from lvkb.views.workspace import PaperRow, ResultRow, TimingRow, VariantRow, Workspace

WORKSPACE_VERSION = 2
"""Version of the form of the file, for its script."""

Row = TypeVar("Row")
Cell = str | int | list[int]
Columns = Mapping[str, Callable[[Row], Cell]]


def workspace_json(rows: Workspace) -> str:
    """Gives the workspace as compact JSON; an empty text stands for what nobody says, -1 for no such row.

    Columns that lead from a row to the one that it belongs to, and so rise along the file, hold each number's step from
    the one before: a fifth of the bytes. So do the places of results, which rise inside a paper.
    """
    data = {
        "version": WORKSPACE_VERSION,
        "updated": rows.updated.isoformat() if rows.updated else "",
        "families": [[node.path, node.title] for node in rows.families],
        "topics": [[node.path, node.title] for node in rows.topics],
        "devices": rows.devices,
        "setups": [[*setup[:5], setup_words(setup)] for setup in rows.setups],
        "papers": _table(_PAPERS, rows.papers),
        "models": _stepped(_table(_MODELS, rows.models), "paper"),
        "results": _stepped(_stepped(_table(_RESULTS, rows.results), "model"), "nr"),
        "speeds": _stepped(_speeds(rows), "result"),
        "timings": _stepped(_timings(rows), "model"),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _table(columns: Columns[Row], rows: Iterable[Row]) -> dict[str, list[Cell]]:
    rows = tuple(rows)
    return {key: [cell(row) for row in rows] for key, cell in columns.items()}


def _stepped(table: dict[str, list[Cell]], key: str) -> dict[str, list[Cell]]:
    """Gives a table with the steps of one column of numbers, the first one from 0."""
    steps: list[Cell] = [int(str(after)) - int(str(before)) for before, after in pairwise([0, *table[key]])]
    return table | {key: steps}


def _use(license_: str | None) -> str:
    return commercial_use(license_) or ""


_PAPERS: Columns[PaperRow] = {
    "id": lambda row: row.paper.id,
    "name": lambda row: row.paper.name,
    "year": lambda row: row.paper.published.year,
    "venue": lambda row: venue_text(row.paper),
    "family": lambda row: -1 if row.family is None else row.family,
    "topics": lambda row: list(row.topics),
    "core": lambda row: int(row.paper.scope == "core"),
    "official": lambda row: int(row.code is not None and row.code.official),
    "code": lambda row: (row.code.license if row.code else None) or "",
    "code_use": lambda row: _use(row.code.license if row.code else None),
}
_MODELS: Columns[VariantRow] = {
    "paper": lambda row: row.paper,
    "name": lambda row: row.variant.name,
    "timm": lambda row: row.timm,
    "snippet": lambda row: int(row.own is not None),
    "weights": lambda row: row.license,
    "weights_use": lambda row: _use(row.license),
}


def _value(figure: Figure | None) -> str:
    return number(figure.value) if figure else ""


def _origin(figure: Figure | None) -> str:
    return figure.origin[0] if figure else ""


def _span(figure: Figure | None) -> tuple[str, str]:
    """Gives least and greatest number of sources that disagree; two empty texts where they agree."""
    if figure is None or not figure.differs:
        return "", ""
    return number(figure.low), number(figure.high)


_RESULTS: Columns[ResultRow] = {
    "model": lambda row: row.model,
    "setup": lambda row: row.setup,
    "top1": lambda row: _value(row.result.top1),
    "low": lambda row: _span(row.result.top1)[0],
    "high": lambda row: _span(row.result.top1)[1],
    "params": lambda row: _value(row.result.params_m),
    "params_from": lambda row: _origin(row.result.params_m),
    "params_low": lambda row: _span(row.result.params_m)[0],
    "params_high": lambda row: _span(row.result.params_m)[1],
    "gmacs": lambda row: _value(row.result.gmacs),
    "gmacs_from": lambda row: _origin(row.result.gmacs),
    "gmacs_low": lambda row: _span(row.result.gmacs)[0],
    "gmacs_high": lambda row: _span(row.result.gmacs)[1],
    "px": lambda row: number(row.result.protocol.resolution),
    "epochs": lambda row: number(row.result.protocol.epochs),
    "teacher": lambda row: "; ".join(row.result.protocol.teacher),
    "form": lambda row: row.result.protocol.form or "",
    "base": lambda row: row.result.protocol.base or "",
    "setting": lambda row: setting_text(row.result.protocol.setting),
    "note": lambda row: "; ".join(row.result.notes),
    "marks": lambda row: ", ".join(marks(row.result)),
    "sound": lambda row: int(row.result.main.is_sound),
    "readings": lambda row: len(row.result.readings),
    "nr": lambda row: row.place,
    "timm": lambda row: row.timm,
    "snippet": lambda row: int(row.own is not None),
    "weights": lambda row: row.license,
    "weights_use": lambda row: _use(row.license),
    "other_weights": lambda row: int(row.has_other_weights),
}


def _speeds(rows: Workspace) -> dict[str, list[Cell]]:
    numbers = {name: number for number, name in enumerate(rows.devices)}
    told = [(place, speed) for place, row in enumerate(rows.results) for speed in row.speeds]
    return {
        "result": [place for place, _ in told],
        "device": [numbers.get(device_name(speed.device), -1) for _, speed in told],
        "ms": [number(speed.ms) if isinstance(speed, Latency) else "" for _, speed in told],
        "ips": [number(speed.images_per_s) if isinstance(speed, Throughput) else "" for _, speed in told],
        "how": [speed_conditions(speed) for _, speed in told],
    }


def _timings(rows: Workspace) -> dict[str, list[Cell]]:
    numbers = {name: number for number, name in enumerate(rows.devices)}
    columns: Columns[TimingRow] = {
        "model": lambda row: row.model,
        "device": lambda row: numbers[row.timing.device],
        "ms": lambda row: row.timing.ms,
        "how": lambda row: f"{row.timing.precision}, {row.timing.runtime}",
    }
    return _table(columns, rows.timings)
