"""Texts as YAML scalars that every reader takes for the same text."""

from __future__ import annotations

import json
import re

from lvkb.yamlfile.parser import TYPED, parse

GAP = "GAP"
"""Stands in a draft record for what its maker could not know; a record with one does not pass the check."""

_PLAIN = re.compile(r"[A-Za-z0-9][\w/.()+-]*+(?: [\w/.()+-]++)*+", re.ASCII)
_NOT_TEXT = frozenset({"y", "n", "null", GAP.lower()})


def quoted(text: str) -> str:
    """Writes any text in double quotes."""
    return "".join(ch if ch.isprintable() else _escape(ch) for ch in json.dumps(text, ensure_ascii=False))


def scalar(text: str) -> str:
    """Writes a text without quotes where no YAML reader takes it for anything else, and in quotes otherwise."""
    is_plain = _PLAIN.fullmatch(text) and not TYPED.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if is_plain else quoted(text)


def is_kept(text: str) -> bool:
    """Tells whether records can hold a text as a value; they refuse those that stand for nothing, such as `n/a`."""
    document = parse(f"- {quoted(text)}\n".encode(), "")
    return bool(text) and text != GAP and document.data == [text] and not document.findings


def _escape(ch: str) -> str:
    return f"\\U{ord(ch):08x}" if ord(ch) > 0xFFFF else f"\\u{ord(ch):04x}"
