"""Verdicts in words, and counts as readers see them."""

from __future__ import annotations

from decimal import Decimal

from lvkb.results.verdicts import Judgement, Quantity, counted_in
from lvkb.subject.agreement import Verdict


def explain(item: Judgement) -> str:
    """Says in few words how a reported figure stands to the counted one; empty for a plain match."""
    noun = "parameters" if item.quantity == "params" else "compute"
    match item.verdict:
        case Verdict.AGREES:
            return ""
        case Verdict.FUSED_ONLY:
            return f"{noun} fused for inference"
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
    number = counted_in(quantity, count)
    return f"{number:.3f}" if number < 1 else f"{number:.2f}"
