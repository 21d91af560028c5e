"""What a change means, as JSON for programs; docs/review.md tells its shape."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from lvkb import __version__
from lvkb.changes.comparison import Changes
from lvkb.changes.front_moves import Move
from lvkb.changes.number_changes import NumberChange, ShownChange, ToldReading
from lvkb.changes.reference_rows import ReferenceRow, ReferenceTable
from lvkb.changes.sides import Unreadable
from lvkb.changes.standing_changes import SetupChange
from lvkb.changes.told_places import Place
from lvkb.findings import Location
from lvkb.render.page_changes import PageChanges
from lvkb.views.ranking import Entry

SCHEMA_VERSION = 1


def change_data(changes: Changes, pages: PageChanges | None, ref: str) -> dict[str, Any]:
    """Gives the report as plain data, `Decimal` and dates."""
    return {
        "schema_version": SCHEMA_VERSION,
        "lvkb": __version__,
        "ref": ref,
        "commit": changes.commit,
        "changed": not changes.is_empty,
        "records": {"before": changes.before, "after": changes.after},
        "unreadable": [_unreadable(item) for item in changes.unreadable],
        "papers": {
            "removed": [item._asdict() for item in changes.removed],
            "renamed": [{"old": old, "new": new} for old, new in changes.renamed],
            "added": [item._asdict() for item in changes.added],
        },
        "readings": {
            "vanished": [_reading(item) for item in changes.vanished],
            "added": [_reading(item) for item in changes.readings],
        },
        "numbers": {
            "vanished": [_number(item) for item in changes.lost],
            "changed": [_number(item) for item in changes.numbers],
            "shown": [_shown(item) for item in changes.shown],
        },
        "setups": [_setup(item) for item in changes.setups],
        "verdicts": [item._asdict() for item in changes.verdicts],
        "moves": [_move(item) for item in changes.moves],
        "beside": [_table(item) for item in changes.tables],
        "fields": [{**item._asdict(), "location": _location(item.location)} for item in changes.fields],
        "taxonomy": [item._asdict() for item in changes.nodes],
        "files": list(changes.files),
        "rewritten": list(changes.rewritten),
        "pages": _pages(pages),
        "readme": {**changes.readme._asdict(), "rendered": pages.readme_after if pages else None},
    }


def change_json(changes: Changes, pages: PageChanges | None, ref: str) -> str:
    """Gives the report as one JSON document. Numbers are texts, with the digits of their sources."""
    return document_text(change_data(changes, pages, ref))


def document_text(document: dict[str, Any]) -> str:
    """Gives a report as JSON text."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"  # a file name may have any bytes


def _plain(value: object) -> str:
    assert isinstance(value, Decimal | date)
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def _location(location: Location) -> dict[str, Any]:
    return location._asdict()


def _place(place: Place) -> dict[str, Any]:
    return {**place._asdict(), "location": _location(place.location)}


def _unreadable(item: Unreadable) -> dict[str, Any]:
    finding = item.finding
    told = {"code": finding.code, "what": finding.what, "location": _location(finding.location)}
    return {"path": item.path, "side": "new" if item.is_new else "old", **told}


def _reading(item: ToldReading) -> dict[str, Any]:
    return {**item._asdict(), "figures": dict(item.figures), "place": _place(item.place)}


def _number(item: NumberChange) -> dict[str, Any]:
    sides = {"before": _place(item.before), "after": _place(item.after)}
    return {**item._asdict(), "metric": item.metric.field, "unit": item.metric.unit, **sides}


def _shown(item: ShownChange) -> dict[str, Any]:
    figures = {
        name: figure
        and {"value": figure.value, "origin": figure.origin, "place": figure.place and _place(figure.place)}
        for name, figure in (("old", item.old), ("new", item.new))
    }
    metric = "gmacs" if item.metric.key == "compute_g" else item.metric.field
    return {**item._asdict(), "metric": metric, **figures}


def _setup(item: SetupChange) -> dict[str, Any]:
    return {**item._asdict(), "places": [_place(place) for place in item.places]}


def _move(item: Move) -> dict[str, Any]:
    return {
        "setup": str(item.setup),
        "board": item.board,
        "budget_m": item.budget_m,
        **_entry(item.entry),
        "move": "enters" if item.entered else "leaves",
        "own_record_changed": item.is_own,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {"model": entry.model, "top1": entry.top1, "params_m": entry.params, "gmacs": entry.gmacs}


def _table(item: ReferenceTable) -> dict[str, Any]:
    rows = [_row(row) for row in item.rows]
    return {"setup": str(item.setup), "models": item.models, "bands": item.bands, "rows": rows}


def _row(row: ReferenceRow) -> dict[str, Any]:
    before = {key: value for key, value in _entry(row.before).items() if key != "model"} if row.before else None
    return {"role": row.role, **_entry(row.entry), "before": before, "band": row.band, "front": row.is_front}


def _pages(pages: PageChanges | None) -> dict[str, list[str]] | None:
    if pages is None:
        return None
    return {"added": list(pages.added), "removed": list(pages.removed), "changed": list(pages.changed)}
