"""Plain data as JSON text whose numbers keep every digit.

The standard encoder knows only floats, which turn 78.30 into 78.3. Here a `Decimal` passes through it as a text between
two marks that no record holds, and the quotes are taken off afterwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | Decimal | date

_MARK = "\x7f"  # a control character: records that hold one are refused
_NUMBER = re.compile(f'"{_MARK}([0-9.]+){_MARK}"')


def json_value(value: Json) -> str:
    """Gives a value as JSON on one line, keys in the given order.

    Args:
        value: The data; a date becomes text as YYYY-MM-DD.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_encode)
    return _NUMBER.sub(r"\1", text)


def json_list(items: Iterable[str]) -> Iterator[str]:
    """Gives a list piece by piece, an item on each line, so that not all of a long one need be in memory at once.

    Args:
        items: The items as JSON.
    """
    yield "[\n"
    for number, item in enumerate(items):
        yield f",\n{item}" if number else item
    yield "\n]"


def pretty_json(data: Mapping[str, Any]) -> str:
    """Gives data without numbers of sources as JSON that people read too, a key on each line."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _encode(value: object) -> object:
    match value:
        case Decimal():
            return f"{_MARK}{value:f}{_MARK}"
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
        case _:
            return list(value)  # type: ignore[call-overload]
