"""Words that commands and tools share, as a tool says them."""

from __future__ import annotations

import re
from decimal import Decimal

from lvkb.errors import WrongUse

_OPTION = re.compile(r"(?<!\S)(?:--|lvkb (?=pick|show|table))([a-z][a-z0-9-]*)")


def argument_words(text: str) -> str:
    """Gives a text that names commands and their options with tools and their arguments, which are called the same."""
    return _OPTION.sub(r"`\1`", text)


def limit_text(name: str, value: float | str) -> str:
    """Gives a limit as `range_of` reads it.

    Args:
        name: What is limited.
        value: A number, or a range as it is written.

    Raises:
        WrongUse: The number is below zero: as a text it would be a range from nothing on.
    """
    if not isinstance(value, str) and value < 0:
        raise WrongUse(
            f'`{name}` {digits(value)[:40]} is below zero. Ranges are texts: "-6" is at most 6, "2-6" from 2 to 6.'
        )
    return digits(value)


def digits(value: float | str) -> str:
    """Gives a number as ranges are written, without an exponent, however long; a text as it is."""
    if isinstance(value, str):
        return value
    return f"{Decimal(value if isinstance(value, int) else repr(value)):f}"
