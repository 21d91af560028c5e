"""Reported figures held against counted ones. Verdicts are worked out here, never typed.

A printed figure is compared as it stands. That papers' "FLOPs" are multiply-adds is the rule of `lvkb.results.compute`;
a count confirms or refutes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.measured import Counts, ModelCount
from lvkb.records import Reading, Variant
from lvkb.results.agreement import RANKS, Verdict
from lvkb.subject import DEFAULT_DATASET

Quantity = Literal["params", "compute"]

UNITS: dict[Quantity, int] = {"params": 10**6, "compute": 10**9}
"""What a printed figure of 1 stands for."""

TOLERANCE = Decimal("0.02")
"""Counted figures that differ from the reported one by at most this share match it."""

_TWICE = ((Decimal("0.43"), Decimal("0.58")), (Decimal("1.7"), Decimal("2.3")))
"""Counted over reported, where one of the two takes a multiply-add for two operations."""


class Judgement(NamedTuple):
    """One reported figure beside the counted one.

    Attributes:
        verdict: How they stand to each other.
        quantity: Which figure it is.
        position: Number of the reading in its variant, from 0.
        reading: The reading.
        model: timm name of the model.
        reported: The figure as printed, in millions or 10^9.
        built: Counted on the model as built: parameters or multiply-adds; None when not counted.
        fused: The same after re-parameterisation.
        norms: Operations of normalisation, pooling and resampling layers, which some tools add to the compute.
        size: Side of the counted image in pixels; None for parameters.
        fits_at: Another image size whose count matches; None with other verdicts.
    """

    verdict: Verdict
    quantity: Quantity
    position: int
    reading: Reading
    model: str
    reported: Decimal
    built: int | None = None
    fused: int | None = None
    norms: int = 0
    size: int | None = None
    fits_at: int | None = None

    @property
    def is_fused(self) -> bool:
        """Whether the verdict rests on the re-parameterised form.

        It does where the reading is about that form, or where its figure fits that form alone, or fits none and is
        nearer to it; never where both forms cost the same.
        """
        if self.built == self.fused:
            return False
        if self.reading.form:
            return self.reading.form == "deploy"
        if self.verdict in (Verdict.MATCH, Verdict.DEPLOY):
            return self.verdict is Verdict.DEPLOY
        told = self.reported * UNITS[self.quantity]
        return abs((self.fused or 0) - told) < abs((self.built or 0) - told)

    @property
    def counted(self) -> int:
        """The count of the form that the verdict rests on; 0 when not counted."""
        return (self.fused if self.is_fused else self.built) or 0

    @property
    def ratio(self) -> Decimal:
        """Counted over reported, for that form; 0 when not counted."""
        return self.counted / (self.reported * UNITS[self.quantity])


class VariantVerdict(NamedTuple):
    """What the figures of a variant come to.

    Attributes:
        verdict: The worst of parameters and compute.
        counted: What was counted on the variant's model; None when nothing was.
        judged: Every figure that was judged, in the order of the record.
    """

    verdict: Verdict
    counted: ModelCount | None
    judged: tuple[Judgement, ...]

    def worst(self, quantity: Quantity) -> Judgement | None:
        """Gives the worst judgement of one quantity, the first of equals; None when none of it is reported."""
        found = (item for item in self.judged if item.quantity == quantity)
        return max(found, key=lambda item: RANKS[item.verdict], default=None)


class Judge:
    """Judges readings by the counts of one catalogue."""

    def __init__(self, counts: Counts | None) -> None:
        models = counts.models if counts else ()
        self._models = {count.model: count for count in models}
        self._architectures = {architecture(count.model): count for count in reversed(models)}

    def count(self, model: str) -> ModelCount | None:
        """Gives what was counted on a model, or on the same architecture with other weights."""
        return self._models.get(model) or self._architectures.get(architecture(model))

    def variant(self, variant: Variant) -> VariantVerdict:
        """Judges all figures of a variant."""
        readings = enumerate(variant.readings)
        judged = tuple(item for index, reading in readings for item in self.reading(variant, index, reading))
        count = self.count(variant.timm) if variant.timm else None
        none = Verdict.NOTHING if count else Verdict.NOT_COUNTED if variant.timm else Verdict.NOT_IN_TIMM
        worst = max((item.verdict for item in judged), key=RANKS.__getitem__, default=none)
        return VariantVerdict(worst, count, judged)

    def reading(self, variant: Variant, position: int, reading: Reading) -> tuple[Judgement, ...]:
        """Judges the figures of a variant's reading: only the authors' own, undisputed ones of the plain model.

        Readings on other datasets are of a model with another head.
        """
        model = reading.timm or variant.timm
        if model is None or not _is_judged(reading):
            return ()
        count = self.count(model)
        told: dict[Quantity, Decimal | None] = {"params": reading.params_m, "compute": reading.compute_g}
        blanks = (
            Judgement(Verdict.NOT_COUNTED, quantity, position, reading, model, figure)
            for quantity, figure in told.items()
            if figure
        )
        return tuple(_judged(blank, count) if count else blank for blank in blanks)


def architecture(model: str) -> str:
    """Gives a timm name without its tag."""
    return model.partition(".")[0]


def _is_judged(reading: Reading) -> bool:
    return (
        reading.kind == "reported"
        and reading.dataset == DEFAULT_DATASET
        and reading.exactness != "plot"
        and reading.status is None
        and reading.base is None
        and reading.setting is None
    )


def _judged(blank: Judgement, count: ModelCount) -> Judgement:
    if blank.quantity == "params":
        verdict = _form(blank, count.params, count.params_fused) or Verdict.MISMATCH
        return blank._replace(verdict=verdict, built=count.params, fused=count.params_fused)
    size = blank.reading.resolution or count.size
    cost = count.at_size(size)
    others = (other.size for other in count.sizes if other is not cost and _form(blank, other.macs, other.macs_fused))
    fits_at = next(others, None)
    shown = cost or (count.at_size(fits_at) if fits_at else None)
    if shown is None:
        return blank
    told = blank._replace(built=shown.macs, fused=shown.macs_fused, norms=shown.norms, size=shown.size)
    return _judged_at(told, fits_at) if cost else told._replace(verdict=Verdict.OTHER_SIZE, fits_at=fits_at)


def _judged_at(told: Judgement, fits_at: int | None) -> Judgement:
    """Judges compute beside the count at its image size; close agreements go before far ones."""
    built, fused = told.built or 0, told.fused or 0
    form = _form(told, built, fused) or _form(told, built + told.norms, fused + told.norms)
    if form:
        return told._replace(verdict=form)
    if _fits(told, 2 * built, 2 * fused):
        return told._replace(verdict=Verdict.FACTOR_TWO)
    if fits_at:
        return told._replace(verdict=Verdict.OTHER_SIZE, fits_at=fits_at)
    is_twice = any(low <= told.ratio <= high for low, high in _TWICE)
    return told._replace(verdict=Verdict.FACTOR_TWO if is_twice else Verdict.MISMATCH)


def _form(told: Judgement, built: int, fused: int) -> Verdict | None:
    """Gives the verdict of a figure that fits one form of the model; None when it fits none.

    A reading that says of itself which form it is about is held against that form.
    """
    form = told.reading.form
    if form != "deploy" and _fits(told, built):
        return Verdict.MATCH
    if form != "train" and _fits(told, fused):
        return Verdict.MATCH if form == "deploy" else Verdict.DEPLOY
    return None


def _fits(told: Judgement, *counted: int) -> bool:
    """Tells whether one of the counts is the reported figure, up to 2 % or half a unit of its last digit."""
    exponent = told.reported.as_tuple().exponent
    assert isinstance(exponent, int)
    rounding = Decimal(1).scaleb(exponent) / 2
    figures: Iterable[Decimal] = (Decimal(count) / UNITS[told.quantity] for count in counted)
    return any(abs(figure - told.reported) <= max(TOLERANCE * told.reported, rounding) for figure in figures)


def explain(item: Judgement) -> str:
    """Says in few words how a reported figure stands to the counted one; empty for a plain match."""
    noun = "parameters" if item.quantity == "params" else "compute"
    match item.verdict:
        case Verdict.MATCH:
            return ""
        case Verdict.DEPLOY:
            return f"{noun} of the deployed form"
        case Verdict.OTHER_SIZE:
            return f"compute fits {item.fits_at} pixels, {_size_words(item)}"
        case Verdict.FACTOR_TWO:
            return f"counted {item.ratio:.2f} times the reported compute: one of them takes a multiply-add for two"
        case Verdict.NOT_COUNTED:
            return f"{noun} not counted"
        case _:
            cut = ", as if digits had been cut off" if is_cut_off(item) else ""
            return f"counted {noun} {_off(item.ratio)} the reported{cut}"


def _size_words(item: Judgement) -> str:
    return f"the reading states {item.reading.resolution}" if item.reading.resolution else "the reading states none"


def _off(ratio: Decimal) -> str:
    return f"{abs(ratio - 1) * 100:.1f} % {'above' if ratio > 1 else 'below'}"


def is_cut_off(item: Judgement) -> bool:
    """Tells whether a figure may have been cut off at its last digit instead of rounded: 28 for 28.6."""
    exponent = item.reported.as_tuple().exponent
    assert isinstance(exponent, int)
    return 0 < (item.ratio - 1) * item.reported < Decimal(1).scaleb(exponent)


def in_unit(quantity: Quantity, count: int | None) -> str:
    """Gives a count in millions or 10^9: two decimals, three below 1; empty for None."""
    if count is None:
        return ""
    number = Decimal(count) / UNITS[quantity]
    return f"{number:.3f}" if number < 1 else f"{number:.2f}"
