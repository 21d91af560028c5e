"""What readers must know of an accuracy before they compare it: the words that stand beside it."""

from __future__ import annotations

from lvkb.records import Reading
from lvkb.results import Result


def marks(result: Result) -> tuple[str, ...]:
    """Gives what keeps the accuracy of a result from being the authors' own, exact and undisputed one."""
    return reading_marks(result.main.reading)


def reading_marks(reading: Reading) -> tuple[str, ...]:
    """Gives what keeps a reading from being the authors' own, exact and undisputed one; none for a plain one."""
    kind = reading.kind if reading.kind != "reported" else ""
    exactness = reading.exactness if reading.exactness != "exact" else ""
    return tuple(filter(None, (kind, exactness, reading.status)))
