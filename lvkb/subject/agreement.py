"""How a reported figure can stand to a counted one. The command line starts with this: it imports nothing slow."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """How a reported figure stands to the counted one, from what says nothing to the worst."""

    NOT_IN_TIMM = "not in timm"
    NOTHING = "no published figure"
    NOT_COUNTED = "not counted"
    AGREES = "agrees"
    FUSED_ONLY = "fused form only"
    OTHER_SIZE = "other input size"
    FACTOR_TWO = "factor two"
    MISMATCH = "mismatch"


RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""The higher, the worse."""

MEANINGS: Mapping[Verdict, str] = {
    Verdict.AGREES: "the counted figure differs by at most 2 %, or by half a unit of the last printed digit; with the "
    "operations of normalisation layers or without",
    Verdict.FUSED_ONLY: "it does so only after re-parameterisation, and the reading does not name that form",
    Verdict.OTHER_SIZE: "the compute fits the model at another image size than the reading states",
    Verdict.FACTOR_TWO: "reported compute is twice or half the counted: one takes a multiply-add for two operations",
    Verdict.MISMATCH: "none of these",
    Verdict.NOTHING: "the model was counted, but no source of ours tells its parameters or compute",
    Verdict.NOT_COUNTED: "the model is linked and was not counted yet, or not at the stated image size",
    Verdict.NOT_IN_TIMM: "timm has no such model, or no record links it",
}
"""What each verdict means, the best first."""
