"""Reported figures beside counted ones: rows for the models page and for papers' pages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.measured import ModelCount, SizeCount
from lvkb.records import Paper, Variant
from lvkb.results.agreement import RANKS, Verdict
from lvkb.results.verdicts import Judge, Judgement, VariantVerdict, architecture, explain, in_unit
from lvkb.views.best import Best
from lvkb.views.near_names import Architectures
from lvkb.views.snippets import is_fusable, snippet

WORTH_A_LOOK = (Verdict.MISMATCH, Verdict.FACTOR_TWO, Verdict.OTHER_SIZE)
"""Verdicts that ask for a correction somewhere: in the record, the paper or the code."""


class ModelRow(NamedTuple):
    """A variant that timm has, with reported and counted figures as readers see them; what is not known is empty.

    Attributes:
        paper: Id of the paper.
        name: Short name of the paper.
        variant: Name of the variant.
        model: timm name with tag.
        size: Side of the image that compute was counted at, in pixels.
        params: Reported parameters in millions.
        params_counted: Counted parameters in millions.
        params_fused: The same in the deployed form, where that differs.
        gmacs: Reported compute in 10^9.
        gmacs_counted: Counted multiply-adds in 10^9.
        gmacs_fused: The same in the deployed form, where that differs.
        verdict: The worse verdict of the two.
        params_shown: The one of these that the verdict rests on, marked where it is the fused one: `5.07 fused`.
        gmacs_shown: The same of the compute.
        notes: What the verdict rests on, one short text for each figure that asks for one.
        licence: Licence of the weights.
        snippet: The Python that runs it at the own size of its weights; empty when nothing was counted on them.
    """

    paper: str
    name: str
    variant: str
    model: str
    size: str
    params: str
    params_counted: str
    params_fused: str
    gmacs: str
    gmacs_counted: str
    gmacs_fused: str
    verdict: Verdict
    params_shown: str
    gmacs_shown: str
    notes: tuple[str, ...]
    licence: str
    snippet: str


class Correction(NamedTuple):
    """A reported figure that does not fit the counted one.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        model: timm name.
        figure: The figure as printed, with its unit.
        counted: The counted figure, with its unit.
        verdict: The verdict.
        note: How they differ.
        source_key: Key of the source in the record.
        at: Place in the source.
    """

    paper: str
    variant: str
    model: str
    figure: str
    counted: str
    verdict: Verdict
    note: str
    source_key: str
    at: str


class Unlinked(NamedTuple):
    """A paper with variants that timm may have but no record links: variant and near architectures."""

    paper: Paper
    variants: tuple[tuple[str, tuple[str, ...]], ...]


class Verdicts:
    """The verdicts of one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._judge = Judge(catalog.counts)
        known = catalog.counts.architectures if catalog.counts else ()
        self._architectures = Architectures(known, {architecture(name) for name in _links(catalog)})

    def near(self, variant: Variant) -> tuple[str, ...]:
        """Gives architectures that may be an unlinked variant."""
        return self._architectures.near(variant.name)

    def beside(self, best: Best) -> str:
        """Gives the counted figures beside those of a paper's best reading: `6.81 M, 1.11 GMACs: match`; else empty."""
        variant = next(variant for variant in best.paper.variants if variant.name == best.variant)
        judged = self._judge.reading(variant, variant.readings.index(best.reading), best.reading)
        counted = [item for item in judged if item.built is not None]
        units = {"params": "M", "compute": "GMACs"}
        figures = ", ".join(told_count(item, units[item.quantity]) for item in counted)
        worst = max((item.verdict for item in counted), key=RANKS.__getitem__, default=None)
        return f"{figures}: {worst}" if worst else ""

    @cached_property
    def rows(self) -> dict[str, tuple[ModelRow, ...]]:
        """The linked variants of each paper that has any, in the order of its record, by the paper's id."""
        found = ((paper.id, tuple(self._rows(paper))) for paper in self.catalog.papers.values())
        return {identity: rows for identity, rows in found if rows}

    def by_name(self) -> tuple[ModelRow, ...]:
        """Gives the rows of all papers, by the paper's name."""
        return tuple(sorted((row for rows in self.rows.values() for row in rows), key=lambda row: row.name.casefold()))

    def judged(self) -> Iterator[tuple[Paper, Variant, Judgement]]:
        """Gives every judged figure of the catalogue."""
        for paper in self.catalog.papers.values():
            for variant in paper.variants:
                for judgement in self._judge.variant(variant).judged:
                    yield paper, variant, judgement

    def corrections(self) -> tuple[Correction, ...]:
        """Gives figures that do not fit, the farthest off first; one printed the same in several places stands once."""
        seen: dict[tuple[str, str, str, Decimal], tuple[Decimal, Correction]] = {}
        for paper, variant, item in self.judged():
            if item.verdict in WORTH_A_LOOK:
                key = (paper.id, variant.name, item.quantity, item.reported)
                seen.setdefault(key, (abs(item.ratio - 1), _correction(paper, variant, item)))
        ordered = sorted(seen.values(), key=lambda pair: (-RANKS[pair[1].verdict], -pair[0], pair[1].paper))
        return tuple(correction for _, correction in ordered)

    def unlinked(self) -> tuple[Unlinked, ...]:
        """Gives papers with variants that timm may have, by name."""
        found = (
            Unlinked(
                paper, tuple((one.name, self.near(one)) for one in paper.variants if not one.timm and self.near(one))
            )
            for paper in _by_name(self.catalog)
        )
        return tuple(item for item in found if item.variants)

    def absent(self) -> tuple[Paper, ...]:
        """Gives papers with variants of which timm has none, by name."""
        linked = {*self.rows, *(item.paper.id for item in self.unlinked())}
        return tuple(paper for paper in _by_name(self.catalog) if paper.variants and paper.id not in linked)

    def tally(self) -> dict[Verdict, int]:
        """Counts the linked variants by verdict, as far as there are any: the best first, those without one last."""
        verdicts = [row.verdict for rows in self.rows.values() for row in rows]
        ordered = sorted(Verdict, key=lambda verdict: (RANKS[verdict] < RANKS[Verdict.MATCH], RANKS[verdict]))
        return {verdict: verdicts.count(verdict) for verdict in ordered if verdict in verdicts}

    def _rows(self, paper: Paper) -> Iterator[ModelRow]:
        for variant in paper.variants:
            model = variant.timm or next((reading.timm for reading in variant.readings if reading.timm), None)
            if model:
                yield _row(paper, variant, model, self._judge.count(model), self._judge.variant(variant))


def _row(paper: Paper, variant: Variant, model: str, count: ModelCount | None, found: VariantVerdict) -> ModelRow:
    own = count if count and count.model == model else None  # other weights have a licence and a snippet of their own
    params, compute = found.worst("params"), found.worst("compute")
    cost = _cost(count, compute, variant)
    built = params.built if params and params.built else count.params if count else None
    fused = params.fused if params and params.fused else count.params_fused if count else None
    return ModelRow(
        paper=paper.id,
        name=paper.name,
        variant=variant.name,
        model=model,
        size=str(cost.size) if cost else "",
        params=f"{params.reported:f}" if params else "",
        params_counted=in_unit("params", built),
        params_fused=in_unit("params", fused if fused != built else None),
        gmacs=f"{compute.reported:f}" if compute else "",
        gmacs_counted=in_unit("compute", cost.macs if cost else None),
        gmacs_fused=in_unit("compute", cost.macs_fused if cost and cost.macs_fused != cost.macs else None),
        verdict=found.verdict,
        params_shown=told_count(params) if params and params.built else in_unit("params", built),
        gmacs_shown=told_count(compute)
        if compute and compute.built
        else in_unit("compute", cost.macs if cost else None),
        notes=tuple(explain(item) for item in (params, compute) if item and _asks_for_a_note(item, found.verdict)),
        licence=own.license if own else "",
        snippet=snippet(own, deploy=is_fusable(own)) if own else "",
    )


def told_count(item: Judgement, unit: str = "") -> str:
    """Gives the count that a verdict rests on, with a unit if wanted: `5.07 M fused`; empty when not counted."""
    figure = in_unit(item.quantity, item.counted) if item.built is not None else ""
    return " ".join(filter(None, (figure, unit, "fused" if item.is_fused else ""))) if figure else ""


def _asks_for_a_note(item: Judgement, worst: Verdict) -> bool:
    return item.verdict is not Verdict.MATCH and (item.verdict, worst) != (Verdict.NOT_COUNTED, Verdict.NOT_COUNTED)


def _cost(count: ModelCount | None, compute: Judgement | None, variant: Variant) -> SizeCount | None:
    """Gives the counted cost that a variant's row shows: beside its reported one, else at the first size it states."""
    if count is None:
        return None
    if compute and compute.built is not None and compute.size:
        return SizeCount(size=compute.size, macs=compute.built, macs_fused=compute.fused or 0, norms=compute.norms)
    stated = (count.at_size(reading.resolution) for reading in variant.readings if reading.resolution)
    return next(filter(None, stated), count.sizes[0])


def _correction(paper: Paper, variant: Variant, item: Judgement) -> Correction:
    unit = "M" if item.quantity == "params" else "G"
    at_size = f" at {item.size} px" if item.size else ""
    return Correction(
        paper=paper.id,
        variant=variant.name,
        model=item.model,
        figure=f"{item.reported:f} {unit}",
        counted=told_count(item, unit) + at_size,
        verdict=item.verdict,
        note=explain(item),
        source_key=item.reading.source,
        at=item.reading.at,
    )


def _links(catalog: Catalog) -> Iterator[str]:
    for paper in catalog.papers.values():
        for variant, reading in paper.readings():
            yield from filter(None, (variant.timm, reading.timm))


def _by_name(catalog: Catalog) -> list[Paper]:
    return sorted(catalog.papers.values(), key=lambda paper: paper.name.casefold())
