"""Words of the search index, cut into small parts."""

from __future__ import annotations

import pytest

from lvkb.build.search_chunks import Word, chunked

LONG = list(range(3000))
"""Pages of a word that fills a part by itself: more than 4,000 bytes."""


def cut(*words: Word) -> list[tuple[str, str, list[str]]]:
    """Gives the parts with the words in each."""
    return [(first, last, [name for name, *_ in part]) for first, last, part in chunked(words)]


def test_words_share_a_part_until_it_is_full() -> None:
    """A part begins where the one before is full, and is asked for whatever begins as its first and last words do."""
    assert cut(["ant", LONG], ["bee", [1]], ["bison", [1]], ["cat", LONG]) == [
        ("ant", "ant\U0010ffff", ["ant"]),
        ("bee", "bis\U0010ffff", ["bee", "bison"]),
        ("cat", "cat\U0010ffff", ["cat"]),
    ]


def test_words_of_one_beginning_stay_together() -> None:
    """Forms of a word stand in one part, however many pages have them."""
    assert cut(["prune", LONG], ["pruned", LONG], ["pruning", LONG], ["pry", [1]]) == [
        ("pru", "pru\U0010ffff", ["prune", "pruned", "pruning"]),
        ("pry", "pry\U0010ffff", ["pry"]),
    ]


def test_short_words_end_where_they_end() -> None:
    """A word of fewer letters is no beginning: what follows it in the alphabet may stand in the next part."""
    assert cut(["a", LONG], ["ab", LONG], ["abc", [1]]) == [
        ("a", "a", ["a"]),
        ("ab", "ab", ["ab"]),
        ("abc", "abc\U0010ffff", ["abc"]),
    ]


def test_no_word_no_part() -> None:
    """An empty index has no files of words."""
    assert cut() == []


def test_another_order_is_refused() -> None:
    """Words that are not in alphabetical order are of no known form."""
    with pytest.raises(ValueError, match="another order"):
        cut(["b", [1]], ["a", [1]])
