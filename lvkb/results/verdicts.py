"""Verdicts: how a reported figure stands to the counted one. They are worked out, never typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from lvkb.measured import ModelCount
from lvkb.records import Reading
from lvkb.subject.agreement import RANKS, Verdict

Quantity = Literal["params", "compute"]

UNITS: dict[Quantity, int] = {"params": 10**6, "compute": 10**9}
"""What a printed figure of 1 stands for."""


class Judgement(NamedTuple):
    """One reported figure beside the counted one.

    Attributes:
        verdict: How they stand to each other.
        quantity: Which figure it is.
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
        if self.built is None or self.fused is None or self.built == self.fused:
            return False
        if self.reading.form:
            return self.reading.form == "deploy"
        if self.verdict in (Verdict.AGREES, Verdict.FUSED_ONLY):
            return self.verdict is Verdict.FUSED_ONLY
        told = self.reported * UNITS[self.quantity]
        return abs(self.fused - told) < abs(self.built - told)

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


def counted_in(quantity: Quantity, count: int) -> Decimal:
    """Gives a count in millions of parameters, or in 10^9 multiply-adds."""
    return Decimal(count) / UNITS[quantity]
