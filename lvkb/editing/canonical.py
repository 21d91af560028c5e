"""The canonical text of a record: one order of keys, one layout, all comments kept."""

from __future__ import annotations

from lvkb.editing.record_lines import record_lines
from lvkb.editing.verified import EditRefused, verified
from lvkb.yamlfile import parse
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
    return verified(content, "".join(f"{line}\n" for line in lines).encode(), path, document.data)
