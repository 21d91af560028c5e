"""Parts of an entry, such as links in bullets below its title, to the entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from lvkb.documents.markdown_lists import Shape
from lvkb.intake.list_blocks import ListBlock
from lvkb.intake.list_entries import Entry, Link

_LEAST_WORDS = 3
_OFTEN = 2
_UPPER = (Shape.PARAGRAPH, Shape.TITLE)


class Part(NamedTuple):
    """A block as an entry, with what decides whether it is a part of another.

    Attributes:
        entry: The entry; its title is empty when none stands out.
        block: The block.
        is_part: Whether it has no title of its own.
        is_labelled: Whether it begins with a label and a colon.
        is_weak: Whether its title is only running text.
    """

    entry: Entry
    block: ListBlock
    is_part: bool
    is_labelled: bool
    is_weak: bool

    @property
    def is_titled(self) -> bool:
        """Tells whether it is an entry by itself."""
        return bool(self.entry.title) and self.entry.has_paper and not self.is_part


def join(parts: Iterable[Part]) -> Iterator[tuple[Entry, ListBlock]]:
    """Gives the entries; the links of parts, which have no title, go to the titled block above them.

    A heading without a title ends all nesting.
    """
    above: Part | None = None
    nested: list[Link] = []
    told = list(parts)
    for part, behind in zip_longest(told, told[1:]):
        if above and (_belongs(part, above) or _is_remark(part, above, behind)):
            nested += part.entry.links
            continue
        if above:
            yield replace(above.entry, links=(*above.entry.links, *nested)), above.block
        above, nested = part, []
    if above:
        yield replace(above.entry, links=(*above.entry.links, *nested)), above.block


def _belongs(part: Part, above: Part) -> bool:
    item, upper = part.block.item, above.block.item
    if above.is_part or item.shape is Shape.TITLE:
        return False
    is_loose = upper.shape in _UPPER
    is_remark = is_loose and (part.is_labelled or (part.is_weak and not part.entry.has_paper))
    is_below = is_loose or item.indent > upper.indent
    is_named = part.block.is_prefixed and part.is_weak and is_below and not above.entry.has_paper
    if not (part.is_part or is_remark or is_named):
        return False
    if not is_loose:
        return item.shape is Shape.BULLET and item.indent > upper.indent
    is_bare = upper.shape is Shape.TITLE or not any(char.isalnum() for char in part.block.text)
    return item.shape is Shape.BULLET or (item.shape is Shape.PARAGRAPH and is_bare)


def _is_remark(part: Part, above: Part, behind: Part | None) -> bool:
    """Tells a bullet without links below a title, such as `Authors: ..`, that has nothing below itself.

    Below a title in running text only what begins with a label and a colon is one: the rest may be a title too.
    """
    item = part.block.item
    is_below = item.shape is Shape.BULLET and item.indent > above.block.item.indent and not above.is_part
    is_last = behind is None or behind.block.item.indent <= item.indent or behind.block.heading is not None
    is_told = not above.is_weak or part.is_labelled or bool(part.block.prefix[0])
    return is_below and is_last and is_told and not part.entry.links and above.block.item.shape not in _UPPER


def titles_above(parts: Sequence[Part]) -> frozenset[int]:
    """Gives the numbers of the headings and the paragraphs that are titles of what stands below them.

    They are where it is the way of the list: two at least of one level have below them links to a paper and no title,
    and not more of that level have entries with titles.
    """
    kinds = {number: kind for number, part in enumerate(parts) if (kind := _kind(part))}
    below = {number: _below(parts, number) for number in kinds}
    good = {number for number, found in below.items() if _is_untitled(found) and _is_long(parts[number])}
    counts = Counter(kinds[number] for number in good)
    others = Counter(kinds[number] for number, found in below.items() if any(part.is_titled for part in found))
    return frozenset(n for n in good if counts[kinds[n]] >= _OFTEN and counts[kinds[n]] >= others[kinds[n]])


def _kind(part: Part) -> str:
    """Names the level of a heading, and a paragraph of running text alone; empty for anything else."""
    if part.block.heading:
        return "#" * part.block.heading.level
    is_text = part.block.item.shape is Shape.PARAGRAPH and not part.entry.links and len(part.block.pieces) == 1
    return "paragraph" if is_text else ""


def _below(parts: Sequence[Part], number: int) -> list[Part]:
    """Gives what stands below a heading up to the next, or the bullets right behind a paragraph."""
    found = []
    is_heading = parts[number].block.heading is not None
    for part in parts[number + 1 :]:
        shape = part.block.item.shape
        if shape is Shape.TITLE or not (is_heading or (shape is Shape.BULLET and part.block.is_prefixed)):
            break
        found.append(part)
    return found


def _is_untitled(below: Sequence[Part]) -> bool:
    return any(part.entry.has_paper for part in below) and not any(part.is_titled for part in below)


def _is_long(part: Part) -> bool:
    text = part.block.heading.title if part.block.heading else part.block.text
    return len(text.split()) >= _LEAST_WORDS
