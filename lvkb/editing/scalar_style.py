"""Single values of a record as they are written: with quotes or without."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from lvkb.editing.record_style import is_text, is_unquoted
from lvkb.yamlfile import Data, KeyPath
from lvkb.yamlfile.parser import TYPED
from lvkb.yamlfile.scalars import quoted, scalar

Value: TypeAlias = "str | int | Decimal | Sequence[Value] | Mapping[str, Value]"
"""What is put into a record: a text, a number with the digits of its source, true or false, a list or a mapping."""

_PLAIN = re.compile(r"[^\W_](?:[^\s,\[\]{}#:\"'\\`]|(?<! ) (?! )|:(?=[^\s,\[\]{}]))*(?<![ :])")
_FOREIGN_LETTER = re.compile(r"(?![a-zA-Z])[^\W\d_]")
_NO_TEXT = re.compile(r"[0-9]+(?:\.[0-9]+)?|true|false", re.ASCII)


def plain_data(value: Value) -> Data:
    """Gives a value as the strict reader gives it: every single value as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain_data(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def is_plain_when_new(text: str) -> bool:
    """Tells whether a new text needs no quotes; a number needs none where a number is asked for."""
    if _NO_TEXT.fullmatch(text):
        return True
    bare = _FOREIGN_LETTER.sub("a", text)
    return scalar(bare) == bare


def rewritten(text: str, where: KeyPath, *, has_quotes: bool) -> str:
    """Writes a single value of a record; quotes that it has stay, except around a number, true and false.

    Args:
        text: The value.
        where: Path of keys at which it stands.
        has_quotes: Whether it has quotes, or is a block of lines.
    """
    if is_unquoted(where) and _NO_TEXT.fullmatch(text):
        return text
    needs_quotes = has_quotes or not _PLAIN.fullmatch(text) or (TYPED.fullmatch(text) and is_text(where))
    return quoted(text) if needs_quotes else text


def written_key(key: str) -> str:
    """Writes a key."""
    return scalar(key)
