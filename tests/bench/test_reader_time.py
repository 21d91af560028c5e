"""Time of readers on texts that are made to hold them up: what libraries do in C is seen here, and nowhere else."""

from __future__ import annotations

import time

import pytest

from tests.nasty_texts import SHAPES
from tests.readers import READERS, Reader

pytestmark = pytest.mark.bench

SIZE = 20_000
"""Characters of the smallest text; it is doubled twice."""

SHORT = 2_500
"""The same for readers of Markdown, which is parsed in Python."""

MOST_GROWTH = 3.2
"""How many times the time may grow with a doubling: 2 when in proportion, 4 when squared."""

LEAST_S = 0.04
"""Times below are not compared: they are those of the machine, not of the text."""


def seconds(reader: Reader, text: str) -> float:
    """Gives the CPU time of a reader for a text, the shortest of three when it is long enough to matter."""
    best = _once(reader, text)
    return best if best < LEAST_S else min(best, _once(reader, text), _once(reader, text))


def _once(reader: Reader, text: str) -> float:
    start = time.process_time()
    reader(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", READERS)
def test_time_grows_as_the_text_does(name: str) -> None:
    """For no shape of text does the time grow faster than the text; the slowest shape is printed."""
    reader = READERS[name]
    size = SHORT if name.startswith(("Markdown", "list")) else SIZE
    slow, worst = {}, (0.0, "")
    for shape, text in SHAPES.items():
        times = [seconds(reader, text(length)) for length in (size, 2 * size, 4 * size)]
        worst = max(worst, (times[2], shape))
        if times[2] > LEAST_S and times[2] > MOST_GROWTH * times[1] and times[2] > MOST_GROWTH**2 * times[0]:
            slow[shape] = times
    print(f"\n{name:16} {worst[0]:.3f} s for {4 * size:,} characters of {worst[1]}")
    assert slow == {}
