"""The words of Pagefind's index in files that are smaller than Pagefind makes them.

A reader's browser fetches one file for each word of a query. Pagefind puts tens of kilobytes into each, and has no
option for it; words that are looked for together are seldom neighbours in the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lvkb.build.search_files import packed

_MOST_BYTES = 4000
"""Of a file before it is compressed, which makes it half as large; one word alone may have more."""

_LETTERS = 3
"""How many letters of a word say in which file it stands: Pagefind looks for a word where its beginning would stand."""

_LAST = "\U0010ffff"

Word = Sequence[Any]
"""A word, and where it stands."""


def chunked(words: Sequence[Word]) -> Iterator[tuple[str, str, list[Word]]]:
    """Gives the words in small parts, each with the first and the last text that are looked for in it.

    Words that begin with the same letters stay together: "prune" finds "pruning" in its own part.

    Raises:
        ValueError: The words are not in alphabetical order, so that this is no index of a known form.
    """
    names = [word[0] for word in words]
    if names != sorted(names):
        raise ValueError("the words of the index are in another order than that of the alphabet")
    for groups in _parts([(key, list(group)) for key, group in groupby(words, lambda word: word[0][:_LETTERS])]):
        first, last = groups[0][0], groups[-1][0]
        yield first, last + _LAST if len(last) == _LETTERS else last, [word for _, group in groups for word in group]


def _parts(groups: Sequence[tuple[str, list[Word]]]) -> Iterator[list[tuple[str, list[Word]]]]:
    part: list[tuple[str, list[Word]]] = []
    size = 0
    for key, group in groups:
        more = len(packed(group))
        if part and size + more > _MOST_BYTES:
            yield part
            part, size = [], 0
        part.append((key, group))
        size += more
    if part:
        yield part
