"""The workspace of models: papers, models, results and speeds as rows that point at each other by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from lvkb.catalog import Node
from lvkb.measured import ModelCount, Timing
from lvkb.records import Code, Latency, Paper, Throughput, Variant
from lvkb.results import JudgedReading, Result, Results
from lvkb.results.evaluations import weights
from lvkb.subject.devices import device_name
from lvkb.subject.setups import Setup
from lvkb.views.result_columns import speeds
from lvkb.views.timing_table import timing_table


class PaperRow(NamedTuple):
    """A paper that has a result.

    Attributes:
        paper: The paper.
        family: Number of its family; None where the taxonomy does not know it.
        topics: Numbers of the topics that it stands in, those above its categories included.
        code: Its code that says most: official before others, with a licence before without.
    """

    paper: Paper
    family: int | None
    topics: tuple[int, ...]
    code: Code | None


class VariantRow(NamedTuple):
    """A variant that has a result.

    Attributes:
        paper: Number of its paper.
        variant: The variant.
        timm: timm name of its weights; empty when timm has none.
        license: Licence of these weights; empty when nobody says.
        own: What was counted on these very weights; None when nothing was.
        setups: Setups of the results that are told to be of these weights; none when nobody tells.
    """

    paper: int
    variant: Variant
    timm: str
    license: str
    own: ModelCount | None
    setups: frozenset[Setup]


class ResultRow(NamedTuple):
    """A result with an accuracy.

    Attributes:
        model: Number of its variant.
        setup: Number of its setup.
        result: The result.
        place: Its place among all results of its paper.
        speeds: What its readings tell of speed, each once.
        timm: timm name of its own weights, where they are others than the variant's; else empty.
        license: Licence of these; empty when nobody says.
        own: What was counted on these; None when nothing was.
        has_other_weights: Whether the variant's weights in timm are told to be of a result in another setup.
    """

    model: int
    setup: int
    result: Result
    place: int
    speeds: tuple[Throughput | Latency, ...]
    timm: str
    license: str
    own: ModelCount | None
    has_other_weights: bool


class TimingRow(NamedTuple):
    """The fastest run of a variant on a device in one precision, as Qualcomm measured it."""

    model: int
    timing: Timing


class Workspace(NamedTuple):
    """All rows of the workspace.

    Attributes:
        updated: Day of the newest record; None without any.
        families: Families in the order of the taxonomy.
        topics: Nodes below the families, likewise.
        setups: Setups of the results.
        devices: Names of the devices of all speeds and timings.
        papers: Papers by id.
        models: Their variants, in the order of the records.
        results: Results with an accuracy, likewise.
        timings: Times on devices.
    """

    updated: date | None
    families: tuple[Node, ...]
    topics: tuple[Node, ...]
    setups: tuple[Setup, ...]
    devices: tuple[str, ...]
    papers: tuple[PaperRow, ...]
    models: tuple[VariantRow, ...]
    results: tuple[ResultRow, ...]
    timings: tuple[TimingRow, ...]


def workspace(results: Results) -> Workspace:
    """Gives the rows of the workspace of a catalogue."""
    shown = [(nr, item) for items in results.merged.values() for nr, item in enumerate(items) if item.top1]
    papers = _numbered(item.paper.id for _, item in shown)
    models = _numbered(_model(item) for _, item in shown)
    setups = _numbered(item.setup for _, item in shown)
    variants = {_model(item): _variant(results, papers[item.paper.id], item) for _, item in shown}
    rows = tuple(
        _result(results, models[_model(item)], variants[_model(item)], setups[item.setup], nr, item)
        for nr, item in shown
    )
    timings = tuple(_timings(results, models))
    named = (
        *(device_name(speed.device) for row in rows for speed in row.speeds),
        *(row.timing.device for row in timings),
    )
    nodes = tuple(results.catalog.nodes.values())
    return Workspace(
        updated=max((paper.added for paper in results.catalog.papers.values()), default=None),
        families=tuple(node for node in nodes if not node.parent),
        topics=tuple(node for node in nodes if node.parent),
        setups=tuple(setups),
        devices=tuple(_numbered(filter(None, named))),
        papers=tuple(_paper(results, identity) for identity in papers),
        models=tuple(variants.values()),
        results=rows,
        timings=timings,
    )


_Key = tuple[str, str]
T = TypeVar("T")


def _numbered(items: Iterable[T]) -> dict[T, int]:
    """Gives the number of each different thing, in the order in which they come."""
    return {item: number for number, item in enumerate(dict.fromkeys(items))}


def _model(result: Result) -> _Key:
    return result.paper.id, result.variant.name


def _paper(results: Results, identity: str) -> PaperRow:
    paper = results.catalog.papers[identity]
    nodes = results.catalog.nodes.values()
    families = _numbered(node.path for node in nodes if not node.parent)
    topics = _numbered(node.path for node in nodes if node.parent)
    paths = dict.fromkeys(path for category in paper.categories for path in _with_those_above(category))
    return PaperRow(
        paper=paper,
        family=families.get(paper.categories[0].partition("/")[0]),
        topics=tuple(topics[path] for path in paths if path in topics),
        code=max(paper.code, key=lambda code: (code.official, code.license is not None), default=None),
    )


def _with_those_above(category: str) -> Iterator[str]:
    parts = category.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _variant(results: Results, paper: int, of: Result) -> VariantRow:
    timm = next(iter(weights(of.variant)), "")
    license_ = _license(results.by_paper[of.paper.id], of.variant, timm)
    own = (item for item in results.merged[of.paper.id] if item.variant is of.variant and item.top1)
    setups = frozenset(item.setup for item in own if item.protocol.weights == timm)
    return VariantRow(paper, of.variant, timm, license_, results.judge.own_count(timm), setups)


def _license(readings: Iterable[JudgedReading], variant: Variant, timm: str) -> str:
    """Gives the licence of a variant's weights: of those that timm has, else of any."""
    own = (item for item in readings if item.variant is variant and timm in ("", item.reading.timm or variant.timm))
    return next((item.weights_license for item in own if item.weights_license), "")


def _result(results: Results, model: int, variant: VariantRow, setup: int, place: int, result: Result) -> ResultRow:
    other = result.protocol.weights if result.protocol.weights != variant.timm else None
    return ResultRow(
        model=model,
        setup=setup,
        result=result,
        place=place,
        speeds=speeds(result),
        timm=other or "",
        license=(other and result.main.weights_license) or "",
        own=results.judge.own_count(other) if other else None,
        has_other_weights=bool(variant.setups) and not other and result.setup not in variant.setups,
    )


def _timings(results: Results, models: Mapping[_Key, int]) -> Iterator[TimingRow]:
    for paper, timed in results.timed.items():
        table = timing_table(results.catalog.timings, timed)
        for line in table.best if table else ():
            if (paper, line.variant) in models:
                yield TimingRow(models[paper, line.variant], line.timing)
