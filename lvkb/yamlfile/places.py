"""Data and places of a parsed file as one line of text: small enough to keep, and to find in a cache."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lvkb.findings import Location
from lvkb.yamlfile.document import Data, Document, KeyPath


def pack(document: Document) -> str:
    """Gives the data and the places of the values of a file that was read without findings."""
    marks = [(place.line, place.column) for place in document.places.values()]
    return json.dumps([document.data, marks], ensure_ascii=False, separators=(",", ":"))


def unpack_data(packed: str) -> Data:
    """Gives the data of a packed file.

    Raises:
        ValueError: The text is no packed file.
    """
    data, _ = _parts(packed)
    return data


class Places:
    """The places of a packed file; one is found without making all of them."""

    def __init__(self, packed: str, path: str) -> None:
        """Takes what `pack` gave, and the file's name for findings.

        Raises:
            ValueError: The text is no packed file.
        """
        self._data, self._marks = _parts(packed)
        self._path = path

    def at(self, keys: KeyPath = ()) -> Location:
        """Gives the place of a value, or of the nearest enclosing value that is in the file."""
        index, data = 0, self._data
        for key in keys:
            # values were noted in the order in which they stand in the file, which is the order of the data
            children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
            before = 1
            for name, value in children:
                if name == key:
                    index, data = index + before, value
                    break
                before += _size(value)
            else:
                break
        return Location(self._path, *self._marks[index])


def _size(data: Data) -> int:
    """Counts a value with all that it holds."""
    if isinstance(data, dict):
        return 1 + sum(map(_size, data.values()))
    return 1 + sum(map(_size, data)) if isinstance(data, list) else 1


def walk(data: Data, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, Data]]:
    """Gives every value with its path of keys, each before what it holds."""
    yield keys, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, (*keys, index))


def _parts(packed: str) -> tuple[Data, list[tuple[int, int]]]:
    parts = json.loads(packed)
    if not isinstance(parts, list) or len(parts) != 2:
        raise ValueError("not a packed file")
    return parts[0], parts[1]
