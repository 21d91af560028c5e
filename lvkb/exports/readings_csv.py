"""Readings as rows, and as CSV: one for each, timm's own evaluations behind those of their paper."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.exports.cells import Row, Value, csv_lines, setting_cell, status
from lvkb.exports.columns import READINGS
from lvkb.permalinks import source_kind, source_url
from lvkb.records import Paper, Reading, Source, Variant
from lvkb.results import JudgedReading, Results
from lvkb.results.evaluations import Evaluation
from lvkb.results.protocol import protocol_of
from lvkb.subject.licences import commercial_use
from lvkb.subject.metrics import METRICS

_Cells = dict[str, Value]


def readings_csv(results: Results) -> Iterator[str]:
    """Gives every reading as a line of CSV under a header line, by paper id and in the order of the record."""
    return csv_lines(tuple(READINGS), reading_rows(results))


def reading_rows(results: Results) -> Iterator[Row]:
    """Gives the values of every reading, in the order of the columns of readings.csv."""
    for paper in results.catalog.papers.values():
        known = _paper_cells(paper)
        for item in results.by_paper[paper.id]:
            yield _row({**known, **_judged_cells(item)})
        for evaluation in results.evaluations[paper.id]:
            yield _row({**known, **_evaluation_cells(evaluation)})


def _row(cells: _Cells) -> Row:
    return [cells.get(column) for column in READINGS]


def _paper_cells(paper: Paper) -> _Cells:
    return {
        "paper": paper.id,
        "name": paper.name,
        "scope": paper.scope,
        "arxiv": paper.arxiv,
        "category": paper.categories[0],
        "year": paper.published.year,
        "venue": paper.published.venue,
        "code_license": _code_license(paper),
    }


def _judged_cells(item: JudgedReading) -> _Cells:
    source = item.paper.sources.get(item.reading.source, Source())
    return {
        **_reading_cells(item.variant, item.reading),
        "gmacs": item.gmacs,
        "setup": str(item.setup),
        "light": item.is_light,
        "weights_license": item.weights_license,
        "commercial": commercial_use(item.weights_license),
        "protocol_basis": item.basis,
        "source_kind": source_kind(source),
        "source_url": source_url(source),
        "source_read": source.read,
        "counted_params_m": item.counted_params_m,
        "counted_gmacs": item.counted_gmacs,
        "verdict": item.verdict,
    }


def _evaluation_cells(item: Evaluation) -> _Cells:
    return {
        **_reading_cells(item.variant, item.reading),
        "setup": str(protocol_of(item.reading).setup),
        "source_kind": "github",
        "source_url": item.url,
    }


def _code_license(paper: Paper) -> str | None:
    """Gives the licence of a paper's code, official code first."""
    ordered = sorted(paper.code, key=lambda code: not code.official)
    return next((code.license for code in ordered if code.license), None)


_TAKEN_OVER = ("dataset", "evaluation", "resolution", "compute_unit", "pretrain", "distilled", "epochs", "form", "base")


def _reading_cells(variant: Variant, reading: Reading) -> _Cells:
    throughput, latency = reading.throughput, reading.latency
    return {
        **{metric.key: metric.of(reading) for metric in METRICS},
        **{column: getattr(reading, column) for column in _TAKEN_OVER},
        "variant": variant.name,
        "teacher": "; ".join(reading.teacher),
        "setting": setting_cell(reading.setting),
        "throughput_device": throughput.device if throughput else None,
        "latency_device": latency.device if latency else None,
        "timm": reading.timm or variant.timm,
        "source_at": reading.at,
        "status": status(reading),
        "kind": reading.kind,
        "exactness": reading.exactness,
        "note": reading.note,
    }
