"""Every reader does work in proportion to what it reads, however the text is made."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.nasty_texts import SHAPES
from tests.readers import READERS, Reader
from tests.steps import CountedPattern, Steps, own_patterns

SIZE = 250
"""Characters of the smallest text; it is doubled twice."""

MOST_GROWTH = 2.9
"""How many times the work for the second doubling may be that for the first: 2 when in proportion, 4 when squared."""

MOST_ALTOGETHER = 6.0
"""How many times the work for the longest text may be that for the shortest: 4 when in proportion, 16 when squared."""

SLACK = 200
"""Steps that do not count: a line more or less, a buffer that is filled."""


@pytest.fixture(scope="module")
def steps() -> Iterator[Steps]:
    """A count that all patterns of lvkb add to."""
    counted = Steps()
    with pytest.MonkeyPatch.context() as patch:
        for module, name, pattern in own_patterns():
            patch.setattr(module, name, CountedPattern(pattern, counted))
        yield counted


def work(reader: Reader, text: str, steps: Steps) -> int:
    """Gives the steps that a reader takes for a text."""
    before = steps.count
    with steps.counting():
        reader(text)
    return steps.count - before


def is_out_of_proportion(works: list[int]) -> bool:
    """Tells whether the work for a text, for one twice and for one four times as long grows faster than the text."""
    first, second = works[1] - works[0], works[2] - works[1]
    return second - SLACK > MOST_GROWTH * max(first, 1) and works[2] - SLACK > MOST_ALTOGETHER * works[0]


@pytest.mark.parametrize("name", READERS)
def test_work_grows_as_the_text_does(name: str, steps: Steps) -> None:
    """For no shape of text does the work grow faster than the text."""
    reader = READERS[name]
    reader(SHAPES["words"](SIZE))  # what is made once is made now
    found = {}
    for shape, text in SHAPES.items():
        works = [work(reader, text(size), steps) for size in (SIZE, 2 * SIZE, 4 * SIZE)]
        if is_out_of_proportion(works):
            found[shape] = works
    assert found == {}


def squared_calls(text: str) -> None:
    """Looks at each place once for each other."""
    for end in range(len(text)):
        for start in range(0, end, 8):
            abs(start)


def squared_pattern(text: str) -> None:
    """Looks for the end of what is opened, from each opening on."""
    for position in range(len(text)):
        PATTERN.search(text, position)


PATTERN = re.compile("never to be found")


@pytest.mark.parametrize("reader", [squared_calls, squared_pattern], ids=["calls", "pattern"])
def test_what_is_squared_is_seen(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that looks at the rest of the text from each place on is seen, in its calls or in its patterns."""
    counted = Steps()
    monkeypatch.setitem(globals(), "PATTERN", CountedPattern(PATTERN, counted))
    assert is_out_of_proportion([work(reader, "a" * size, counted) for size in (SIZE, 2 * SIZE, 4 * SIZE)])
