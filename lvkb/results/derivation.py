"""All that is derived from the readings of one catalogue, each value worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from lvkb.catalog import Catalog
from lvkb.measured import ModelCount
from lvkb.records import Paper, Reading, Variant
from lvkb.results.evaluations import Evaluation, evaluations
from lvkb.results.figures import cost, figure
from lvkb.results.judge import Judge
from lvkb.results.judged import JudgedReading
from lvkb.results.merging import Group, merge
from lvkb.results.protocol import completed, merged, protocol_of
from lvkb.results.result import Result
from lvkb.results.timed import Timed, timed_variants
from lvkb.results.verdicts import Judgement, Quantity, VariantVerdict, counted_in
from lvkb.subject.agreement import Verdict
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.licences import licence_of_timm
from lvkb.subject.metrics import COMPUTE, PARAMS
from lvkb.yamlfile import KeyPath


@dataclass(frozen=True)
class Results:
    """Judged readings, results, verdicts and timm's evaluations of a catalogue, each made when it is first asked for.

    Attributes:
        catalog: The catalogue.
    """

    catalog: Catalog

    @cached_property
    def judge(self) -> Judge:
        """Holds reported figures against counted ones."""
        return Judge(self.catalog.counts)

    @cached_property
    def by_paper(self) -> Mapping[str, tuple[JudgedReading, ...]]:
        """The judged readings of each paper by its id, in the order of the record; timm's own are not among them."""
        papers = self.catalog.papers.values()
        return MappingProxyType({paper.id: tuple(self._readings(paper)) for paper in papers})

    @property
    def readings(self) -> Iterator[JudgedReading]:
        """Every judged reading of the catalogue."""
        return (item for items in self.by_paper.values() for item in items)

    @cached_property
    def merged(self) -> Mapping[str, tuple[Result, ...]]:
        """The results of each paper by its id, in the order of the record."""
        return MappingProxyType({key: tuple(_results(items)) for key, items in self.by_paper.items()})

    @property
    def results(self) -> Iterator[Result]:
        """Every result of the catalogue."""
        return (item for items in self.merged.values() for item in items)

    @cached_property
    def evaluations(self) -> Mapping[str, tuple[Evaluation, ...]]:
        """Timm's own evaluations of each paper's models by its id: by variant, weights as in the record, by size."""
        papers = self.catalog.papers.values()
        return MappingProxyType({paper.id: tuple(evaluations(self.catalog.timm, paper)) for paper in papers})

    @cached_property
    def timed(self) -> Mapping[str, tuple[Timed, ...]]:
        """The variants of each paper that were timed on devices, by its id."""
        papers = self.catalog.papers.values()
        return MappingProxyType({paper.id: tuple(timed_variants(self.catalog, paper)) for paper in papers})

    @cached_property
    def verdicts(self) -> Mapping[tuple[str, str], VariantVerdict]:
        """The verdict on each variant, by the paper's id and the variant's name."""
        found: dict[tuple[str, str], list[Judgement]] = {}
        for item in self.readings:
            found.setdefault((item.paper.id, item.variant.name), []).extend(item.judgements)
        papers = self.catalog.papers.values()
        return MappingProxyType(
            {
                (paper.id, variant.name): self.judge.verdict(variant, found.get((paper.id, variant.name), ()))
                for paper in papers
                for variant in paper.variants
            }
        )

    def of_papers(self, papers: Iterable[Paper]) -> Results:
        """Gives the results of some papers alone, with the counts and times of this catalogue."""
        new = Results(replace(self.catalog, papers={paper.id: paper for paper in papers}))
        vars(new)["judge"] = self.judge
        return new

    def with_paper(self, paper: Paper) -> Results:
        """Gives the results with a new record, or with another content of an old one; those of all others stay."""
        new, own = Results(self.catalog.with_paper(paper)), self.of_papers([paper])
        vars(new)["judge"] = self.judge
        for name in ("by_paper", "merged", "evaluations", "timed"):
            known = {**getattr(self, name), **getattr(own, name)}
            vars(new)[name] = MappingProxyType({key: known[key] for key in new.catalog.papers})
        return new

    def _readings(self, paper: Paper) -> Iterator[JudgedReading]:
        for one, variant in enumerate(paper.variants):
            for two, reading in enumerate(variant.readings):
                yield self._judged(paper, variant, ("variants", one, "readings", two), reading)

    def _judged(self, paper: Paper, variant: Variant, keys: KeyPath, recorded: Reading) -> JudgedReading:
        entry = paper.protocols.get(recorded.protocol or "")
        reading = completed(recorded, entry)
        protocol = protocol_of(reading)
        judgements = self.judge.reading(variant, reading)
        model = reading.timm or variant.timm
        found = self.judge.count(model) if model else None
        count = found if _is_of_counted_model(reading) else None
        return JudgedReading(
            paper=paper,
            variant=variant,
            keys=keys,
            recorded=recorded,
            reading=reading,
            protocol=protocol,
            setup=protocol.setup,
            gmacs=_gmacs(reading, judgements),
            judgements=judgements,
            weights_license=_license(variant, reading, found),
            basis=entry.basis if entry else None,
            counted_params_m=_confirmed("params", judgements) or _params(reading, count),
            counted_gmacs=_confirmed("compute", judgements) or _macs(reading, count),
        )


def _license(variant: Variant, reading: Reading, count: ModelCount | None) -> str | None:
    """Gives the licence of a reading's weights: the record's word before timm's, which must be of these weights."""
    if recorded := reading.weights_license or variant.weights_license:
        return recorded
    is_own = count is not None and count.model == (reading.timm or variant.timm)
    return licence_of_timm(count.license) if count and is_own and count.license else None


def _is_of_counted_model(reading: Reading) -> bool:
    """Tells whether the plain model with a head of 1,000 classes is what a reading is about."""
    return reading.base is None and reading.setting is None and reading.dataset == DEFAULT_DATASET


def _confirmed(quantity: Quantity, judgements: tuple[Judgement, ...]) -> Decimal | None:
    """Gives the count that the verdict on a reported figure rests on."""
    found = (item.counted for item in judgements if item.quantity == quantity and item.built is not None)
    count = next(found, None)
    return None if count is None else counted_in(quantity, count)


def _params(reading: Reading, count: ModelCount | None) -> Decimal | None:
    if count is None:
        return None
    return counted_in("params", count.params_fused if reading.form == "deploy" else count.params)


def _macs(reading: Reading, count: ModelCount | None) -> Decimal | None:
    size = count.at_size(reading.resolution) if count and reading.resolution else None
    if size is None:
        return None
    return counted_in("compute", size.macs_fused if reading.form == "deploy" else size.macs)


def _gmacs(reading: Reading, judgements: tuple[Judgement, ...]) -> Decimal | None:
    """Gives the multiply-adds of a reading for one image, in 10^9, with the digits of the source.

    Papers on vision backbones that say "FLOPs", or name no unit, count one multiply-add as one: their figures are taken
    over as they are, like MACs. Only a figure that is twice what was counted on the very model is halved.

    Source: comparison of published figures with the multiply-adds counted on the models themselves. Of 387 figures on
    linked models 380 agree, 250 of them called FLOPs, and none is twice as high.
    """
    if reading.compute_g is None or reading.compute_unit == "macs":
        return reading.compute_g
    is_twice = any(
        item.quantity == "compute" and item.verdict is Verdict.FACTOR_TWO and item.ratio < 1 for item in judgements
    )
    return reading.compute_g / 2 if is_twice else reading.compute_g


def _results(readings: tuple[JudgedReading, ...]) -> Iterator[Result]:
    """Gives the results of one paper's readings, variant by variant."""
    variants: dict[str, list[JudgedReading]] = {}
    for item in readings:
        variants.setdefault(item.variant.name, []).append(item)
    for own in variants.values():
        yield from (_result(group, own) for group in merge(own))


def _result(group: Group, siblings: list[JudgedReading]) -> Result:
    protocol = merged(item.protocol for item in group)
    return Result(
        paper=group[0].paper,
        variant=group[0].variant,
        protocol=protocol,
        setup=protocol.setup,
        readings=group,
        top1=figure(group, lambda item: item.reading.top1),
        top5=figure(group, lambda item: item.reading.top5),
        params_m=cost(PARAMS, protocol, group, siblings),
        gmacs=cost(COMPUTE, protocol, group, siblings),
    )
