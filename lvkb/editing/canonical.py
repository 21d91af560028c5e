"""The canonical text of a record: one order of keys, one layout, all comments kept."""

from __future__ import annotations

from collections.abc import Mapping

from lvkb.editing.record_lines import new_node, record_lines
from lvkb.editing.record_style import EDITOR_LINE
from lvkb.editing.scalar_style import Value, plain_data
from lvkb.editing.verified import EditRefused, verified
from lvkb.yamlfile import KeyPath, parse
from lvkb.yamlfile.comments import attach_comments
from lvkb.yamlfile.nodes import read_nodes


def canonical(content: bytes, path: str) -> bytes:
    """Gives a record in its canonical form: the same data, the same comments; that of a canonical text is itself.

    Keys stand in the order of docs/record-format.md, a reading in one line. Optional quotes stay, and so do line
    breaks of prose up to 120 columns. A list or mapping with comments inside has its entries in lines of their own.

    Args:
        content: The file's bytes.
        path: The file's name for messages.

    Raises:
        EditRefused: The strict reader has a finding, which is to be mended first.
    """
    document = parse(content, path)
    if document.findings:
        raise EditRefused(f"mend this first: {document.findings[0]}")
    text = content.decode()
    root = read_nodes(text)
    lines = [*attach_comments(text, root), *record_lines(root, text)]
    new = "".join(f"{line}\n" for line in lines).encode()
    return content if new == content else verified(content, new, path, document.data)


def new_record(values: Mapping[str, Value], notes: Mapping[KeyPath, str], path: str) -> bytes:
    """Gives the canonical text of a record that is not there yet.

    Args:
        values: What it says, in any order of keys.
        notes: Comments at the end of the line of a value, by its path, without `#`.
        path: The file's name for messages.

    Raises:
        EditRefused: A value cannot stand in a record.
    """
    data = plain_data(values)
    root = new_node(data, ())
    for keys, note in notes.items():
        root.at(keys[:-1]).entry(keys[-1]).comment_beside = f"# {' '.join(note.split())}"
    text = "".join(f"{line}\n" for line in [EDITOR_LINE, *record_lines(root, "")]).encode()
    found = parse(text, path)
    if found.findings or found.data != data:
        raise EditRefused(found.findings[0].what if found.findings else "a value cannot stand in a record.")
    return text
