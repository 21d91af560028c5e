"""The gate that every changed text goes through: the strict reader finds in it what was meant, and nothing else."""

from __future__ import annotations

from collections import Counter

from lvkb.editing.record_style import is_text
from lvkb.errors import LvkbError
from lvkb.yamlfile import Data, Document, parse
from lvkb.yamlfile.comments import find_comments
from lvkb.yamlfile.nodes import read_nodes


class EditRefused(LvkbError):
    """A text cannot be changed without loss; the message says why, and nothing was written."""


def verified(old: bytes, new: bytes, path: str, wanted: Data) -> bytes:
    """Gives a changed text back when it holds what was meant.

    Args:
        old: The text before.
        new: The text after.
        path: The file's name for messages.
        wanted: The data that the new text must hold.

    Raises:
        EditRefused: It holds other data, has findings or bare texts that the old one had not, or lost a comment.
    """
    before, after = parse(old, path), parse(new, path)
    known = Counter(finding.what for finding in before.findings)
    known.subtract(finding.what for finding in after.findings)
    worse = [what for what, count in known.items() if count < 0]
    if worse:
        raise EditRefused(worse[0])
    if after.data != wanted or _bare_texts(after) > _bare_texts(before) or _comments(old) != _comments(new):
        raise EditRefused("it is written in a way that cannot be changed without loss; change it by hand.")
    return new


def _bare_texts(document: Document) -> int:
    """Counts the texts without quotes that other readers take for something else; numbers are meant to have none."""
    return sum(map(is_text, document.bare))


def _comments(content: bytes) -> Counter[str]:
    text = content.decode()
    return Counter(comment.text for comment in find_comments(text, read_nodes(text)))
