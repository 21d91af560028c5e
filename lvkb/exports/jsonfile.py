"""The catalogue as JSON: all that the records say, with links and derived values beside it.

The keys are those of the record format, in its order. Derived keys come after them: `link` of sources and code, `gmacs`
of readings, `measured` of variants, `links` and `timm_evaluations` of papers. What is unknown, or the default of the
record format, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lvkb import __version__
from lvkb.catalog import Catalog, Node
from lvkb.exports.counted import counted_data
from lvkb.exports.jsontext import Json, json_value
from lvkb.permalinks import code_url, paper_links, source_url
from lvkb.records import Code, Paper, Reading, Record, Source, Variant
from lvkb.results.compute import gmacs
from lvkb.results.evaluations import Evaluation, evaluations
from lvkb.results.verdicts import Judge

DATA_VERSION = 1
"""Version of the layout of all exports; docs/data-format.md says when it changes."""

LICENCE = "CC-BY-4.0"

_Data = dict[str, Any]


def json_text(catalog: Catalog) -> str:
    """Gives the whole catalogue as one JSON document: taxonomy in the order of the tree, then a paper on each line."""
    head: dict[str, Json] = {
        "schema_version": DATA_VERSION,
        "generator": f"lvkb {__version__}",
        "licence": LICENCE,
        "taxonomy": [_node(node) for node in catalog.nodes.values()],
    }
    judge = Judge(catalog.counts)
    papers = ",\n".join(json_value(paper_data(catalog, paper, judge)) for paper in catalog.papers.values())
    return f'{json_value(head).removesuffix("}")},\n"papers":[\n{papers}\n]}}\n'


def _node(node: Node) -> _Data:
    keys = ("path", "title", "definition", "group", "parent")
    return {key: getattr(node, key) for key in keys if getattr(node, key)}


def paper_data(catalog: Catalog, paper: Paper, judge: Judge) -> _Data:
    """Gives a paper as plain data: dictionaries, lists, text, whole numbers, `Decimal` and dates."""
    data = _known(paper)
    if paper.code:
        data["code"] = [_code(code) for code in paper.code]
    if paper.sources:
        data["sources"] = {key: _source(source) for key, source in paper.sources.items()}
    if paper.variants:
        data["variants"] = [_variant(variant, judge) for variant in paper.variants]
    timm = [_evaluation(item) for item in evaluations(catalog, paper)]
    return dict(_filled({**data, "links": paper_links(paper), **({"timm_evaluations": timm} if timm else {})}))


def _code(code: Code) -> _Data:
    return {**_known(code), "link": code_url(code)}


def _source(source: Source) -> _Data:
    return {**_known(source), "link": source_url(source)}


def _variant(variant: Variant, judge: Judge) -> _Data:
    counted = counted_data(judge, variant)
    readings = [_reading(reading) for reading in variant.readings]
    return {**_known(variant), "readings": readings, **({"measured": counted} if counted else {})}


def _reading(reading: Reading) -> _Data:
    compute = gmacs(reading)
    return {**_known(reading), **({} if compute is None else {"gmacs": compute})}


def _evaluation(item: Evaluation) -> _Data:
    """Gives one of timm's evaluations: the keys of a reading, but for its source, and what timm alone tells."""
    told = {key: value for key, value in _known(item.reading).items() if key != "source"}
    throughputs = [_known(speed) for speed in item.throughputs.values()]
    return {
        "variant": item.variant.name,
        **told,
        "crop_pct": Decimal(item.result.crop_pct),
        "interpolation": item.result.interpolation,
        **({"throughputs": throughputs} if throughputs else {}),
        "link": item.url,
    }


def _known(record: Record) -> _Data:
    """Gives what a record holds, without what is unknown, empty, or the default that records leave out too."""
    return dict(_filled(record.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)))


def _filled(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        kept = dict(_filled(value)) if isinstance(value, Mapping) else value
        if kept not in ((), {}):
            yield key, kept
