"""What registers answer, taken with care: any JSON may come, and only short plain text goes on."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

MAX_TEXT = 500
"""Characters of a fact, and of any piece of evidence that others wrote."""

_UNSEEN = frozenset({"Cf", "Cn", "Co", "Cs"})


def plain(value: object, limit: int = MAX_TEXT) -> str:
    """Gives a text or whole number on one line without characters that do not show; empty for anything else.

    Args:
        value: Whatever stood in an answer.
        limit: Most characters that are given.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else ""
    shown = "".join(_shown(char) for char in value[: 20 * limit])
    return " ".join(shown.split())[:limit].rstrip()


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    return "" if unicodedata.category(char) in _UNSEEN else " "


def json_of(body: bytes) -> object:
    """Gives the JSON of a body, None when it is none, or too deep or odd to be read."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def inside(value: object, *steps: str | int) -> Any:
    """Gives what stands at the end of some steps through objects and lists; None when there is no such place."""
    for step in steps:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def objects(value: object) -> list[dict[str, Any]]:
    """Gives the objects of a list; none for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def listed(names: list[str]) -> str:
    """Gives the names of people as one fact, in order, those without a name left out."""
    return plain("; ".join(name for name in names if name))


def facts(**values: str) -> dict[str, str]:
    """Gives facts by name, those without a value left out."""
    return {name: value for name, value in values.items() if value}


def year_in(text: str) -> str:
    """Gives the last year from 1950 to 2099 that stands as a word in a text, empty when there is none."""
    words = "".join(char if char.isascii() and char.isdigit() else " " for char in text).split()
    return next((word for word in reversed(words) if len(word) == 4 and "1950" <= word <= "2099"), "")
