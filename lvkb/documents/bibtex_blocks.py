"""A text of BibTeX to its entries and their values, each with its place, and to what parses as neither.

The parser drops what it cannot read; here nothing is dropped, so that no link is lost with it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block as ParsedBlock
from bibtexparser.model import Entry, ImplicitComment

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what is broken is told as findings

_LIKE_ENTRY = re.compile(r"^(?![ \t]*+%).*?(?:@\s*+\w++\s*+[{(]|\b[A-Za-z]\w*+\s*+=\s*+[{\"])", re.MULTILINE)
_NEXT_FIELD = re.compile(r"\s*+(?P<key>[A-Za-z][\w-]*+)\s*+=\s*+(?=[{\"\d])")
_BRACE_OR_END = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MOST_ENCLOSED = 5


class Block(NamedTuple):
    """A part of a file.

    Attributes:
        start: Offset at which it begins.
        raw: Its text.
        entry: The entry that it is; None for anything else.
        is_broken: Whether it should be an entry and does not parse.
        is_rest: Whether it is text outside of entries, which may be what is left of a broken one before it.
    """

    start: int
    raw: str
    entry: Entry | None
    is_broken: bool
    is_rest: bool


class Value(NamedTuple):
    """The value of one field, with what encloses it.

    Attributes:
        key: Name of the field in lower case.
        text: The value.
        start: Offset of the value.
        key_start: Offset of the name, where `lacks_comma` is set.
        lacks_comma: Whether the comma is missing before the field.
    """

    key: str
    text: str
    start: int
    key_start: int = 0
    lacks_comma: bool = False


def blocks(text: str) -> Iterator[Block]:
    """Gives the parts of a text in order; those that are comments, strings and preambles as well."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    past, is_found = 0, True
    for parsed in parse_string(text, parse_stack=[]).blocks:
        raw = parsed.raw or ""
        earliest = max(past, starts[min(parsed.start_line or 0, len(starts) - 1)])
        found = text.find(raw, earliest) if is_found else -1
        is_found = found >= 0  # looked for in vain, it has cost the whole text: once is enough
        start = found if is_found else earliest
        past = start + len(raw)
        yield _block(start, raw, parsed)


def _block(start: int, raw: str, parsed: ParsedBlock) -> Block:
    entry = parsed if isinstance(parsed, Entry) else getattr(parsed, "ignore_error_block", None)
    if isinstance(entry, Entry):
        return Block(start, raw, entry, is_broken=False, is_rest=False)
    is_rest = isinstance(parsed, ImplicitComment)
    is_broken = bool(_LIKE_ENTRY.search(raw)) if is_rest else hasattr(parsed, "error")
    return Block(start, raw, None, is_broken, is_rest)


def values(text: str, start: int, entry: Entry) -> Iterator[Value]:
    """Gives the values of an entry in order, those too that stand behind one without a comma between.

    Args:
        text: The whole text.
        start: Offset of the entry.
        entry: The entry.
    """
    past, end = start, start + len(entry.raw or "")
    for field in entry.fields:
        written = str(field.value)
        found = text.find(written, past, end)
        if found < 0 or not written:
            continue
        past = found + len(written)
        yield from _parted(text, field.key.lower(), found, past)


def _parted(text: str, key: str, start: int, end: int) -> Iterator[Value]:
    """Parts a value from fields that follow it without a comma: the parser takes them for its end."""
    key_start = -1
    while True:
        past = _past_first(text, start, end)
        following = _NEXT_FIELD.match(text, past, end)
        yield Value(key, text[start : past if following else end], start, max(key_start, 0), key_start >= 0)
        if following is None:
            return
        key, key_start, start = following["key"].lower(), following.start("key"), following.end()


def _past_first(text: str, start: int, end: int) -> int:
    """Gives where the enclosed value at a place ends; the end of all when none begins there, or it never ends."""
    opening = text[start : start + 1]
    if opening not in ("{", '"'):
        return end
    depth = 0
    for match in _BRACE_OR_END.finditer(text, start + (opening == '"'), end):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == ('"' if opening == '"' else "}"):
            return match.end()
    return end


def bare(value: str) -> str:
    """Takes off what encloses a value: braces or quotes."""
    value = value.strip()
    for _ in range(_MOST_ENCLOSED):
        if len(value) < 2 or (value[0], value[-1]) not in (("{", "}"), ('"', '"')):
            break
        value = value[1:-1].strip()
    return value
