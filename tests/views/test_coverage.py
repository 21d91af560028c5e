"""What the catalogue lacks."""

from __future__ import annotations

from typing import Any

from lvkb.records import Decision, Reading
from lvkb.results import Results
from lvkb.views import coverage
from tests.invented import PLAIN, catalog, paper, reading, results, variant


def one(*readings: Reading, **values: Any) -> Results:
    """Gives the results of a paper with one variant of the readings, or with none."""
    return results(paper("a", *([variant("A-S", *readings)] if readings else []), **values))


def gap(found: Results, title: str) -> tuple[tuple[str, str, str], ...]:
    """Gives the papers with a gap."""
    return next(item.papers for item in coverage.gaps(found) if item.title == title)


def test_paper_without_reading_is_a_gap_until_it_says_why() -> None:
    """A core paper without readings is listed, unless it says that it has no results or is adjacent."""
    title = "Core papers without a reading"
    assert gap(one(), title) == (("a", "A", ""),)
    assert gap(one(reading(dataset="cifar-10", top1=90)), title) == (("a", "A", ""),)
    assert gap(one(reading(top1=78)), title) == ()
    assert gap(one(no_results="Text only."), title) == ()
    assert gap(one(scope="adjacent"), title) == ()


def test_variant_gaps_are_counted() -> None:
    """A variant with accuracy but no parameters in any reading is a gap; one that another reading fills is none."""
    first, second = reading(top1="78.3"), reading(source="zoo", params_m="5.6")
    assert gap(one(first), "Variants without parameters") == (("a", "A", ""),)
    assert gap(one(first, second), "Variants without parameters") == ()
    assert gap(one(first, second), "Accuracies of unknown protocol") == (("a", "A", ""),)


def test_listing_counts_records_and_reasons() -> None:
    """A listing tells how many papers have a record, and which were left out."""
    kept = Decision.model_validate({"listing": "l", "title": "A", "record": "a"})
    left = Decision.model_validate({"listing": "l", "title": "B", "reason": "Text only."})
    assert coverage.listings(catalog(decisions=(kept, left))) == (coverage.Listing("l", 2, 1, (left,)),)


def test_source_kinds_follow_the_readings() -> None:
    """Readings are counted by the kind of document they were read in, commonest first."""
    found = one(reading(top1="78.3"), reading(source="zoo", top1="78.3"), reading(source="zoo", top1=1))
    assert coverage.source_kinds(found.catalog) == (("github", 2), ("arxiv", 1))


def test_setups_count_accuracies_only() -> None:
    """Results with an accuracy are counted under their setup, the fullest first."""
    found = one(
        reading(top1=78, **PLAIN),
        reading(top1=79, **PLAIN),
        reading(params_m=5, **PLAIN),
        reading(source="zoo", top1=1),
    )
    assert [(str(setup), number) for setup, number in coverage.setups(found)] == [
        ("imagenet-1k / no distillation / 224", 2),
        ("pre-training unknown / distillation unknown / resolution unknown", 1),
    ]
