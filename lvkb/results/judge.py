"""Reported figures held against counted ones.

A printed figure is compared as it stands: papers on vision backbones that say "FLOPs" count a multiply-add as one. A
count confirms or refutes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lvkb.measured import Counts, ModelCount, SizeCount
from lvkb.records import Reading, Variant
from lvkb.results.standing import is_of_plain_model
from lvkb.results.verdicts import Judgement, Quantity, VariantVerdict, counted_in
from lvkb.subject.agreement import RANKS, Verdict

TOLERANCE = Decimal("0.02")
"""Counted figures that differ from the reported one by at most this share match it."""

_TWICE = ((Decimal("0.43"), Decimal("0.58")), (Decimal("1.7"), Decimal("2.3")))
"""Counted over reported, where one of the two takes a multiply-add for two operations."""


class Judge:
    """Judges readings by the counts of one catalogue."""

    def __init__(self, counts: Counts | None) -> None:
        models = counts.models if counts else ()
        self._models = {count.model: count for count in models}
        self._architectures = {architecture(count.model): count for count in reversed(models)}

    def count(self, model: str) -> ModelCount | None:
        """Gives what was counted on a model, or on the same architecture with other weights."""
        return self._models.get(model) or self._architectures.get(architecture(model))

    def own_count(self, model: str) -> ModelCount | None:
        """Gives what was counted on these very weights; None when nothing was."""
        return self._models.get(model)

    def verdict(self, variant: Variant, judged: Sequence[Judgement]) -> VariantVerdict:
        """Gives what the judged figures of a variant come to; the variant or a reading names a model in timm."""
        count = self.count(variant.timm) if variant.timm else None
        models = [model for model in (variant.timm, *(reading.timm for reading in variant.readings)) if model]
        is_counted = any(map(self.count, models))
        none = Verdict.NOTHING if is_counted else Verdict.NOT_COUNTED if models else Verdict.NOT_IN_TIMM
        worst = max((item.verdict for item in judged), key=RANKS.__getitem__, default=none)
        return VariantVerdict(worst, count, tuple(judged))

    def reading(self, variant: Variant, reading: Reading) -> tuple[Judgement, ...]:
        """Judges the figures of a variant's reading: only the authors' own, undisputed ones of the plain model.

        Readings on other datasets are of a model with another head.
        """
        model = reading.timm or variant.timm
        if model is None or not is_of_plain_model(reading):
            return ()
        count = self.count(model)
        told: dict[Quantity, Decimal | None] = {"params": reading.params_m, "compute": reading.compute_g}
        blanks = (
            Judgement(Verdict.NOT_COUNTED, quantity, reading, model, figure)
            for quantity, figure in told.items()
            if figure
        )
        return tuple(_judged(blank, count) if count else blank for blank in blanks)


def architecture(model: str) -> str:
    """Gives a timm name without its tag."""
    return model.partition(".")[0]


def _judged(blank: Judgement, count: ModelCount) -> Judgement:
    if blank.quantity == "params":
        verdict = _form(blank, count.params, count.params_fused) or Verdict.MISMATCH
        return blank._replace(verdict=verdict, built=count.params, fused=count.params_fused)
    cost = count.at_size(blank.reading.resolution or count.size)
    others = (other for other in count.sizes if other is not cost and _form(blank, other.macs, other.macs_fused))
    fitting = next(others, None)
    if cost:
        return _judged_at(blank, cost, fitting)
    if fitting:
        return _beside(blank, fitting)._replace(verdict=Verdict.OTHER_SIZE, fits_at=fitting.size)
    return blank


def _judged_at(blank: Judgement, cost: SizeCount, fitting: SizeCount | None) -> Judgement:
    """Judges compute beside the count at its image size; close agreements go before far ones."""
    told, built, fused, norms = _beside(blank, cost), cost.macs, cost.macs_fused, cost.norms
    form = _form(told, built, fused) or _form(told, built + norms, fused + norms)
    if form:
        return told._replace(verdict=form)
    if _form(told, 2 * built, 2 * fused):
        return told._replace(verdict=Verdict.FACTOR_TWO)
    if fitting:
        return told._replace(verdict=Verdict.OTHER_SIZE, fits_at=fitting.size)
    is_twice = any(low <= told.ratio <= high for low, high in _TWICE)
    return told._replace(verdict=Verdict.FACTOR_TWO if is_twice else Verdict.MISMATCH)


def _beside(blank: Judgement, cost: SizeCount) -> Judgement:
    """Gives a figure of compute beside the count at an image size."""
    return blank._replace(built=cost.macs, fused=cost.macs_fused, norms=cost.norms, size=cost.size)


def _form(told: Judgement, built: int, fused: int) -> Verdict | None:
    """Gives the verdict of a figure that fits one form of the model; None when it fits none.

    A reading that says of itself which form it is about is held against that form.
    """
    form = told.reading.form
    if form != "deploy" and _fits(told, built):
        return Verdict.AGREES
    if form != "train" and _fits(told, fused):
        return Verdict.AGREES if form == "deploy" else Verdict.FUSED_ONLY
    return None


def _fits(told: Judgement, count: int) -> bool:
    """Tells whether a count is the reported figure, up to 2 % or half a unit of its last digit."""
    exponent = told.reported.as_tuple().exponent
    assert isinstance(exponent, int)
    rounding = Decimal(1).scaleb(exponent) / 2
    return abs(counted_in(told.quantity, count) - told.reported) <= max(TOLERANCE * told.reported, rounding)
