"""Conditions on rows: `params_m__le=6` to a test of one value."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from types import MappingProxyType
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.exports.column_types import ColumnType, Kind
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, meant_words
from lvkb.wording import first_of

Scalar = str | int | float | Decimal | date | bool
Wanted = Scalar | Collection[Scalar] | None
"""What a value is held against; None stands for a value that nobody tells."""

_OPERATORS = ("eq", "ne", "in", "lt", "le", "gt", "ge", "contains")
_HOLDS: Mapping[Kind, str] = MappingProxyType(
    {"text": "text", "whole": "whole numbers", "number": "numbers", "flag": "True or False", "day": "days"}
)


_MOST_SHOWN = 5
_LONGEST = 100
_NONE = "None, which nobody tells, goes with = and __ne alone"


class WrongCondition(WrongUse):
    """A condition names no column or operator that there is, or its value does not fit the column."""


class Condition(NamedTuple):
    """A test of one value of a row.

    Attributes:
        column: Name of the column.
        holds: Tells whether a value of it passes.
    """

    column: str
    holds: Callable[[object], bool]


def condition(key: str, wanted: Wanted, columns: Mapping[str, ColumnType]) -> Condition:
    """Gives the test that a keyword of `Frame.where` stands for.

    Args:
        key: The keyword: a column, or a column, two underscores and an operator.
        wanted: What values are held against.
        columns: The types of all columns by their names.

    Raises:
        WrongCondition: There is no such column or operator, or the value does not fit the column.
    """
    column, mark, word = key.partition("__")
    if column not in columns:
        raise WrongCondition(_unknown("column", column, columns))
    word = word if mark else "eq"
    if word not in _OPERATORS:
        raise WrongCondition(_unknown("operator", word, _OPERATORS))
    return Condition(column, _test(column, word, wanted, columns[column]))


def _unknown(noun: str, word: str, known: Collection[str]) -> str:
    meant = did_you_mean(meant_words(word, known)) or f"There are {', '.join(known)}."
    return f'There is no {noun} "{visible(word[:_LONGEST])}". {meant}'


def _test(column: str, word: str, wanted: Wanted, form: ColumnType) -> Callable[[object], bool]:
    match word:
        case "eq" | "ne" if wanted is None:
            return (lambda value: value is None) if word == "eq" else (lambda value: value is not None)
        case _ if wanted is None:
            raise WrongCondition(f"{column}__{word} needs a value; {_NONE}.")
        case "in":
            return _one_of(column, wanted, form)
        case "contains":
            return _holding(column, wanted, form)
        case "lt" | "le" | "gt" | "ge" if form.kind not in ("number", "whole", "day"):
            raise WrongCondition(f"{column}__{word} compares numbers or days, and {column} holds {_HOLDS[form.kind]}.")
    compare, bound = getattr(operator, word), _fitting(column, wanted, form)
    return lambda value: value is not None and compare(value, bound)


def _one_of(column: str, wanted: Wanted, form: ColumnType) -> Callable[[object], bool]:
    if isinstance(wanted, str) or not isinstance(wanted, Collection):
        raise WrongCondition(f"{column}__in wants several values in a list, a tuple or a set, not {wanted!r}.")
    if any(item is None for item in wanted):
        raise WrongCondition(f"{column}__in holds None; {_NONE}.")
    known = frozenset(_fitting(column, item, form) for item in wanted)
    return lambda value: value in known


def _holding(column: str, wanted: Wanted, form: ColumnType) -> Callable[[object], bool]:
    if form.kind != "text":
        raise WrongCondition(f"{column}__contains looks for text in text, and {column} holds {_HOLDS[form.kind]}.")
    if not isinstance(wanted, str):
        raise WrongCondition(f"{column}__contains looks for text, not {wanted!r}.")
    sought = wanted.casefold()
    return lambda value: isinstance(value, str) and sought in value.casefold()


def _fitting(column: str, wanted: object, form: ColumnType) -> Scalar:
    """Gives a wanted value as rows hold it: every number as a `Decimal`, which compares with all of them."""
    match form.kind:
        case "text" if isinstance(wanted, str):
            if not wanted:
                raise WrongCondition(f"{column} never holds an empty text: {column}=None is what nobody tells.")
            return _known_word(column, wanted, form)
        case "flag" if isinstance(wanted, bool):
            return wanted
        case "day" if isinstance(wanted, date | str) and (day := _day(wanted)):
            return day
        case "number" | "whole" if isinstance(wanted, Real | Decimal) and not isinstance(wanted, bool):
            number = _number(wanted)
            if number.is_finite():
                return number
    is_several = isinstance(wanted, Collection) and not isinstance(wanted, str)
    hint = f" Several values go with {column}__in." if is_several else ""
    raise WrongCondition(f"{column} holds {_HOLDS[form.kind]}, and {wanted!r} is none.{hint}")


def _number(wanted: object) -> Decimal:
    """Gives a number with the digits that it prints: 78.3 of a float of any width is 78.3."""
    match wanted:
        case Fraction():
            return Decimal(wanted.numerator) / wanted.denominator
        case int():  # Python prints no number of thousands of digits
            return Decimal(wanted)
        case _:
            return Decimal(str(wanted))


def _day(wanted: date | str) -> date | None:
    """Gives a day, also of a text as YYYY-MM-DD; None for a text that is none, and for a time of a day."""
    if isinstance(wanted, str):
        try:
            return date.fromisoformat(wanted)
        except ValueError:
            return None
    return None if isinstance(wanted, datetime) else wanted


def _known_word(column: str, wanted: str, form: ColumnType) -> str:
    """Gives a word of a column that holds words of a choice, or names that the knowledge base knows, alone."""
    if form.words and wanted not in form.words:
        meant = did_you_mean(meant_words(wanted, form.words), quoted=True)
        known = first_of((f'"{word}"' for word in form.words), _MOST_SHOWN)
        raise WrongCondition(f'There is no {column} "{visible(wanted[:_LONGEST])}". {meant or f"There are {known}."}')
    return wanted
