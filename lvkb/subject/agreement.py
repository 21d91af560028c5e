"""How a reported figure can stand to a counted one. The command line starts with this: it imports nothing slow."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """How a reported figure stands to the counted one, from what says nothing to the worst."""

    NOT_IN_TIMM = "not in timm"
    NOTHING = "nothing reported"
    NOT_COUNTED = "not counted"
    MATCH = "match"
    DEPLOY = "deploy form"
    OTHER_SIZE = "other input size"
    FACTOR_TWO = "factor two"
    MISMATCH = "mismatch"


RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""The higher, the worse."""
