"""Which reading became which."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.changes.reading_pairs import pair, renamed_papers
from lvkb.records import Reading
from lvkb.results import JudgedReading
from tests.invented import paper, reading, results, variant


def judged(*readings: Reading, name: str = "A-S", **values: Any) -> tuple[JudgedReading, ...]:
    """Gives the judged readings of one variant."""
    return results(paper("a", variant(name, *readings), **values)).by_paper["a"]


def told(old: tuple[JudgedReading, ...], new: tuple[JudgedReading, ...]) -> list[tuple[str, str]]:
    """Gives accuracy and place of the readings of each pair, `-` for none."""
    return [(_text(item.old), _text(item.new)) for item in pair(old, new)]


def _text(item: JudgedReading | None) -> str:
    return f"{item.reading.top1} {item.reading.at}" if item else "-"


def test_a_reading_stays_the_same_at_its_place() -> None:
    """Another number at the same place of the same document is a change, and no other reading."""
    old = judged(reading(top1=78.3), reading(source="zoo", at="row 3", top1=78.4))
    new = judged(reading(source="zoo", at="row 3", top1=78.4), reading(top1=79.1))
    assert told(old, new) == [("78.4 row 3", "78.4 row 3"), ("78.3 Table 1", "79.1 Table 1")]


def test_a_newer_version_is_the_same_document() -> None:
    """A reading of the second version of a paper is the one of the first, and so it is with commits."""
    newer = {"paper": {"arxiv": "2101.00001v2"}, "zoo": {"github": "a/b", "path": "zoo.md", "commit": "1234567"}}
    old = judged(reading(top1=78.3), reading(source="zoo", top1=70))
    new = judged(reading(top1=78.9), reading(source="zoo", top1=71), sources=newer)
    assert told(old, new) == [("78.3 Table 1", "78.9 Table 1"), ("70 Table 1", "71 Table 1")]


def test_the_key_of_a_source_tells_nothing() -> None:
    """A source under another key is the same document."""
    new = judged(reading(source="arxiv", top1=78.3), sources={"arxiv": {"arxiv": "2101.00001v1"}})
    assert told(judged(reading(top1=78.3)), new) == [("78.3 Table 1", "78.3 Table 1")]


@pytest.mark.parametrize("moved", [{"at": "Table 5"}, {"source": "zoo", "at": "row 3"}], ids=["place", "document"])
def test_a_moved_reading_is_known_by_figures_and_protocol(moved: dict[str, str]) -> None:
    """A corrected place, or another document with the very figures, is no loss."""
    new = judged(reading(top1=78.3, resolution=224, **moved))
    assert told(judged(reading(top1=78.3, resolution=224)), new) == [("78.3 Table 1", f"78.3 {moved['at']}")]


def test_other_figures_at_another_place_are_another_reading() -> None:
    """What shares neither place nor figures is gone on one side and new on the other."""
    new = judged(reading(at="Table 5", top1=79))
    assert told(judged(reading(top1=78.3)), new) == [("-", "79 Table 5"), ("78.3 Table 1", "-")]


def test_one_row_with_two_devices_keeps_its_speeds_apart() -> None:
    """Of two readings of one row the one with the speed on a device stays that one."""
    phone = {"ms": 7.3, "device": "iPhone 12"}
    board = {"ms": 30, "device": "Jetson Nano"}
    old = judged(reading(top1=78.3, latency=phone), reading(latency=board))
    new = judged(reading(latency={**board, "ms": 31}), reading(top1=78.4, latency=phone))
    found = [(item.old and item.old.reading.latency, item.new and item.new.reading.latency) for item in pair(old, new)]
    assert [(one and str(one.ms), two and str(two.ms)) for one, two in found] == [("30", "31"), ("7.3", "7.3")]


def test_equal_rows_pair_one_to_one() -> None:
    """Two equal readings of which one goes are one pair and one loss."""
    one = reading(top1=78.3)
    assert told(judged(one, one), judged(one)) == [("78.3 Table 1", "78.3 Table 1"), ("78.3 Table 1", "-")]


def test_a_renamed_variant_keeps_its_readings() -> None:
    """A variant that went and one that came with the same readings are one."""
    old, new = judged(reading(top1=78.3), name="A S"), judged(reading(top1=78.3), name="A-S")
    assert told(old, new) == [("78.3 Table 1", "78.3 Table 1")]


def test_a_paper_under_another_id_is_known_by_its_registers() -> None:
    """One arXiv id, DOI or page is one paper, whatever its record is called."""
    old = (paper("old", arxiv="2101.00001"), paper("gone", doi="10.1/x"))
    new = (paper("new", arxiv="2101.00001"), paper("other", doi="10.1/y"))
    assert renamed_papers(old, new) == {"old": "new"}
