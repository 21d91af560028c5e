"""What a reading may be used for: whose figure it is, and how sure."""

from __future__ import annotations

from lvkb.records import Reading
from lvkb.subject.datasets import DEFAULT_DATASET


def is_own(reading: Reading) -> bool:
    """Tells whether the authors themselves report it."""
    return reading.kind == "reported"


def is_sound(reading: Reading) -> bool:
    """Tells whether it is the authors' own figure, undisputed, and printed rather than read off a plot."""
    return is_own(reading) and reading.status is None and reading.exactness != "plot"


def is_comparable(reading: Reading) -> bool:
    """Tells whether it is a sound accuracy on the default data set, fit for lists, picks and rankings."""
    return is_sound(reading) and reading.dataset == DEFAULT_DATASET and reading.top1 is not None


def is_of_plain_model(reading: Reading) -> bool:
    """Tells whether its cost is a sound figure of the variant's own model, to be held against a count.

    Readings on other data sets are of a model with another head; those with a base or a setting of a changed one.
    """
    is_plain = reading.base is None and reading.setting is None
    return is_sound(reading) and is_plain and reading.dataset == DEFAULT_DATASET
