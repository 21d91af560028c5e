"""How much the catalogue holds."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.results.evaluations import evaluation_count
from lvkb.subject import DEFAULT_DATASET


class Counts(NamedTuple):
    """Counts over the whole catalogue.

    Attributes:
        papers: Papers.
        core: Papers of core scope.
        with_readings: Core papers that have an ImageNet-1K reading.
        without_results: Core papers that report nothing on ImageNet-1K.
        with_code: Papers with official code.
        variants: Variants.
        readings: Readings.
        sources: Sources that readings come from.
        runnable: Variants linked to a timm model.
        years: Papers by year, ascending.
        kinds: Readings by kind; those that timm publishes are not among them.
        timm_evaluations: timm's own evaluations of linked models.
    """

    papers: int
    core: int
    with_readings: int
    without_results: int
    with_code: int
    variants: int
    readings: int
    sources: int
    runnable: int
    years: tuple[tuple[int, int], ...]
    kinds: tuple[tuple[str, int], ...]
    timm_evaluations: int


def counts(catalog: Catalog) -> Counts:
    """Counts papers, variants, readings and sources."""
    papers = list(catalog.papers.values())
    core = [paper for paper in papers if paper.scope == "core"]
    readings = [reading for paper in papers for _, reading in paper.readings()]
    years = Counter(paper.published.year for paper in papers)
    kinds = Counter(reading.kind for reading in readings)
    return Counts(
        papers=len(papers),
        core=len(core),
        with_readings=sum(any(r.dataset == DEFAULT_DATASET for _, r in paper.readings()) for paper in core),
        without_results=sum(paper.no_results is not None for paper in core),
        with_code=sum(any(code.official for code in paper.code) for paper in papers),
        variants=sum(len(paper.variants) for paper in papers),
        readings=len(readings),
        sources=sum(len({reading.source for _, reading in paper.readings()}) for paper in papers),
        runnable=sum(variant.timm is not None for paper in papers for variant in paper.variants),
        years=tuple(sorted(years.items())),
        kinds=tuple(sorted(kinds.items())),
        timm_evaluations=evaluation_count(catalog),
    )
