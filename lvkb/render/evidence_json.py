"""What stands behind each number of a paper, as data that the workspace fetches when a reader asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lvkb.layout import PAPERS
from lvkb.records import Paper
from lvkb.render.figure_texts import (
    UNITS,
    confirmed,
    counted_instead,
    latency_text,
    number,
    protocol_text,
    setting_text,
    throughput_text,
    work_text,
)
from lvkb.results import JudgedReading, Result
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.metrics import PARAMS, TOP1, TOP5
from lvkb.subject.setups import EVALUATIONS
from lvkb.views.evidence import Evidence, evidence
from lvkb.views.marks import reading_marks
from lvkb.views.paper_sources import source_lines


def evidence_json(paper: Paper, results: Iterable[Result], bibtex: str, snippets: dict[str, str]) -> str:
    """Gives the evidence of a paper as compact JSON.

    Args:
        paper: The paper.
        results: All its results, in their order.
        bibtex: Its entry for bibliographies.
        snippets: The Python that runs its models, by name of the variant, and by timm name for further weights.
    """
    data = {
        "id": paper.id,
        "record": f"{PAPERS}/{paper.id}.yml",
        "bibtex": bibtex,
        "sources": {line.key: {"text": line.text, "url": line.url} for line in source_lines(paper)},
        "snippets": snippets,
        "results": [_result(result) for result in results],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _result(result: Result) -> dict[str, object]:
    return {
        "model": result.variant.name,
        "readings": [_reading(found) for found in evidence(result)],
        "counted": "; ".join(filter(None, (confirmed(result), counted_instead(result)))),
    }


def _reading(found: Evidence) -> dict[str, object]:
    reading = found.item.reading
    return {
        "source": reading.source,
        "at": reading.at,
        "values": [list(pair) for pair in _values(found)],
        "protocol": _protocol(found.item),
        "basis": found.item.basis or "",
        "note": reading.note or "",
        "marks": ", ".join(reading_marks(reading)),
        **({"reason": reading.reason} if reading.reason else {}),
        **({"costs": 1} if found.costs else {}),
    }


def _values(found: Evidence) -> Iterator[tuple[str, str]]:
    """Gives what a reading tells, as printed, each with its heading."""
    reading = found.item.reading
    for metric in (PARAMS,) if found.costs else (TOP1, TOP5, PARAMS):
        value = metric.of(reading)
        if value is not None:
            yield metric.heading, number(value)
    if reading.compute_g is not None:
        yield UNITS[reading.compute_unit or "unstated"], number(reading.compute_g)
    if not found.costs:
        speeds = throughput_text(reading.throughput), latency_text(reading.latency)
        yield from (("Speed", text) for text in speeds if text)


def _protocol(item: JudgedReading) -> str:
    """Gives all that a reading says of its protocol, its record's protocol included."""
    reading = item.reading
    parts = (
        reading.dataset if reading.dataset != DEFAULT_DATASET else "",
        EVALUATIONS.get(reading.evaluation, ""),
        protocol_text(reading),
        f"applied to {work_text(reading.base)}" if reading.base else "",
        setting_text(reading.setting),
        reading.timm or "",
    )
    return ", ".join(filter(None, parts))
