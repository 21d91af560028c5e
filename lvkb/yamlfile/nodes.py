"""A text as a tree of values that know where they begin and end and how they are written: for whoever changes texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml

from lvkb.yamlfile.document import KeyPath


class NodeKind(Enum):
    """What a value is."""

    SINGLE = "single value"
    LIST = "list"
    MAPPING = "mapping"


@dataclass(slots=True)
class Node:
    """A value of a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one; a block of entries ends with its last entry.
        column: Column that it begins in, and its entries with it, from 0.
        text: The text of a single value.
        style: How a single value is written: plain, or its mark, one of `" ' > |`.
        kind: Whether it is a single value, a list or a mapping.
        in_brackets: Whether a list or mapping is written as `[ ]` or `{ }`.
        entries: What a list or mapping holds.
        comments_below: Comments behind the last entry.
    """

    start: int
    end: int
    column: int
    text: str = ""
    style: str = ""
    kind: NodeKind = NodeKind.SINGLE
    in_brackets: bool = False
    entries: list[Entry] = field(default_factory=list)
    comments_below: list[str] = field(default_factory=list)

    def at(self, keys: KeyPath) -> Node:
        """Gives the value at a path of keys.

        Raises:
            KeyError: There is none.
        """
        node = self
        for key in keys:
            node = node.entry(key).value
        return node

    def entry(self, key: str | int) -> Entry:
        """Gives the entry of a key or, in a list, of an index.

        Raises:
            KeyError: There is none.
        """
        for index, entry in enumerate(self.entries):
            if key == (index if self.kind is NodeKind.LIST else entry.key):
                return entry
        raise KeyError(key)

    @property
    def is_block(self) -> bool:
        """Whether its entries stand in lines of their own."""
        return bool(self.entries) and not self.in_brackets

    @property
    def has_comments(self) -> bool:
        """Whether a comment speaks of something inside it."""
        return bool(self.comments_below) or any(
            entry.comments_above or entry.comment_beside or entry.value.has_comments for entry in self.entries
        )


@dataclass(slots=True)
class Entry:
    """One item of a list, or one key of a mapping with its value.

    Attributes:
        key: The key; empty in a list.
        start: Offset of the key or, in a list, of the value.
        key_end: Offset behind the key; that of the value in a list.
        value: The value.
        comments_above: Comments in lines of their own above it.
        comment_beside: The comment at the end of its line, or of the first one.
    """

    key: str
    start: int
    key_end: int
    value: Node
    comments_above: list[str] = field(default_factory=list)
    comment_beside: str = ""


def read_nodes(text: str) -> Node:
    """Gives the tree of a text, without its comments, which `attach_comments` adds.

    Args:
        text: A text that `parse` took without a finding: one document, no anchors, no tags.

    Raises:
        yaml.YAMLError: It is no YAML.
    """
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            break
    return _node(next(events), events)


def _node(event: Any, events: Iterator[Any]) -> Node:
    start, column = _offset(event.start_mark), event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        return Node(start, _offset(event.end_mark), column, event.value, event.style or "")
    kind = NodeKind.LIST if isinstance(event, yaml.SequenceStartEvent) else NodeKind.MAPPING
    node = Node(start, start, column, kind=kind, in_brackets=bool(event.flow_style))
    while not isinstance(event := next(events), yaml.CollectionEndEvent):
        if kind is NodeKind.LIST:
            value = _node(event, events)
            node.entries.append(Entry("", value.start, value.start, value))
        else:
            key, key_start, key_end = event.value, _offset(event.start_mark), _offset(event.end_mark)
            node.entries.append(Entry(key, key_start, key_end, _node(next(events), events)))
    # libyaml ends a block where the next one starts
    node.end = _offset(event.end_mark) if node.in_brackets or not node.entries else node.entries[-1].value.end
    return node


def _offset(mark: Any) -> int:
    return int(mark.index)


def atoms(node: Node) -> Iterator[Node | Entry]:
    """Gives each key and each single value, in the order of the text."""
    if node.kind is NodeKind.SINGLE:
        yield node
    for entry in node.entries:
        if node.kind is NodeKind.MAPPING:
            yield entry
        yield from atoms(entry.value)
