"""The catalogue as JSON: all that the records say, with links and derived values beside it.

The keys are those of the record format, in its order. Derived keys come after them: `link` of sources and code, `gmacs`
and `setup` of readings, `measured` and `timings` of variants, `links` and `timm_evaluations` of papers. What is
unknown, or the default of the record format, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lvkb import __version__
from lvkb.catalog import Node
from lvkb.exports.json_text import Json, json_list, json_value
from lvkb.measured import Timing
from lvkb.permalinks import code_url, paper_links, source_url
from lvkb.records import Code, Paper, Record, Source, Variant
from lvkb.results import JudgedReading, Results
from lvkb.results.evaluations import Evaluation
from lvkb.results.timed import Timed
from lvkb.results.verdicts import VariantVerdict

DATA_VERSION = 2
"""Version of the layout of all exports; docs/data-format.md says when it changes."""

LICENSE = "CC-BY-4.0"

_Data = dict[str, Any]


def catalog_json(results: Results) -> Iterator[str]:
    """Gives the whole catalogue as JSON: taxonomy in the order of the tree, then a paper on each line."""
    catalog = results.catalog
    head: dict[str, Json] = {
        "schema_version": DATA_VERSION,
        "generator": f"lvkb {__version__}",
        "license": LICENSE,
        "taxonomy": [node_data(node) for node in catalog.nodes.values()],
    }
    yield f'{json_value(head).removesuffix("}")},\n"papers":'
    yield from json_list(json_value(paper_data(results, paper)) for paper in catalog.papers.values())
    yield "}\n"


def node_data(node: Node) -> _Data:
    """Gives a node of the taxonomy as plain data."""
    keys = ("path", "title", "definition", "group", "parent")
    return {key: getattr(node, key) for key in keys if getattr(node, key)}


def paper_data(results: Results, paper: Paper) -> _Data:
    """Gives a paper as plain data: dictionaries, lists, text, whole numbers, `Decimal` and dates."""
    data = _known(paper)
    if paper.code:
        data["code"] = [_code(code) for code in paper.code]
    if paper.sources:
        data["sources"] = {key: _source(source) for key, source in paper.sources.items()}
    if paper.variants:
        data["variants"] = list(_variants(results, paper))
    timm = [_evaluation(item) for item in results.evaluations[paper.id]]
    return dict(_filled({**data, "links": paper_links(paper), **({"timm_evaluations": timm} if timm else {})}))


def _code(code: Code) -> _Data:
    return {**_known(code), "link": code_url(code)}


def _source(source: Source) -> _Data:
    return {**_known(source), "link": source_url(source)}


def _variants(results: Results, paper: Paper) -> Iterator[_Data]:
    judged, timed = iter(results.by_paper[paper.id]), results.timed[paper.id]
    for variant in paper.variants:
        readings = [_reading(next(judged)) for _ in variant.readings]
        counted = _counted(variant, results.verdicts[paper.id, variant.name])
        timings = [_timing(item, run) for item in timed if item.variant is variant for run in item.model.timings]
        derived = {"measured": counted, "timings": timings}
        yield {**_known(variant), "readings": readings, **{key: value for key, value in derived.items() if value}}


def _timing(item: Timed, run: Timing) -> _Data:
    low, high = run.memory_mb
    told = run.model_dump(exclude={"memory_mb", "ms"})
    return {"model": item.model.model, **told, "ms": Decimal(run.ms), "memory_mb_low": low, "memory_mb_high": high}


def _reading(item: JudgedReading) -> _Data:
    derived = {} if item.gmacs is None else {"gmacs": item.gmacs}
    return {**_known(item.recorded), **derived, "setup": str(item.setup)}


def _counted(variant: Variant, found: VariantVerdict) -> _Data:
    """Gives what was counted on the model of a variant; empty when nothing was."""
    count = found.counted
    if count is None:
        return {}
    sizes = [cost.model_dump(include={"size", "macs", "macs_fused", "norms"}) for cost in count.sizes]
    data = {"params": count.params, "params_fused": count.params_fused, "sizes": sizes, "verdict": str(found.verdict)}
    if count.model == variant.timm and count.license:
        data["license"] = count.license
    return data


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
    return dict(_filled(record.model_dump(by_alias=True, exclude_defaults=True)))


def _filled(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        kept = dict(_filled(value)) if isinstance(value, Mapping) else value
        if kept not in ((), {}):
            yield key, kept
