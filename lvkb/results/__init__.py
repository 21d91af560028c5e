"""What is derived from readings, worked out once: judged readings, results, verdicts, timm's evaluations."""

from __future__ import annotations

from lvkb.results.derivation import Results
from lvkb.results.judged import JudgedReading
from lvkb.results.result import Figure, Result

__all__ = ["Figure", "JudgedReading", "Result", "Results"]
