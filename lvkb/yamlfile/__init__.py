"""YAML text to plain data with the place of every value; the strict subset that records are written in.

Scalars stay text, so that `2110.02170` keeps its zero and `no` stays a word; the records module gives them types.
"""

from __future__ import annotations

from lvkb.yamlfile.decoding import stripped, too_large
from lvkb.yamlfile.document import Data, Document, KeyPath, field_name, shortened, value_at
from lvkb.yamlfile.parser import parse
from lvkb.yamlfile.syntax_rules import EMPTY_VALUE, MAX_BYTES, MAX_DEPTH, MAX_NODES, RULES

__all__ = [
    "EMPTY_VALUE",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "RULES",
    "Data",
    "Document",
    "KeyPath",
    "field_name",
    "parse",
    "shortened",
    "stripped",
    "too_large",
    "value_at",
]
