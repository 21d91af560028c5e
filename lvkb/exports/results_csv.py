"""Results as rows, and as CSV: one for each, all readings of one variant under one protocol merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.exports.cells import Row, Value, csv_lines, setting_cell, status
from lvkb.exports.columns import RESULTS
from lvkb.permalinks import source_url
from lvkb.records import Source
from lvkb.results import Figure, Result, Results
from lvkb.subject.licences import commercial_use

_TAKEN_OVER = ("dataset", "evaluation", "resolution", "pretrain", "distilled", "epochs", "form", "base")


def results_csv(results: Results) -> Iterator[str]:
    """Gives every result as a line of CSV under a header line, by paper id and in the order of the record."""
    return csv_lines(tuple(RESULTS), result_rows(results.results))


def result_rows(found: Iterable[Result]) -> Iterator[Row]:
    """Gives the values of results, in the order of the columns of results.csv."""
    return map(_row, found)


def _row(result: Result) -> Row:
    main = result.main.reading
    source = result.paper.sources.get(main.source, Source())
    cells: dict[str, Value] = {
        **{column: getattr(result.protocol, column) for column in _TAKEN_OVER},
        "paper": result.paper.id,
        "name": result.paper.name,
        "variant": result.variant.name,
        "setup": str(result.setup),
        "teacher": "; ".join(result.protocol.teacher),
        "setting": setting_cell(result.protocol.setting),
        "top1": _value(result.top1),
        "top1_low": result.top1.low if result.top1 else None,
        "top1_high": result.top1.high if result.top1 else None,
        "top5": _value(result.top5),
        "params_m": _value(result.params_m),
        "params_from": result.params_m.origin if result.params_m else None,
        "gmacs": _value(result.gmacs),
        "gmacs_from": result.gmacs.origin if result.gmacs else None,
        "light": result.is_light,
        "readings": len(result.readings),
        "timm": result.timm,
        "scope": result.paper.scope,
        "status": status(main),
        "note": "; ".join(result.notes),
        "weights_license": result.main.weights_license,
        "commercial": commercial_use(result.main.weights_license),
        "protocol_basis": result.main.basis,
        "source_url": source_url(source),
        "source_at": main.at,
        "source_read": source.read,
    }
    return [cells[column] for column in RESULTS]


def _value(figure: Figure | None) -> Value:
    return figure.value if figure else None
