"""Schemas with every object closed: what a file holds and its schema does not describe is then an error."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator


def closed(part: Any) -> Any:
    """Gives a part of a schema in which no object may have other keys than those described."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inside = {key: closed(value) for key, value in part.items()}
    return {**inside, "additionalProperties": False} if isinstance(inside.get("properties"), dict) else inside


def complaints(schema: Any, data: Any) -> list[str]:
    """Gives what is wrong with data: what the schema forbids, and what it does not describe."""
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(closed(schema)).iter_errors(data)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def wrong_files(files: Mapping[str, str]) -> Iterator[str]:
    """Gives what is wrong with the files of an API, each held against the schema that it names."""
    for path, text in files.items():
        data = json.loads(text) if path.endswith(".json") else {}
        if isinstance(data.get("$schema"), str) and not data["$schema"].startswith("http"):
            schema = posixpath.normpath(posixpath.join(posixpath.dirname(path), data["$schema"]))
            yield from (f"{path}: {told}" for told in complaints(json.loads(files[schema]), data))
