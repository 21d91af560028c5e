"""Plain data as JSON text whose numbers keep every digit.

The standard encoder knows only floats, which turn 78.30 into 78.3; here a `Decimal` is written as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | Decimal | date


def json_value(value: Json) -> str:
    """Gives a value as JSON on one line, keys in the given order.

    Args:
        value: The data; a date becomes text as YYYY-MM-DD.
    """
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return f'"{value.isoformat()}"'
        case str() | int():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            return f"{{{','.join(f'{json.dumps(key)}:{json_value(item)}' for key, item in value.items())}}}"
        case _:
            return f"[{','.join(json_value(item) for item in value)}]"
