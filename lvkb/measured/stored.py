"""What all measured files have in common: how they are typed, read and written."""

from __future__ import annotations

import json
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MEASURED_VERSION = 1
"""Version of the files; one of another version is not read."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Count = Annotated[int, Field(ge=0, le=10**15)]
Side = Annotated[int, Field(ge=1, le=10_000)]
Digits = Annotated[str, StringConstraints(pattern=r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,15})?$")]
FilePath = Annotated[str, StringConstraints(max_length=300, pattern=r"^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$")]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
Versions = Annotated[dict[Text, Text], Field(max_length=10)]


class Stored(BaseModel):
    """Base of everything read from these files: frozen, typed as JSON has it, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


F = TypeVar("F", bound=Stored)


def parse_measured(content: bytes, model: type[F]) -> F:
    """Reads one of the files.

    Raises:
        ValueError: The content is no such file; the message says what is wrong in one line.
    """
    try:
        stored = model.model_validate_json(content)
        json.loads(content, object_pairs_hook=_single)
    except ValueError as error:
        first = error.errors()[0] if hasattr(error, "errors") else {"loc": (), "msg": str(error)}
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{where or 'the file'}: {first['msg']}") from None
    return stored


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Gives an object of JSON; readers keep the last of two equal keys, so that the other would be lost unseen."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'"{key}" stands twice in one object')
        found[key] = value
    return found


def measured_text(stored: Stored) -> str:
    """Writes one of the files: keys in fixed order, one model a line, so that a change shows as few lines."""
    data = stored.model_dump(mode="json")
    parts = [f"{json.dumps(key)}: {_value(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)
