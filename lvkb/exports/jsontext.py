"""Plain data as JSON text whose numbers keep every digit.

The standard encoder knows only floats, which turn 78.30 into 78.3; here a `Decimal` is written as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | Decimal | date

_WIDTH = 800  # a reading on a line


def json_value(value: Json, indent: str = "") -> str:
    """Gives a value as JSON: two spaces a level, what fits into 800 characters on one line, keys in the given order.

    Args:
        value: The data; a date becomes text as YYYY-MM-DD.
        indent: Spaces in front of the lines after the first.
    """
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return f'"{value.isoformat()}"'
        case str() | int():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            items = [f"{json.dumps(key)}: {json_value(item, indent + '  ')}" for key, item in value.items()]
            return _enclosed(items, "{}", indent)
        case _:
            return _enclosed([json_value(item, indent + "  ") for item in value], "[]", indent)


def _enclosed(items: Sequence[str], marks: str, indent: str) -> str:
    line = f"{marks[0]}{', '.join(items)}{marks[1]}"
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    inner = f"\n{indent}  "
    return f"{marks[0]}{inner}{f',{inner}'.join(items)}\n{indent}{marks[1]}"
