"""How much the catalogue holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.records import Reading
from lvkb.results import Results
from lvkb.subject.datasets import DEFAULT_DATASET


class Totals(NamedTuple):
    """Totals over the whole catalogue.

    Attributes:
        papers: Papers.
        core: Papers of core scope.
        with_readings: Core papers that have an ImageNet-1K reading.
        without_results: Core papers that report nothing on ImageNet-1K.
        with_code: Papers with official code.
        variants: Variants.
        readings: Readings; timm's own evaluations are not among them.
        results: Results that the readings come to.
        compared: Results with an accuracy.
        sources: Sources that readings come from.
        runnable: Variants linked to a timm model.
        years: Papers by year, ascending.
        kinds: Readings by kind.
        evaluations: Readings by the way they were evaluated.
        bases: Readings by what their protocol rests on: `printed` for those whose row says all they say.
        speeds: Readings with a speed.
        devices: Readings with a speed by device, the commonest first.
        code_licensed: Entries of code with a licence, of all.
        weights_licensed: Linked variants whose weights have a licence, of all.
        timm_evaluations: timm's own evaluations of linked models.
        timings: Times on devices of the variants that were timed.
    """

    papers: int
    core: int
    with_readings: int
    without_results: int
    with_code: int
    variants: int
    readings: int
    results: int
    compared: int
    sources: int
    runnable: int
    years: tuple[tuple[int, int], ...]
    kinds: tuple[tuple[str, int], ...]
    evaluations: tuple[tuple[str, int], ...]
    bases: tuple[tuple[str, int], ...]
    speeds: int
    devices: tuple[tuple[str, int], ...]
    code_licensed: str
    weights_licensed: str
    timm_evaluations: int
    timings: int


def totals(results: Results) -> Totals:
    """Counts papers, variants, readings, results and sources."""
    papers = list(results.catalog.papers.values())
    core = [paper for paper in papers if paper.scope == "core"]
    readings = [item.reading for item in results.readings]
    merged = list(results.results)
    return Totals(
        papers=len(papers),
        core=len(core),
        with_readings=sum(any(r.dataset == DEFAULT_DATASET for _, r in paper.readings()) for paper in core),
        without_results=sum(paper.no_results is not None for paper in core),
        with_code=sum(any(code.official for code in paper.code) for paper in papers),
        variants=sum(len(paper.variants) for paper in papers),
        readings=len(readings),
        results=len(merged),
        compared=sum(result.top1 is not None for result in merged),
        sources=sum(len({reading.source for _, reading in paper.readings()}) for paper in papers),
        runnable=sum(variant.timm is not None for paper in papers for variant in paper.variants),
        years=tuple(sorted(Counter(paper.published.year for paper in papers).items())),
        kinds=tuple(sorted(Counter(reading.kind for reading in readings).items())),
        evaluations=tuple(sorted(Counter(reading.evaluation for reading in readings).items())),
        bases=tuple(sorted(Counter(item.basis or "printed" for item in results.readings).items())),
        speeds=sum(_device(reading) is not None for reading in readings),
        devices=tuple(Counter(filter(None, map(_device, readings))).most_common(12)),
        code_licensed=_of(code.license is not None for paper in papers for code in paper.code),
        weights_licensed=_of(_linked_with_licence(results)),
        timm_evaluations=sum(map(len, results.evaluations.values())),
        timings=sum(len(item.model.timings) for found in results.timed.values() for item in found),
    )


def _device(reading: Reading) -> str | None:
    speed = reading.throughput or reading.latency
    return speed.device if speed else None


def _linked_with_licence(results: Results) -> Iterator[bool]:
    """Tells of each linked variant whether a licence of its weights is known."""
    licensed: dict[tuple[str, str], bool] = {}
    for item in results.readings:
        if item.variant.timm:
            key = (item.paper.id, item.variant.name)
            licensed[key] = licensed.get(key, False) or item.weights_license is not None
    yield from licensed.values()


def _of(known: Iterable[bool]) -> str:
    """Gives how many of some things are so: `120 of 130`."""
    every = list(known)
    return f"{sum(every)} of {len(every)}"
