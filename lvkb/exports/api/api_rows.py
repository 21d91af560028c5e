"""Rows of the documents of the API, as plain data: what is unknown is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from lvkb.exports.catalog_json import node_data
from lvkb.exports.cells import Row, Value
from lvkb.exports.column_types import column_type
from lvkb.exports.columns import READINGS, RESULTS, TIMINGS
from lvkb.exports.readings_csv import reading_rows
from lvkb.exports.results_csv import result_rows
from lvkb.exports.timings_csv import timing_rows
from lvkb.records import Paper
from lvkb.registers import PAPER_REGISTERS
from lvkb.results import Result, Results
from lvkb.views.frozen_releases import GonePaper, Past
from lvkb.views.known_devices import known_devices
from lvkb.views.model_lookup import Spelling, folded, identities, spellings
from lvkb.views.setup_fronts import SetupFronts, setup_fronts

Data = dict[str, Any]


def results_data(found: Iterable[Result]) -> Iterator[Data]:
    """Gives results by the columns of results.csv."""
    return _by_column(RESULTS, result_rows(found))


def readings_data(results: Results) -> Iterator[Data]:
    """Gives readings by the columns of readings.csv."""
    return _by_column(READINGS, reading_rows(results))


def timings_data(results: Results) -> Iterator[Data]:
    """Gives times on devices by the columns of timings.csv."""
    return _by_column(TIMINGS, timing_rows(results))


def _by_column(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[Data]:
    names = tuple(columns)
    numbers = frozenset(name for name in names if column_type(name).kind == "number")
    for row in rows:
        yield {name: _typed(value, name in numbers) for name, value in zip(names, row, strict=True) if _is_told(value)}


def _is_told(value: Value) -> bool:
    return value is not None and value != ""


def _typed(value: Value, is_number: bool) -> Value:
    return Decimal(value) if is_number and isinstance(value, str) else value


def paper_row(results: Results, paper: Paper, file: Mapping[str, Any]) -> Data:
    """Gives a paper as one line of the list of papers.

    Args:
        results: What is derived from the catalogue.
        paper: The paper.
        file: Path, size and hash of the file that tells all of it.
    """
    ids = {register.field: getattr(paper, register.field) for register in PAPER_REGISTERS}
    told = {
        "id": paper.id,
        "name": paper.name,
        "aliases": paper.aliases,
        "title": paper.title,
        "authors": paper.authors,
        "year": paper.published.year,
        "venue": paper.published.venue,
        "scope": paper.scope,
        "categories": paper.categories,
        **ids,
    }
    counts = {
        "variants": len(paper.variants),
        "readings": len(results.by_paper[paper.id]),
        "results": len(results.merged[paper.id]),
    }
    pages = {"page": f"../../papers/{paper.id}/", "markdown": f"../../papers/{paper.id}/index.md"}
    return {**{key: value for key, value in told.items() if value}, **counts, **pages, **file}


def taxonomy_data(results: Results) -> Iterator[Data]:
    """Gives the nodes of the taxonomy in the order of the tree, each with the papers that stand in it itself."""
    papers: dict[str, list[str]] = {}
    for paper in results.catalog.papers.values():
        for category in paper.categories:
            papers.setdefault(category, []).append(paper.id)
    for path, node in results.catalog.nodes.items():
        yield {**node_data(node), "papers": papers.get(path, []), "page": f"../../taxonomy/{path}/"}


def devices_data(results: Results) -> Iterator[Data]:
    """Gives the devices that speeds were measured on."""
    return (device._asdict() for device in known_devices(results))


def fronts_data(results: Results) -> Iterator[Data]:
    """Gives the fronts of each setup."""
    return map(_front, setup_fronts(results))


def _front(found: SetupFronts) -> Data:
    setup = found.setup
    return {
        "setup": str(setup),
        "dataset": setup.dataset,
        "data": setup.data,
        "distilled": setup.distilled,
        "resolution": setup.resolution,
        "evaluation": setup.evaluation,
        "models": found.models,
        "params_m": [_point(result) for result in found.fronts["params"]],
        "gmacs": [_point(result) for result in found.fronts["gmacs"]],
    }


def _point(result: Result) -> Data:
    figures = {"top1": result.top1, "params_m": result.params_m, "gmacs": result.gmacs}
    known = {key: figure.value for key, figure in figures.items() if figure}
    return {"paper": result.paper.id, "variant": result.variant.name, **known}


def gone_data(past: Past) -> Iterator[Data]:
    """Gives the papers of releases whose ids no record has any more."""
    return map(_gone, past.gone)


def _gone(gone: GonePaper) -> Data:
    frozen, data = gone.frozen, "data/catalog.json"
    kept = any(file.path == data for file in frozen.files)
    return {
        "id": gone.id,
        "name": gone.name,
        "release": frozen.release.model_dump(),
        **({"data": f"../../{frozen.folder}/{data}"} if kept else {}),
        "page": f"../../papers/{gone.id}/",
        **({"now": gone.now, "file": f"papers/{gone.now}.json"} if gone.now else {}),
    }


class _Name(NamedTuple):
    key: str
    name: str
    kind: str
    paper: str
    variant: str | None


def names_data(results: Results) -> Iterator[Data]:
    """Gives every name with what it stands for, by its folded form; names before ids, papers before their models."""
    catalog = results.catalog
    found = dict.fromkeys(map(_name, chain(spellings(catalog), identities(catalog))))
    for name in sorted(found, key=lambda name: name.key):
        if name.key:
            yield {key: value for key, value in name._asdict().items() if value is not None}


def _name(item: Spelling) -> _Name:
    paper, variant = item.found
    return _Name(folded(item.text), item.text, item.kind, paper.id, variant.name if variant else None)
