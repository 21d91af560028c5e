"""The comments of a text, and which entry each one speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lvkb.yamlfile.decoding import LINE_BREAK
from lvkb.yamlfile.nodes import Entry, Node, atoms

_COMMENT = re.compile(r"#[^\r\n]*")
_LINE = re.compile(r"[^\r\n]*")
_BLOCK_TEXT = frozenset("|>")


class Comment(NamedTuple):
    """A comment.

    Attributes:
        start: Offset of its `#`.
        column: Its column, from 0.
        text: The comment with its `#`, without space at its end.
        is_beside: Whether a key or a value stands before it in its line.
    """

    start: int
    column: int
    text: str
    is_beside: bool


def find_comments(text: str, root: Node) -> Iterator[Comment]:
    """Gives every comment of a text, in order.

    Between the keys and values of a text stand only marks and space, so that each `#` there begins a comment.
    """
    behind = 0
    lines = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    for atom in atoms(root):
        yield from _in_gap(text, lines, behind, atom.start)
        if isinstance(atom, Entry):
            behind = atom.key_end
            continue
        if atom.style in _BLOCK_TEXT and (header := _LINE.match(text, atom.start)):
            yield from _in_gap(text, lines, atom.start, header.end())
        behind = atom.end
    yield from _in_gap(text, lines, behind, len(text))


def _in_gap(text: str, lines: Sequence[int], start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(text, start, end):
        line = lines[bisect_right(lines, match.start()) - 1]
        before = text[line : match.start()]
        yield Comment(match.start(), match.start() - line, match[0].rstrip(), bool(before.strip(" \t-")))


class _Stop(NamedTuple):
    """An entry of a block with the blocks that hold it, outermost first."""

    entry: Entry
    blocks: tuple[Node, ...]


def attach_comments(text: str, root: Node) -> list[str]:
    """Puts each comment of a text to the entry that it speaks of, and gives those before the first entry.

    A comment at the end of a line speaks of the entry of that line; one in a line of its own, of the entry below it,
    unless it is indented deeper: then it ends the block that it is indented like.
    """
    whole = Entry("", root.start, root.start, root)
    stops = list(_stops(root, ()))
    starts = [stop.entry.start for stop in stops]
    head: list[str] = []
    for comment in find_comments(text, root):
        index = bisect_left(starts, comment.start)
        around = _entry_around(stops[index - 1].entry if index else whole, comment.start)
        if around is not None:
            _attach_inside(around, comment)
        elif not index:
            head.append(comment.text)
        elif comment.is_beside:
            _put_beside(stops[index - 1].entry, comment.text)
        elif index < len(stops):
            _attach_between(comment, stops[index - 1], stops[index])
        else:
            _end_block(comment, stops[-1].blocks)
    return [*head, *whole.comments_above]


def _stops(node: Node, blocks: tuple[Node, ...]) -> Iterator[_Stop]:
    """Gives every entry that stands in lines of its own, in the order of the text."""
    if node.is_block:
        blocks = (*blocks, node)
        for entry in node.entries:
            yield _Stop(entry, blocks)
            yield from _stops(entry.value, blocks)


def _entry_around(entry: Entry, offset: int) -> Entry | None:
    """Gives the innermost entry at or in another one whose value is written in brackets that a place lies in."""
    found = None
    while entry.value.in_brackets and entry.value.start < offset < entry.value.end:
        found = entry
        index = _count_before(entry.value, offset)
        if not index:
            break
        entry = entry.value.entries[index - 1]
    return found


def _count_before(node: Node, offset: int) -> int:
    """Counts the entries that begin before a place."""
    return bisect_left(node.entries, offset, key=lambda entry: entry.start)


def _attach_inside(around: Entry, comment: Comment) -> None:
    brackets = around.value
    index = _count_before(brackets, comment.start)
    if not brackets.entries:
        around.comments_above.append(comment.text)
    elif comment.is_beside and index:
        _put_beside(brackets.entries[index - 1], comment.text)
    elif index < len(brackets.entries):
        brackets.entries[index].comments_above.append(comment.text)
    else:
        brackets.comments_below.append(comment.text)


def _attach_between(comment: Comment, before: _Stop, behind: _Stop) -> None:
    """Puts a comment in a line of its own to the entry behind it, or to the end of a block that ends before it."""
    ends_nothing = len(behind.blocks) > len(before.blocks) or comment.column <= behind.blocks[-1].column
    if ends_nothing or not _end_block(comment, before.blocks[len(behind.blocks) :]):
        behind.entry.comments_above.append(comment.text)


def _end_block(comment: Comment, blocks: Sequence[Node]) -> bool:
    """Puts a comment to the end of the innermost block that it is not indented less than, and tells whether one is."""
    fitting = [block for block in blocks if block.column <= comment.column]
    if fitting:
        fitting[-1].comments_below.append(comment.text)
    return bool(fitting)


def _put_beside(entry: Entry, text: str) -> None:
    if entry.comment_beside:
        entry.comments_above.append(text)
    else:
        entry.comment_beside = text
