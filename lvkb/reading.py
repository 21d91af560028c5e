"""One file to one validated record: pydantic's complaints become findings at the value at fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lvkb.findings import Finding, Level, Location, Rule
from lvkb.records import Record
from lvkb.yamlfile import Data, Document, KeyPath, field_name

GAP = "GAP"

UNKNOWN_KEY = Rule(
    "LV010",
    Level.ERROR,
    "Every key is one that records know.",
    "A misspelt key would silently drop its value.",
    "Take a key of docs/record-format.md, or delete it.",
)
MISSING_KEY = Rule(
    "LV011",
    Level.ERROR,
    "Required keys are there.",
    "Readers, tables and exports rely on it.",
    "Add the key; docs/record-format.md says what it holds.",
)
WRONG_SHAPE = Rule(
    "LV012",
    Level.ERROR,
    "A value has the shape its key asks for: text, list or mapping.",
    "A value of another shape cannot be read as what was meant.",
    "Write it as in the example of docs/record-format.md.",
)
WRONG_VALUE = Rule(
    "LV013",
    Level.ERROR,
    "A value is one its key allows.",
    "Free spellings would not compare, sort or filter.",
    "Correct the value.",
)
MARKED_GAP = Rule(
    "LV016",
    Level.ERROR,
    f"No {GAP} mark is left in a record.",
    "An import marks with it what it could not know, and never guesses.",
    "Open the paper and put in what it says, or delete the key if it may be left out.",
)
SOURCE_MISSING = Rule(
    "LV301",
    Level.ERROR,
    "Every reading names its source.",
    "A number that nobody can trace is worse than none.",
    "Add `source:` with a key of the record's `sources`.",
)
PLACE_MISSING = Rule(
    "LV302",
    Level.ERROR,
    "Every reading says where in its source it stands.",
    "Without table and row, a second reader cannot check the number.",
    'Add `at:`, for example "Table 2, row 3".',
)

RULES = (UNKNOWN_KEY, MISSING_KEY, WRONG_SHAPE, WRONG_VALUE, MARKED_GAP, SOURCE_MISSING, PLACE_MISSING)

R = TypeVar("R", bound=Record)


def read_record(document: Document, model: type[R]) -> R | None:
    """Validates a parsed file.

    Args:
        document: The parsed file; findings are added to it.
        model: The kind of record it must hold.

    Returns:
        The record, or None when anything is wrong with it; the document's findings say what.
    """
    if document.data is None:
        return None
    gaps = list(_find_gaps(document.data))
    document.findings += [
        MARKED_GAP.at(document.at(keys), field_name(keys), f"This is still marked {GAP}.") for keys in gaps
    ]
    try:
        record = model.model_validate(document.data)
    except ValidationError as error:
        known = [keys for keys in gaps] + [keys for keys, value in _walk(document.data) if value is None]
        details = (detail for detail in error.errors(include_url=False) if _keys_of(detail) not in known)
        document.findings += [_to_finding(document, model, detail) for detail in details]
        return None
    return None if any(finding.level is Level.ERROR for finding in document.findings) else record


def _walk(data: Data, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, Data]]:
    yield keys, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _walk(value, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, (*keys, index))


def _find_gaps(data: Data) -> Iterator[KeyPath]:
    return (keys for keys, value in _walk(data) if value == GAP)


def _keys_of(detail: ErrorDetails) -> KeyPath:
    return tuple(key for key in detail["loc"] if key != "[key]")


def _to_finding(document: Document, model: type[Record], detail: ErrorDetails) -> Finding:
    keys = _keys_of(detail)
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(document, model, keys)
        case "missing":
            return _missing_key(document, keys)
        case "tuple_type" | "dict_type" | "model_type" | "model_attributes_type" | "string_type":
            return _wrong_shape(document, detail, keys)
        case _:
            return _wrong_value(document, detail, keys)


def _unknown_key(document: Document, model: type[Record], keys: KeyPath) -> Finding:
    key = str(keys[-1])
    known = _known_keys(model, keys[:-1])
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    fix = f'Did you mean "{near[0]}"?' if near else f"Known here: {', '.join(known)}."
    return UNKNOWN_KEY.at(_key_place(document, keys), field_name(keys), f'"{key}" is not a known key.', fix)


def _missing_key(document: Document, keys: KeyPath) -> Finding:
    key = str(keys[-1])
    where = document.at(keys[:-1])
    if "readings" in keys and key in ("source", "at"):
        rule = SOURCE_MISSING if key == "source" else PLACE_MISSING
        return rule.at(where, field_name(keys), "The reading names no source." if key == "source" else "The place is missing.")
    return MISSING_KEY.at(where, field_name(keys), f'"{key}" is missing.')


_SHAPES = {
    "tuple_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "string_type": "one text",
}


def _wrong_shape(document: Document, detail: ErrorDetails, keys: KeyPath) -> Finding:
    given = "a list" if isinstance(detail["input"], (list, tuple)) else _given_shape(detail["input"])
    what = f"There must be {_SHAPES[detail['type']]} here, not {given}."
    return WRONG_SHAPE.at(document.at(keys), field_name(keys), what)


def _given_shape(value: object) -> str:
    return "a mapping" if isinstance(value, dict) else f"{_quote(value)}"


def _wrong_value(document: Document, detail: ErrorDetails, keys: KeyPath) -> Finding:
    value = detail["input"]
    if not isinstance(value, str):
        value = keys[-1] if "[key]" in detail["loc"] else value
    return WRONG_VALUE.at(document.at(keys), field_name(keys), f"{_quote(value)} {_demand(detail)}.", _cure(detail))


def _demand(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "lvkb_value":
            return str(detail["msg"])
        case "literal_error":
            return f"must be one of {context['expected']}"
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], f"must match {context['pattern']}")
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case _:
            return f"is refused: {detail['msg']}"


_PATTERNS = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "must be lower case letters, digits and single hyphens",
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$": "must be lower case letters, digits, single hyphens and underscores",
    r"^\S(?:[^\r\n]*\S)?$": "must be one line without space at its ends",
    r"^[0-9a-f]{7,40}$": "must be a commit of 7 to 40 hexadecimal digits",
    r"^LV\d{3}$": "must be a code such as LV204",
}


def _cure(detail: ErrorDetails) -> str:
    value = detail["input"]
    if detail["type"] == "literal_error" and isinstance(value, str):
        near = get_close_matches(value, re.findall(r"'([^']+)'", str(detail["ctx"]["expected"])), n=1, cutoff=0.5)
        return f'Did you mean "{near[0]}"?' if near else ""
    return ""


def _quote(value: object) -> str:
    if isinstance(value, (list, tuple, dict)):
        return "An empty list" if not value else "The list"
    text = str(value)
    return f'"{text[:77]}..."' if len(text) > 80 else f'"{text}"'


def _key_place(document: Document, keys: KeyPath) -> Location:
    return document.keys.get(keys) or document.at(keys)


def _known_keys(model: type[Record], keys: KeyPath) -> list[str]:
    """Gives the keys that a model allows at a path inside it."""
    here: Any = model
    for key in keys:
        if isinstance(here, type) and issubclass(here, BaseModel) and isinstance(key, str):
            here = next((info.annotation for name, info in _fields(here) if name == key), None)
        here = next(iter(_models_in(here)), None)
    if here is None:
        return []
    return [name for name, _ in _fields(here)]


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    return [(info.alias or name, info) for name, info in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
