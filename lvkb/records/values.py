"""Values of records: each kind of scalar with what it allows, and the base of all models.

Scalars arrive as text (see `lvkb.yamlfile`). Numbers become `Decimal`, so that the digits of the source survive:
`78.30` stays `78.30`, and the rounding of a printed figure can be told from it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{1,15})?", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FLAGS = {"true": True, "false": False}

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
SOURCE_KEY = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
ONE_LINE = r"^\S(?:[^\r\n]*\S)?$"
NOT_BLANK = r"\S"
COMMIT = r"^[0-9a-f]{7,40}$"
CODE = r"^LV\d{3}$"
VERSION = r"^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$"
WEB_ADDRESS = r"^https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/-]*)?$"


def _expect(wanted: str) -> PydanticCustomError:
    return PydanticCustomError("lvkb_value", "must be {wanted}", {"wanted": wanted})


def _number(value: object) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise _expect("a plain number such as 78.3, without sign, unit, thousands separator or exponent")


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise _expect("a whole number above 0, such as 224")


def _year(value: object) -> int:
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return int(value)
    raise _expect("a year such as 2021")


def _flag(value: object) -> bool:
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    raise _expect("true or false")


def _date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _expect('a day as "YYYY-MM-DD"')


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2099})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, pattern=NOT_BLANK)]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=SLUG)]
SourceKey = Annotated[str, StringConstraints(max_length=40, pattern=SOURCE_KEY)]
Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Record(BaseModel):
    """Base of everything read from YAML: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
