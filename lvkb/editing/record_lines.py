"""Values of records as lines of text: the one place that knows how a record is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvkb.editing.folding import fold_mark, folded_lines
from lvkb.editing.record_style import INDENT, in_order, is_block, is_prose, is_quoted
from lvkb.editing.scalar_style import is_plain_when_new, rewritten, written_key
from lvkb.yamlfile import Data, KeyPath
from lvkb.yamlfile.nodes import Entry, Node, NodeKind
from lvkb.yamlfile.scalars import GAP


def new_node(data: Data, where: KeyPath) -> Node:
    """Gives data as a value that is yet to be written."""
    if isinstance(data, list):
        items = enumerate(data)
        return Node(0, 0, 0, kind=NodeKind.LIST, entries=[new_entry("", item, (*where, step)) for step, item in items])
    if isinstance(data, dict):
        entries = [new_entry(key, item, (*where, key)) for key, item in data.items()]
        return Node(0, 0, 0, kind=NodeKind.MAPPING, entries=entries)
    text = data or ""
    is_plain = text == GAP or (is_plain_when_new(text) and not is_quoted(where))
    return Node(0, 0, 0, text, "" if is_plain else '"')


def new_entry(key: str, data: Data, where: KeyPath) -> Entry:
    """Gives a key with data, or an item of a list, that is yet to be written.

    Args:
        key: The key; empty for an item.
        data: The data.
        where: Path of keys that ends with the key, or with the index of the item.
    """
    return Entry(key, 0, 0, new_node(data, where))


def record_lines(root: Node, text: str) -> Iterator[str]:
    """Gives the lines of a whole record, with all comments but those before its first entry.

    Args:
        root: The record.
        text: The text that it was read from.
    """
    _lift_comments(root, ())
    yield from block_lines(root, (), 0, text)


def _lift_comments(node: Node, where: KeyPath) -> None:
    """Puts comments on the first lines of an item of a list above the item: behind the dash is no room for them."""
    for step, entry in _ordered(node, where):
        below = (*where, step)
        _lift_comments(entry.value, below)
        if node.kind is NodeKind.LIST and entry.value.entries:
            _, first = next(_ordered(entry.value, below))
            entry.comments_above += first.comments_above
            first.comments_above = []
            if entry.comment_beside and has_lines(entry.value, below):
                entry.comments_above.append(entry.comment_beside)
                entry.comment_beside = ""


def block_lines(node: Node, where: KeyPath, column: int, text: str = "") -> Iterator[str]:
    """Gives the lines of a list or mapping whose entries stand in lines of their own, with all comments in it.

    Args:
        node: The list or mapping.
        where: Its path of keys.
        column: Column that the lines begin in.
        text: The text that it was read from; needed where prose in it is to keep its line breaks.
    """
    for step, entry in _ordered(node, where):
        yield from entry_lines(entry, (*where, step), column, text)
    yield from _indented(node.comments_below, column)


def entry_lines(entry: Entry, where: KeyPath, column: int, text: str = "") -> Iterator[str]:
    """Gives the lines of an item, or of a key with its value, with all comments in it; otherwise as `block_lines`."""
    yield from _indented(entry.comments_above, column)
    if not has_lines(entry.value, where):
        yield from _short(entry, where, column, text)
    elif isinstance(where[-1], str):
        yield f"{' ' * column}{written_key(entry.key)}:{_beside(entry)}"
        yield from block_lines(entry.value, where, column + INDENT, text)
    else:
        lines = block_lines(entry.value, where, column + INDENT, text)
        yield f"{' ' * column}- {next(lines).lstrip(' ')}"
        yield from lines


def in_line(node: Node, where: KeyPath) -> str:
    """Gives a value in one line, without comments."""
    if node.kind is NodeKind.SINGLE:
        return rewritten(node.text, where, has_quotes=bool(node.style))
    values = ((step, in_line(entry.value, (*where, step))) for step, entry in _ordered(node, where))
    if node.kind is NodeKind.LIST:
        return f"[{', '.join(value for _, value in values)}]"
    return "{" + ", ".join(f"{written_key(str(key))}: {value}" for key, value in values) + "}"


def has_lines(node: Node, where: KeyPath) -> bool:
    """Tells whether the entries of a value stand in lines of their own: by habit, or for the sake of comments."""
    return bool(node.entries) and (is_block(where) or node.has_comments)


def _short(entry: Entry, where: KeyPath, column: int, text: str) -> Iterator[str]:
    """Gives the one line of an entry, or that and the lines of its prose."""
    mark = f"{written_key(entry.key)}:" if isinstance(where[-1], str) else "-"
    prose = (
        folded_lines(text, entry.value, column + INDENT)
        if is_prose(where) and entry.value.kind is NodeKind.SINGLE and entry.value.text != GAP
        else None
    )
    value = in_line(entry.value, where) if prose is None else fold_mark(entry.value)
    yield f"{' ' * column}{mark} {value}{_beside(entry)}"
    yield from _indented(prose or (), column + INDENT)


def _ordered(node: Node, where: KeyPath) -> Iterator[tuple[str | int, Entry]]:
    """Gives the entries of a list, or those of a mapping in the order of records, each with its index or key."""
    if node.kind is NodeKind.LIST:
        yield from enumerate(node.entries)
    else:
        entries = {entry.key: entry for entry in node.entries}
        yield from ((key, entries[key]) for key in in_order(entries, where))


def _indented(lines: Iterable[str], column: int) -> Iterator[str]:
    return (f"{' ' * column}{line}" if line else "" for line in lines)


def _beside(entry: Entry) -> str:
    return f"  {entry.comment_beside}" if entry.comment_beside else ""
