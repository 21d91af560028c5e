"""What the catalogue lacks: ready-made work for contributors."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.permalinks import source_kind
from lvkb.records import Decision, Paper
from lvkb.results import Results
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.metrics import COMPUTE, PARAMS, Metric
from lvkb.subject.setups import UNKNOWN, Setup


class FamilyCoverage(NamedTuple):
    """How far one family is covered.

    Attributes:
        title: Title of the family.
        papers: Papers whose primary category is in it.
        with_readings: Those with an ImageNet-1K reading.
        without_results: Those that report nothing on ImageNet-1K.
        readings: Readings of all of them.
    """

    title: str
    papers: int
    with_readings: int
    without_results: int
    readings: int


class Gap(NamedTuple):
    """One kind of missing facts.

    Attributes:
        title: What is missing.
        task: What to do about it.
        lacks: What a record lacks, in the words of a form.
        papers: Papers with the gap: id, name, and how often, empty for once.
    """

    title: str
    task: str
    lacks: str
    papers: tuple[tuple[str, str, str], ...]


class Listing(NamedTuple):
    """A saved listing and what became of its papers."""

    name: str
    papers: int
    recorded: int
    left_out: tuple[Decision, ...]


def has_results(paper: Paper) -> bool:
    """Tells whether a paper has an ImageNet-1K reading."""
    return any(reading.dataset == DEFAULT_DATASET for _, reading in paper.readings())


def families(catalog: Catalog) -> tuple[FamilyCoverage, ...]:
    """Gives the coverage of each family, by primary category, in the order of the tree."""
    roots = [node for node in catalog.nodes.values() if not node.parent]
    return tuple(_family(catalog, node.path, node.title) for node in roots)


def _family(catalog: Catalog, path: str, title: str) -> FamilyCoverage:
    papers = [paper for paper in catalog.papers.values() if paper.categories[0].partition("/")[0] == path]
    return FamilyCoverage(
        title,
        len(papers),
        sum(map(has_results, papers)),
        sum(paper.no_results is not None for paper in papers),
        sum(1 for paper in papers for _ in paper.readings()),
    )


def gaps(results: Results) -> tuple[Gap, ...]:
    """Gives the kinds of gaps, the weightiest first; papers by name."""
    catalog = results.catalog
    papers = sorted(catalog.papers.values(), key=lambda paper: paper.name.casefold())
    core = [paper for paper in papers if paper.scope == "core"]
    return (
        _gap(
            "Core papers without a result",
            "Open the paper's tables or its authors' repository, and add what they say.",
            "ImageNet-1K results",
            {paper.id: 1 for paper in core if not paper.no_results and not has_results(paper)},
            catalog,
        ),
        _gap(
            "Models without parameters",
            "Look for the size of the model in the paper or its repository.",
            "parameters",
            {paper.id: _lacking(results, paper, PARAMS) for paper in core},
            catalog,
        ),
        _gap(
            "Models without compute",
            "Look for MACs or FLOPs, and keep the word the source uses.",
            "multiply-adds or FLOPs",
            {paper.id: _lacking(results, paper, COMPUTE) for paper in core},
            catalog,
        ),
        _gap(
            "Accuracies of unknown setup",
            "Find input size, pre-training and distillation in the paper or its training scripts.",
            "input size, pre-training or distillation",
            {paper.id: _unknown_protocol(results, paper) for paper in core},
            catalog,
        ),
        _gap(
            "Core papers without official code",
            "If the authors published code, add it with a place where they say so.",
            "official code",
            {paper.id: 1 for paper in core if not any(code.official for code in paper.code)},
            catalog,
        ),
    )


def _gap(title: str, task: str, lacks: str, counts: dict[str, int], catalog: Catalog) -> Gap:
    found = ((id_, catalog.papers[id_].name, str(count) if count > 1 else "") for id_, count in counts.items() if count)
    return Gap(title, task, lacks, tuple(found))


def _lacking(results: Results, paper: Paper, metric: Metric) -> int:
    """Counts variants with an accuracy of which no reading tells a metric."""
    lacking: dict[str, bool] = {}
    measured: set[str] = set()
    for item in results.by_paper[paper.id]:
        name = item.variant.name
        lacking[name] = lacking.get(name, True) and metric.of(item.reading) is None
        if item.reading.top1 is not None:
            measured.add(name)
    return sum(lacking[name] for name in measured)


def _unknown_protocol(results: Results, paper: Paper) -> int:
    return sum(result.top1 is not None and UNKNOWN in result.setup for result in results.merged[paper.id])


def listings(catalog: Catalog) -> tuple[Listing, ...]:
    """Gives each saved listing with its decisions, by name."""
    names = sorted({decision.listing for decision in catalog.decisions})
    return tuple(_listing(catalog, name) for name in names)


def _listing(catalog: Catalog, name: str) -> Listing:
    mine = [decision for decision in catalog.decisions if decision.listing == name]
    return Listing(
        name, len(mine), sum(decision.record is not None for decision in mine), tuple(d for d in mine if d.reason)
    )


def source_kinds(catalog: Catalog) -> tuple[tuple[str, int], ...]:
    """Counts readings by the kind of document they were read in, commonest first."""
    kinds: Counter[str] = Counter()
    for paper in catalog.papers.values():
        for _, reading in paper.readings():
            source = paper.sources.get(reading.source)
            if source is not None:
                kinds[source_kind(source)] += 1
    return tuple(kinds.most_common())


def setups(results: Results, most: int = 12) -> tuple[tuple[Setup, int], ...]:
    """Counts results with an accuracy by setup, fullest first.

    Args:
        results: Results of the catalogue.
        most: Number of setups to give.
    """
    counts = Counter(result.setup for result in results.results if result.top1)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:most])
