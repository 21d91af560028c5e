"""One file to one validated record: pydantic's complaints become findings at the value at fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lvkb.findings import Correction, Does, Finding, Level, Rule
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import CODE, COMMIT, NOT_BLANK, ONE_LINE, SLUG, SOURCE_KEY, VERSION, WEB_ADDRESS, Record
from lvkb.records.field_types import known_keys
from lvkb.records.meant_values import meant_key, meant_number, meant_word
from lvkb.subject.table_words import compute_unit
from lvkb.yamlfile import EMPTY_VALUE, Data, Document, KeyPath, field_name, shortened
from lvkb.yamlfile.places import walk
from lvkb.yamlfile.scalars import GAP

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
    "Add the key; the page Record format says what it is.",
)
WRONG_SHAPE = Rule(
    "LV012",
    Level.ERROR,
    "A value has the shape its key asks for: text, list or mapping.",
    "A value of another shape cannot be read as what was meant.",
    "Write a list as [first, second], a mapping as {key: value}, a text in double quotes.",
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
BARE_TEXT = Rule(
    "LV017",
    Level.WARNING,
    "A text that looks like a number, a day or true and false stands in quotes.",
    "lvkb keeps it as it is, but other YAML readers turn 2110.02170 into 2110.0217, 1322e62 into a huge number, "
    "and a day into no text.",
    "Put it in double quotes.",
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

RULES = (UNKNOWN_KEY, MISSING_KEY, WRONG_SHAPE, WRONG_VALUE, MARKED_GAP, BARE_TEXT, SOURCE_MISSING, PLACE_MISSING)

R = TypeVar("R", bound=Record)

_LIKELY = 0.6
"""How alike a key must be to the one that is asked for."""
_SURE = (0.72, 0.9)
"""How alike it must be, and no other one, to be taken for it: `params` for `params_m`; a slip with others near."""


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
    gaps = [keys for keys, value in walk(document.data) if value == GAP]
    document.findings += [
        MARKED_GAP.at(document.at(keys), field_name(keys), f"This is still marked {GAP}.") for keys in gaps
    ]
    try:
        record = model.model_validate(document.data)
    except ValidationError as error:
        empty = {keys for keys, value in walk(document.data) if value is None}
        found = list(_findings(document, model, error, {*gaps, *empty}))
        unknown = {finding.field for finding in found if finding.rule is UNKNOWN_KEY}
        earlier = (item for item in document.findings if item.rule is not EMPTY_VALUE or item.field not in unknown)
        document.findings = [*earlier, *found]
        return None
    document.findings += _bare_texts(document, record)
    return None if any(finding.level is Level.ERROR for finding in document.findings) else record


def _bare_texts(document: Document, record: Record) -> Iterator[Finding]:
    """Gives a finding for each text or day without quotes that other readers take for something else."""
    for keys in document.bare:
        value = _value_at(record, keys)
        if isinstance(value, (str, date, tuple)):
            text = _raw_at(document.data, keys)
            what = f"{text} stands without quotes."
            quotes = (Correction(keys, str(text)),)
            yield BARE_TEXT.at(document.at(keys), field_name(keys), what, f'Write "{text}".', quotes)


def _value_at(record: object, keys: KeyPath) -> object:
    """Gives the value of a record at a path of keys as its file has them."""
    for key in keys:
        if isinstance(record, BaseModel):
            record = getattr(record, _names(type(record))[str(key)])
        elif isinstance(record, (dict, tuple)):
            record = record[key]  # type: ignore[index]
    return record


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    """Gives the attribute of each key of a model."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def _raw_at(data: Data, keys: KeyPath) -> Data:
    for key in keys:
        data = data[key]  # type: ignore[index]
    return data


def _findings(
    document: Document, model: type[Record], error: ValidationError, reported: set[KeyPath]
) -> Iterator[Finding]:
    """Gives pydantic's complaints as findings, each slip once.

    Left out are values that are reported already, lists that are too short only because an entry of theirs is wrong,
    and missing keys that stand there misspelt.
    """
    details = [(_keys_of(detail), detail) for detail in error.errors(include_url=False)]
    unknown = {keys: _nearest(document, model, keys) for keys, detail in details if detail["type"] == "extra_forbidden"}
    misspelt = {(*keys[:-1], near) for keys, near in unknown.items() if near}
    for keys, detail in details:
        if keys in unknown:
            yield _unknown_key(document, model, keys, unknown[keys], is_empty=keys in reported)
        elif detail["type"] == "missing":
            if keys not in misspelt:
                yield _missing_key(document, keys)
        elif keys not in reported and not (detail["type"] == "too_short" and detail["input"]):
            yield _wrong(document, detail, keys)


def _keys_of(detail: ErrorDetails) -> KeyPath:
    """Gives the path to the value at fault; pydantic marks a key at fault by one step more, which is no key."""
    keys = detail["loc"]
    return keys[:-1] if keys and keys[-1] == "[key]" and detail["type"].startswith("string_") else keys


def _nearest(document: Document, model: type[Record], keys: KeyPath) -> str:
    """Gives the known key that was probably meant by an unknown one, unless it stands there already; else nothing."""
    return next(iter(_free_words(document, model, keys, _LIKELY)), "")


def _free_words(document: Document, model: type[Record], keys: KeyPath, likeness: float) -> tuple[str, ...]:
    free = [key for key in known_keys(model, keys[:-1]) if (*keys[:-1], key) not in document.keys]
    return near_words(str(keys[-1]), free, likeness=likeness)


def _unknown_cure(model: type[Record], keys: KeyPath, near: str, *, is_sure: bool) -> str:
    known = known_keys(model, keys[:-1])
    written = str(keys[-1])
    meant = near if is_sure else meant_key(written, known) or near
    if not meant:
        return f"Known here: {', '.join(known)}."
    unit = compute_unit(written) if meant == "compute_g" else ""
    return f"{did_you_mean([meant], quoted=True)}{f' Its unit has a key: compute_unit: {unit}.' if unit else ''}"


def _unknown_key(document: Document, model: type[Record], keys: KeyPath, near: str, *, is_empty: bool) -> Finding:
    where = document.keys.get(keys) or document.at(keys)
    is_sure = any(_free_words(document, model, keys, likeness) == (near,) for likeness in _SURE)
    fix = _EMPTY_CURE if is_empty else _unknown_cure(model, keys, near, is_sure=is_sure)
    rename = (Correction(keys, near, Does.RENAME),) if is_sure and not is_empty else ()
    return UNKNOWN_KEY.at(where, field_name(keys), f"{_quote(keys[-1])} is not a known key.", fix, rename)


_EMPTY_CURE = "Inside { } a comma ends a value: decimals take a point, and a text with a comma takes double quotes."


def _missing_key(document: Document, keys: KeyPath) -> Finding:
    where = document.at(keys[:-1])
    if "readings" in keys and keys[-1] == "source":
        return SOURCE_MISSING.at(where, field_name(keys), "The reading names no source.")
    if "readings" in keys and keys[-1] == "at":
        return PLACE_MISSING.at(where, field_name(keys), "The place is missing.")
    return MISSING_KEY.at(where, field_name(keys), f'"{keys[-1]}" is missing.')


_MAPPING = ("a mapping of keys to values", "Write {key: value, ...}, or each key with its value in a line of its own.")
_SHAPES = {
    "tuple_type": ("a list", "Write [first, ...], or each entry in a line of its own behind a hyphen and a space."),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "string_type": ("one text", "Write it in one line, in double quotes, without [ ] and { } around it."),
}
"""What there must be, and how it is written."""


def _wrong(document: Document, detail: ErrorDetails, keys: KeyPath) -> Finding:
    """Gives the finding for a value of the wrong shape, or one that its key does not allow."""
    value = detail["input"]
    is_key = keys != detail["loc"]
    where = document.keys[keys] if is_key else document.at(keys)
    field = field_name(keys)
    if detail["type"] in _SHAPES:
        shape, fix = _SHAPES[detail["type"]]
        what = f"There must be {shape} here, not {_given(value)}."
        is_one = detail["type"] == "tuple_type" and isinstance(value, str) and not _SEVERAL.search(value)
        return WRONG_SHAPE.at(where, field, what, fix, (Correction(keys, does=Does.WRAP),) if is_one else ())
    if not value:
        what = "The key is empty." if is_key else f"The {_shape(value)} is empty."
        return WRONG_VALUE.at(where, field, what, "Add what is missing, or delete the key.")
    if not isinstance(value, str):
        return WRONG_SHAPE.at(where, field, f"There {_demand(detail)} here, not {_given(value)}.")
    meant = "" if is_key else _meant(detail, keys)
    changes = (Correction(keys, meant),) if meant else ()
    return WRONG_VALUE.at(where, field, f"{_quote(value)} {_demand(detail)}.", _cure(detail), changes)


_SEVERAL = re.compile(r"[,;&]|\band\b")


def _meant(detail: ErrorDetails, keys: KeyPath) -> str:
    """Gives the value that was plainly meant, or nothing."""
    value = str(detail["input"])
    if detail["type"] == "literal_error":
        return meant_word(value, re.findall(r"'([^']+)'", str(detail["ctx"]["expected"])))
    if "true or false" in detail["msg"]:
        return _FLAG_WORDS.get(value.lower(), "")
    return meant_number(str(keys[-1]), value)


def _given(value: object) -> str:
    return _quote(value) if isinstance(value, str) else f"a {_shape(value)}"


def _shape(value: object) -> str:
    return "text" if isinstance(value, str) else "mapping" if isinstance(value, dict) else "list"


def _quote(value: object) -> str:
    return f'"{shortened(str(value), 80)}"'


def _demand(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "lvkb_value":
            return str(detail["msg"])
        case "literal_error":
            choices = str(context["expected"]).replace("'", "")
            return f"must be one of {choices}" if " or " in choices else f"must be {choices} or left out"
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], f"must match {context['pattern']}")
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case _:
            return f"is refused: {detail['msg']}"


_PATTERNS = {
    SLUG: "must be lower case letters, digits and single hyphens",
    SOURCE_KEY: "must be lower case letters, digits, single hyphens and underscores",
    ONE_LINE: "must be one line without space at its ends",
    NOT_BLANK: "must not be blank",
    COMMIT: "must be a commit of 7 to 40 hexadecimal digits",
    WEB_ADDRESS: "must be an https address of letters, digits and . _ ~ / -",
    CODE: "must be a code such as LV204",
    VERSION: "must be a version of three whole numbers, such as 1.2.0",
}


def _cure(detail: ErrorDetails) -> str:
    """Gives the spelling that was probably meant, or nothing."""
    value = str(detail["input"]).lower()
    if detail["type"] == "literal_error":
        known = re.findall(r"'([^']+)'", str(detail["ctx"]["expected"]))
        return did_you_mean(near_words(value, known, most=1, likeness=0.5), quoted=True)
    near = _FLAG_WORDS.get(value) if "true or false" in detail["msg"] else None
    return did_you_mean([near] if near else [], quoted=True)


_FLAG_WORDS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0"), "false"),
}
