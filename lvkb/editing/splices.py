"""Values of a text replaced, added and renamed at their place; every other character stays as it is."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence

from lvkb.editing.record_lines import block_lines, entry_lines, has_lines, in_line, new_entry, new_node
from lvkb.editing.record_style import in_order, is_prose
from lvkb.editing.scalar_style import Value, plain_data, written_key
from lvkb.editing.verified import EditRefused, verified
from lvkb.yamlfile import Data, KeyPath, field_name, parse
from lvkb.yamlfile.comments import find_comments
from lvkb.yamlfile.decoding import LINE_BREAK
from lvkb.yamlfile.nodes import Entry, Node, NodeKind, read_nodes

_QUOTES = ('"', "'")
_BLOCK_TEXT = ("|", ">")
_LINE = re.compile(r"([ \t]*)(#?)[^\r\n]*(?:\r\n|\r|\n)?")


def set_value(content: bytes, path: str, keys: KeyPath, value: Value) -> bytes:
    """Gives a record with one value set: in the stead of the one that is there, or at its place among its siblings.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        keys: Where the value stands, as in `("variants", 0, "readings", 2, "top1")`; all but the last key is there.
        value: The new value.

    Raises:
        EditRefused: The text cannot be changed there without loss.
    """
    new = plain_data(value)

    def change(data: Data) -> None:
        parent = _parent(data, keys)
        if isinstance(parent, list) and not (isinstance(keys[-1], int) and keys[-1] < len(parent)):
            raise EditRefused(f"there is no {field_name(keys)}.")
        parent[keys[-1]] = new  # type: ignore[index]

    def splice(text: str, root: Node) -> str:
        parent = root.at(keys[:-1])
        try:
            entry = parent.entry(keys[-1])
        except KeyError:
            return _added(text, parent, keys, new)
        return _replaced(text, root, entry, keys, new)

    return _edited(content, path, change, splice)


def append(content: bytes, path: str, keys: KeyPath, values: Sequence[Value]) -> bytes:
    """Gives a record with values added at the end of a list, which is made where there is none.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        keys: Where the list stands; all but the last key is there.
        values: The new items.

    Raises:
        EditRefused: The text cannot be changed there without loss, or no list stands there.
    """
    new = [plain_data(value) for value in values]

    def change(data: Data) -> None:
        parent = _parent(data, keys)
        items = parent.setdefault(str(keys[-1]), []) if isinstance(parent, dict) else parent[int(keys[-1])]
        if not isinstance(items, list):
            raise EditRefused(f"{field_name(keys)} is no list.")
        items += new

    def splice(text: str, root: Node) -> str:
        parent = root.at(keys[:-1])
        try:
            items = parent.entry(keys[-1])
        except KeyError:
            return _added(text, parent, keys, list(new))
        if not items.value.entries and "#" not in text[items.value.start : items.value.end]:
            return _replaced(text, root, items, keys, list(new))
        return _appended(text, items.value, keys, new)

    return _edited(content, path, change, splice) if new else content


def rename_key(content: bytes, path: str, keys: KeyPath, new: str) -> bytes:
    """Gives a record with one key renamed; its value stays where it is.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        keys: Path that ends with the key.
        new: The new key.

    Raises:
        EditRefused: The key is not there, or the new one is.
    """

    def change(data: Data) -> None:
        parent = _parent(data, keys)
        if not isinstance(parent, dict) or keys[-1] not in parent or new in parent:
            raise EditRefused(f"{field_name(keys)} cannot be renamed to {new}.")
        parent[new] = parent.pop(str(keys[-1]))

    def splice(text: str, root: Node) -> str:
        entry = root.at(keys[:-1]).entry(keys[-1])
        return text[: entry.start] + written_key(new) + text[entry.key_end :]

    return _edited(content, path, change, splice)


def delete(content: bytes, path: str, keys: KeyPath) -> bytes:
    """Gives a record without a key and its value, or without an item of a list.

    Args:
        content: The file's bytes.
        path: The file's name for messages.
        keys: Path that ends with the key, or with the index of the item.

    Raises:
        EditRefused: It is not there; or a comment would go with it.
    """

    def change(data: Data) -> None:
        parent = _parent(data, keys)
        try:
            del parent[keys[-1]]  # type: ignore[arg-type]
        except (KeyError, IndexError, TypeError):
            raise EditRefused(f"there is no {field_name(keys)}.") from None

    def splice(text: str, root: Node) -> str:
        parent = root.at(keys[:-1])
        return _deleted(text, parent, parent.entry(keys[-1]))

    return _edited(content, path, change, splice)


def _edited(content: bytes, path: str, change: Callable[[Data], None], splice: Callable[[str, Node], str]) -> bytes:
    """Gives a text after a splice, provided that it then holds the changed data and nothing else."""
    document = parse(content, path)
    if document.data is None:
        raise EditRefused(f"mend this first: {document.findings[0]}")
    wanted = copy.deepcopy(document.data)
    change(wanted)
    text = content.decode()
    return verified(content, splice(text, read_nodes(text)).encode(), path, wanted)


def _parent(data: Data, keys: KeyPath) -> dict[str, Data] | list[Data]:
    """Gives the list or mapping that a path ends in."""
    here = data
    try:
        for key in keys[:-1]:
            here = here[key]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        raise EditRefused(f"there is no {field_name(keys[:-1])}.") from None
    if not isinstance(here, (dict, list)):
        raise EditRefused(f"{field_name(keys[:-1])} is no list or mapping.")
    return here


def _replaced(text: str, root: Node, entry: Entry, keys: KeyPath, new: Data) -> str:
    """Gives the text with another value: in its line where old and new have one, else with the lines of both."""
    old, value = entry.value, new_node(new, keys)
    if old.style in _QUOTES and value.kind is NodeKind.SINGLE:
        value.style = '"'
    takes_lines = old.is_block or old.style in _BLOCK_TEXT or is_prose(keys) or has_lines(value, keys)
    if root.at(keys[:-1]).in_brackets or not takes_lines:
        space = "" if text[old.start - 1 : old.start].isspace() else " "
        return text[: old.start] + space + in_line(value, keys) + text[old.end :]
    column, end = _column(text, entry.start), _line_end(text, old)
    first_line = range(entry.key_end, old.entries[0].start if old.is_block else end)
    beside = next((comment.text for comment in find_comments(text, root) if comment.start in first_line), "")
    whole = Entry(entry.key, 0, 0, value, comment_beside=beside)
    is_item = isinstance(keys[-1], int) and has_lines(value, keys)
    lines = block_lines(value, keys, column) if is_item else entry_lines(whole, keys, column)
    return text[: entry.start] + _joined(text, lines).lstrip(" ").removeprefix("- ") + text[end:]


def _added(text: str, parent: Node, keys: KeyPath, new: Data) -> str:
    """Gives the text with a new key, behind the one that records have before it."""
    key = str(keys[-1])
    order = in_order([*(entry.key for entry in parent.entries), key], keys[:-1])
    before = parent.entry(order[order.index(key) - 1]) if order[0] != key else None
    entry = new_entry(key, new, keys)
    if not parent.is_block:
        return _added_in_line(text, parent, before, f"{written_key(key)}: {in_line(entry.value, keys)}")
    column = parent.column
    lines = _joined(text, entry_lines(entry, keys, column))
    if before is None:
        start = parent.entries[0].start
        return text[:start] + lines.lstrip(" ") + " " * column + text[start:]
    return _behind(text, before.value, column, lines)


def _added_in_line(text: str, parent: Node, before: Entry | None, item: str) -> str:
    if before is not None:
        return f"{text[: before.value.end]}, {item}{text[before.value.end :]}"
    start = parent.start + 1
    return text[:start] + item + (", " if parent.entries else "") + text[start:]


def _appended(text: str, items: Node, keys: KeyPath, new: Sequence[Data]) -> str:
    steps = [((*keys, index), item) for index, item in enumerate(new, start=len(items.entries))]
    if items.in_brackets:
        values = ", ".join(in_line(new_node(item, where), where) for where, item in steps)
        end = items.entries[-1].value.end if items.entries else items.start + 1
        return f"{text[:end]}{', ' if items.entries else ''}{values}{text[end:]}"
    last = items.entries[-1].value
    lines = (line for where, item in steps for line in entry_lines(new_entry("", item, where), where, items.column))
    return _behind(text, last, items.column, _joined(text, lines))


def _deleted(text: str, parent: Node, entry: Entry) -> str:
    index = parent.entries.index(entry)
    if parent.in_brackets:
        start = parent.entries[index - 1].value.end if index else entry.start
        behind = parent.entries[1].start if not index and len(parent.entries) > 1 else entry.value.end
        return text[:start] + text[behind:]
    if len(parent.entries) == 1:
        raise EditRefused("nothing would be left beside it; delete both by hand.")
    start = entry.start - _column(text, entry.start)
    if text[start : entry.start].strip(" -"):
        raise EditRefused("it does not stand in lines of its own; delete it by hand.")
    if "-" in text[start : entry.start] and parent.kind is NodeKind.MAPPING:  # the first key of an item
        return text[: entry.start] + text[parent.entries[1].start :]
    return text[:start] + text[_line_end(text, entry.value) :]


def _behind(text: str, node: Node, column: int, lines: str) -> str:
    """Gives the text with lines behind a value, and behind the comments that end it."""
    end = _line_end(text, node)
    while (match := _LINE.match(text, end)) and match[2] and len(match[1]) > column:
        end = match.end()
    gap = "" if end == 0 or text[end - 1] in "\r\n" else _break(text)
    return text[:end] + gap + lines + text[end:]


def _line_end(text: str, node: Node) -> int:
    """Gives where the last line of a value ends, its break included, without empty lines behind it."""
    match = LINE_BREAK.search(text, node.start + len(text[node.start : node.end].rstrip()))
    return match.end() if match else len(text)


def _joined(text: str, lines: Iterable[str]) -> str:
    return "".join(f"{line}{_break(text)}" for line in lines)


def _break(text: str) -> str:
    match = LINE_BREAK.search(text)
    return match[0] if match else "\n"


def _column(text: str, offset: int) -> int:
    """Gives the column of a place, from 0."""
    return offset - 1 - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))
