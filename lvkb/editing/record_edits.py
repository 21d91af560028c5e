"""What people do to a record: a source more, a variant more, readings more. Each gives the changed text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lvkb.editing.record_lines import in_line, new_node
from lvkb.editing.scalar_style import Value, plain_data
from lvkb.editing.splices import append, set_value
from lvkb.editing.verified import EditRefused
from lvkb.yamlfile import Data, KeyPath, parse


def add_source(content: bytes, path: str, key: str, source: Mapping[str, Value]) -> bytes:
    """Gives a record with one source more.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        key: Key of the source, which readings name it by.
        source: The source, as in `{"arxiv": "2110.02178v2", "read": "2026-11-20"}`.

    Raises:
        EditRefused: Another source stands under that key; or the text cannot be changed without loss.
    """
    return _add_named(content, path, "sources", key, source)


def add_protocol(content: bytes, path: str, key: str, protocol: Mapping[str, Value]) -> bytes:
    """Gives a record with one protocol more; otherwise as `add_source`."""
    return _add_named(content, path, "protocols", key, protocol)


def add_variant(content: bytes, path: str, variant: Mapping[str, Value]) -> bytes:
    """Gives a record with one variant more, behind the others.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        variant: The variant with its name and its readings.

    Raises:
        EditRefused: A variant of that name is there; or the text cannot be changed without loss.
    """
    name = str(variant["name"])
    if _variant(parse(content, path).data, name) is not None:
        raise EditRefused(f'there is a variant "{name}" already; add readings to it.')
    return append(content, path, ("variants",), [variant])


def add_readings(content: bytes, path: str, variant: str, readings: Sequence[Mapping[str, Value]]) -> bytes:
    """Gives a record with readings more, behind those of a variant; one that is not there is made.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        variant: Name of the variant.
        readings: The readings; numbers as `Decimal` or text, so that they keep the digits of their source.

    Raises:
        EditRefused: The text cannot be changed without loss.
    """
    if not readings:
        return content
    index = _variant(parse(content, path).data, variant)
    if index is None:
        return append(content, path, ("variants",), [{"name": variant, "readings": readings}])
    return append(content, path, ("variants", index, "readings"), readings)


def reading_line(reading: Mapping[str, Value]) -> str:
    """Gives a reading as records have it, in one line."""
    where: KeyPath = ("variants", 0, "readings", 0)
    return f"- {in_line(new_node(plain_data(reading), where), where)}"


def _add_named(content: bytes, path: str, where: str, key: str, value: Mapping[str, Value]) -> bytes:
    data = parse(content, path).data
    named = data.get(where) if isinstance(data, dict) else None
    if not isinstance(named, dict):
        return set_value(content, path, (where,), {key: value})
    if key in named:
        raise EditRefused(f"{where}.{key} is there already.")
    return set_value(content, path, (where, key), value)


def _variant(data: Data, name: str) -> int | None:
    """Gives the place of a variant in its record, None when there is none."""
    variants = data.get("variants") if isinstance(data, dict) else None
    found = (
        index
        for index, variant in enumerate(variants if isinstance(variants, list) else [])
        if isinstance(variant, dict) and variant.get("name") == name
    )
    return next(found, None)
