"""Words that commands and tools share, as a tool says them."""

from __future__ import annotations

import re
from decimal import Decimal

_OPTION = re.compile(r"(?<!\S)--([a-z][a-z0-9-]*)")


def argument_words(text: str) -> str:
    """Gives a text that names options of commands with the arguments of tools, which are called the same."""
    return _OPTION.sub(r"`\1`", text)


def digits(value: float | str) -> str:
    """Gives a number as ranges are written, without an exponent, however long; a text as it is."""
    if isinstance(value, str):
        return value
    return f"{Decimal(value if isinstance(value, int) else repr(value)):f}"
