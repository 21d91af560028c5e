"""Reported figures beside counted ones: rows for the audit, for papers' pages and for `lvkb models list`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from lvkb.measured import ModelCount, SizeCount
from lvkb.records import Paper, Variant
from lvkb.results import JudgedReading, Results
from lvkb.results.judge import architecture
from lvkb.results.verdicts import Judgement
from lvkb.subject.agreement import RANKS, Verdict
from lvkb.views.near_names import Architectures

WORTH_A_LOOK = (Verdict.MISMATCH, Verdict.FACTOR_TWO, Verdict.OTHER_SIZE)
"""Verdicts that ask for a correction somewhere: in the record, the paper or the code."""


class ModelRow(NamedTuple):
    """A variant that timm has, with reported and counted figures; None stands for what is not known.

    Attributes:
        paper: The paper.
        variant: The variant.
        model: timm name with tag.
        size: Side of the image that compute was counted at, in pixels.
        params: The judgement on reported parameters.
        params_counted: Counted parameters.
        params_fused: The same after re-parameterisation, where that differs.
        compute: The judgement on reported compute.
        macs_counted: Counted multiply-adds.
        macs_fused: The same after re-parameterisation, where that differs.
        verdict: The worse verdict of the two.
        own: What was counted on these very weights; None when it was counted on others of the architecture.
    """

    paper: Paper
    variant: Variant
    model: str
    size: int | None
    params: Judgement | None
    params_counted: int | None
    params_fused: int | None
    compute: Judgement | None
    macs_counted: int | None
    macs_fused: int | None
    verdict: Verdict
    own: ModelCount | None

    @property
    def params_shown(self) -> int | None:
        """The parameters that the verdict rests on, else those counted on the model as built."""
        return self.params.counted if self.params and self.params.built else self.params_counted

    @property
    def macs_shown(self) -> int | None:
        """The multiply-adds that the verdict rests on, else those counted on the model as built."""
        return self.compute.counted if self.compute and self.compute.built else self.macs_counted

    @property
    def explained(self) -> tuple[Judgement, ...]:
        """The judgements that ask for a word of explanation."""
        return tuple(item for item in (self.params, self.compute) if item and _asks_for_a_word(item, self.verdict))


class Correction(NamedTuple):
    """A reported figure that does not fit the counted one, with paper and variant."""

    paper: Paper
    variant: Variant
    judgement: Judgement


class Unlinked(NamedTuple):
    """A paper with variants that timm may have but no record links: variant and near architectures."""

    paper: Paper
    variants: tuple[tuple[str, tuple[str, ...]], ...]


class CountedModels:
    """The models of one catalogue."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._catalog = catalog = results.catalog
        known = catalog.counts.architectures if catalog.counts else ()
        self._architectures = Architectures(known, {architecture(name) for name in _links(results.readings)})

    def near(self, variant: Variant) -> tuple[str, ...]:
        """Gives architectures that may be an unlinked variant."""
        return self._architectures.near(variant.name)

    @cached_property
    def rows(self) -> dict[str, tuple[ModelRow, ...]]:
        """The linked variants of each paper that has any, in the order of its record, by the paper's id."""
        found = ((paper.id, tuple(self._rows(paper))) for paper in self._catalog.papers.values())
        return {identity: rows for identity, rows in found if rows}

    def by_name(self) -> tuple[ModelRow, ...]:
        """Gives the rows of all papers, by the paper's name."""
        rows = (row for rows in self.rows.values() for row in rows)
        return tuple(sorted(rows, key=lambda row: row.paper.name.casefold()))

    def judged(self) -> Iterator[Correction]:
        """Gives every judged figure of the catalogue."""
        for item in self._results.readings:
            for judgement in item.judgements:
                yield Correction(item.paper, item.variant, judgement)

    def corrections(self) -> tuple[Correction, ...]:
        """Gives figures that do not fit, the farthest off first; one printed the same in several places stands once."""
        seen: dict[tuple[str, str, str, Decimal], Correction] = {}
        for found in self.judged():
            item = found.judgement
            if item.verdict in WORTH_A_LOOK:
                seen.setdefault((found.paper.id, found.variant.name, item.quantity, item.reported), found)
        return tuple(sorted(seen.values(), key=_severity))

    def unlinked(self) -> tuple[Unlinked, ...]:
        """Gives papers with variants that timm may have, by name."""
        found = (
            Unlinked(
                paper, tuple((one.name, self.near(one)) for one in paper.variants if not one.timm and self.near(one))
            )
            for paper in self._papers()
        )
        return tuple(item for item in found if item.variants)

    def absent(self) -> tuple[Paper, ...]:
        """Gives papers with variants of which timm has none, by name."""
        linked = {*self.rows, *(item.paper.id for item in self.unlinked())}
        return tuple(paper for paper in self._papers() if paper.variants and paper.id not in linked)

    def tally(self) -> dict[Verdict, int]:
        """Counts the linked variants by verdict, as far as there are any: the best first, those without one last."""
        verdicts = [row.verdict for rows in self.rows.values() for row in rows]
        ordered = sorted(Verdict, key=lambda verdict: (RANKS[verdict] < RANKS[Verdict.AGREES], RANKS[verdict]))
        return {verdict: verdicts.count(verdict) for verdict in ordered if verdict in verdicts}

    def _papers(self) -> list[Paper]:
        return sorted(self._catalog.papers.values(), key=lambda paper: paper.name.casefold())

    def _rows(self, paper: Paper) -> Iterator[ModelRow]:
        for variant in paper.variants:
            model = variant.timm or next((reading.timm for reading in variant.readings if reading.timm), None)
            if model:
                yield self._row(paper, variant, model)

    def _row(self, paper: Paper, variant: Variant, model: str) -> ModelRow:
        found = self._results.verdicts[paper.id, variant.name]
        count = self._results.judge.count(model)
        params, compute = found.worst("params"), found.worst("compute")
        cost = _cost(count, compute, variant)
        built = params.built if params and params.built else count.params if count else None
        fused = params.fused if params and params.fused else count.params_fused if count else None
        return ModelRow(
            paper=paper,
            variant=variant,
            model=model,
            size=cost.size if cost else None,
            params=params,
            params_counted=built,
            params_fused=fused if fused != built else None,
            compute=compute,
            macs_counted=cost.macs if cost else None,
            macs_fused=cost.macs_fused if cost and cost.macs_fused != cost.macs else None,
            verdict=found.verdict,
            own=count if count and count.model == model else None,  # other weights have a licence of their own
        )


def _asks_for_a_word(item: Judgement, worst: Verdict) -> bool:
    return item.verdict is not Verdict.AGREES and (item.verdict, worst) != (Verdict.NOT_COUNTED, Verdict.NOT_COUNTED)


def _severity(found: Correction) -> tuple[int, Decimal, str]:
    """Orders corrections: the worst verdict first, of equals the farthest off."""
    item = found.judgement
    return -RANKS[item.verdict], -abs(item.ratio - 1), found.paper.id


def _cost(count: ModelCount | None, compute: Judgement | None, variant: Variant) -> SizeCount | None:
    """Gives the counted cost that a variant's row shows: beside its reported one, else at the first size it states."""
    if count is None:
        return None
    if compute and compute.built is not None and compute.size:
        return SizeCount(size=compute.size, macs=compute.built, macs_fused=compute.fused or 0, norms=compute.norms)
    stated = (count.at_size(reading.resolution) for reading in variant.readings if reading.resolution)
    return next(filter(None, stated), count.sizes[0])


def _links(readings: Iterable[JudgedReading]) -> Iterator[str]:
    for item in readings:
        yield from filter(None, (item.variant.timm, item.reading.timm))
