"""A parsed file: its data, and the place of every value and key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lvkb.findings import Finding, Location

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
KeyPath: TypeAlias = tuple[str | int, ...]

_LONGEST_NAME = 60
_NO_NAME = '""'


@dataclass(slots=True)
class Document:
    """A parsed file.

    Attributes:
        path: File as it is named in findings.
        data: Nested dictionaries and lists of text; None when the file cannot be used at all.
        places: Place of each value by its path of keys; `()` is the whole document.
        keys: Place of each key of a mapping, by the path that ends with it.
        findings: What is wrong with the YAML itself.
        bare: Scalars without quotes that other YAML readers take for a number, a day, or true and false.
    """

    path: str
    data: Data = None
    places: dict[KeyPath, Location] = field(default_factory=dict)
    keys: dict[KeyPath, Location] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    bare: list[KeyPath] = field(default_factory=list)

    def at(self, keys: KeyPath = ()) -> Location:
        """Gives the place of a value, or of the nearest enclosing value that is in the file."""
        while keys not in self.places and keys:
            keys = keys[:-1]
        return self.places.get(keys, Location(self.path))


def value_at(data: Data, keys: KeyPath) -> Data:
    """Gives the value at a path of keys, None where there is none."""
    here = data
    for key in keys:
        try:
            here = here[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def field_name(keys: KeyPath) -> str:
    """Writes a path of keys the way people do: `variants[0].readings[2].top1`."""
    name = ""
    for key in keys:
        if isinstance(key, int):
            name += f"[{key}]"
        else:
            name += f"{'.' if name else ''}{shortened(key) or _NO_NAME}"
    return name


def shortened(text: str, most: int = _LONGEST_NAME) -> str:
    """Gives a text as it is shown in messages: whole, or its beginning when it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."
