"""How records are written: the order of keys, which values stand in lines of their own, and which take quotes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from lvkb.records import Paper
from lvkb.records.field_types import known_keys, type_at
from lvkb.yamlfile import KeyPath

EDITOR_LINE = "# yaml-language-server: $schema=../schema/paper.schema.json"
"""First line of a record; it tells editors where the schema lies."""

INDENT = 2
"""Columns by which the entries of a block stand deeper than its key."""

_BLOCKS: frozenset[KeyPath] = frozenset(
    {
        (),
        ("code",),
        ("annotation",),
        ("sources",),
        ("protocols",),
        ("variants",),
        ("variants", 0),
        ("variants", 0, "readings"),
    }
)
_UNQUOTED = (Decimal, int, bool)
_QUOTED = frozenset(
    {
        "title",
        "arxiv",
        "added",
        "read",
        "at",
        "via",
        "note",
        "reason",
        "no_results",
        "commit",
        "url",
        "base",
        "teacher",
        "by",
        "date",
    }
)


def in_order(keys: Iterable[str], where: KeyPath) -> list[str]:
    """Gives keys of a record in the order of docs/record-format.md; those it does not know stay behind the others.

    Args:
        keys: Keys of one mapping.
        where: Path of the mapping.
    """
    known = _order(_kind(where))
    return sorted(keys, key=lambda key: known.get(key, len(known)))


def is_block(where: KeyPath) -> bool:
    """Tells whether the list or mapping at a path has its entries in lines of their own."""
    return _kind(where) in _BLOCKS


def is_prose(where: KeyPath) -> bool:
    """Tells whether the text at a path is folded over lines."""
    return len(where) == 2 and where[0] == "annotation"


def is_unquoted(where: KeyPath) -> bool:
    """Tells whether the value at a path is a number, or true or false, and never a text."""
    return _type(_kind(where)) in _UNQUOTED


def is_text(where: KeyPath) -> bool:
    """Tells whether the value at a path is a text or a day, as far as the record format knows it."""
    return _type(_kind(where)) not in (None, *_UNQUOTED)


def is_quoted(where: KeyPath) -> bool:
    """Tells whether a new text at a path takes quotes in any case, as most of its kind need them."""
    words = [key for key in where if isinstance(key, str)]
    return bool(words) and words[-1] in _QUOTED


def _kind(where: KeyPath) -> KeyPath:
    """Gives a path that is the same for all items of a list, and for all sources or protocols."""
    free = len(where) > 1 and where[0] in ("sources", "protocols")
    return tuple("" if free and depth == 1 else 0 if isinstance(key, int) else key for depth, key in enumerate(where))


@lru_cache(maxsize=1000)  # records may have any keys
def _order(kind: KeyPath) -> dict[str, int]:
    return {key: index for index, key in enumerate(known_keys(Paper, kind))}


@lru_cache(maxsize=1000)  # records may have any keys
def _type(kind: KeyPath) -> object:
    return type_at(Paper, kind)
