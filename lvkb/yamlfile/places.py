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


def unpack(packed: str, path: str) -> Document:
    """Gives a packed file as a document, without the places of its keys.

    Args:
        packed: What `pack` gave.
        path: The file's name for findings.

    Raises:
        ValueError: The text is no packed file.
    """
    data, marks = _parts(packed)
    # values were noted in the order in which they stand in the file, which is the order of the data
    places = {keys: Location(path, *mark) for (keys, _), mark in zip(walk(data), marks, strict=True)}
    return Document(path, data, places)


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
