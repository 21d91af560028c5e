"""What the catalogue lacks, and where its sources disagree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lvkb.catalog import Catalog
from lvkb.records import Decision, Paper
from lvkb.views import coverage
from lvkb.views.disagreements import agree, disagreements

BASE = {
    "id": "a",
    "name": "A",
    "title": "A",
    "authors": ["Ada Bell"],
    "published": {"year": "2021"},
    "categories": ["x"],
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "sources": {"paper": {"url": "https://a.example"}, "zoo": {"github": "a/b"}},
    "added": "2026-01-01",
}


def _catalog(*readings: dict[str, str], **changes: object) -> Catalog:
    variants = [{"name": "A-S", "readings": [{"at": "row", **reading} for reading in readings]}] if readings else []
    paper = Paper.model_validate({**BASE, "variants": variants, **changes})
    return Catalog(Path(), {paper.id: paper}, None)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("4.5", "4.53", True),
        ("4.5", "4.55", True),
        ("4.5", "4.56", False),
        ("20", "19.98", True),
        ("78.30", "78.3", True),
    ],
)
def test_rounding_is_no_disagreement(one: str, two: str, same: bool) -> None:
    """Two printed numbers agree when the one with more digits may round to the other."""
    assert agree(Decimal(one), Decimal(two)) is same
    assert agree(Decimal(two), Decimal(one)) is same


def test_sources_that_differ_are_told() -> None:
    """Paper and repository with different accuracy under one protocol are a disagreement with both places."""
    found = list(disagreements(_catalog({"source": "paper", "top1": "78.3"}, {"source": "zoo", "top1": "78.1"})))
    assert [(item.variant, item.field, item.values) for item in found] == [
        ("A-S", "top1", ((Decimal("78.3"), "paper", "row"), (Decimal("78.1"), "zoo", "row")))
    ]


@pytest.mark.parametrize(
    "readings",
    [
        ({"source": "paper", "top1": "78.3"}, {"source": "paper", "top1": "79.0"}),
        ({"source": "paper", "top1": "78.3"}, {"source": "zoo", "top1": "79.0", "resolution": "384"}),
        ({"source": "paper", "top1": "78.3"}, {"source": "zoo", "top1": "79.0", "kind": "quoted"}),
        ({"source": "paper", "top1": "78.3"}, {"source": "zoo", "top1": "79.0", "exactness": "plot"}),
        ({"source": "paper", "top1": "78.3"}, {"source": "zoo", "params_m": "5.6"}),
    ],
)
def test_no_disagreement(readings: tuple[dict[str, str], ...]) -> None:
    """Rows of one source, other protocols, quotes, plots and other quantities do not contradict each other."""
    assert list(disagreements(_catalog(*readings))) == []


def _gap(catalog: Catalog, title: str) -> tuple[tuple[str, str, str], ...]:
    return next(gap.papers for gap in coverage.gaps(catalog) if gap.title == title)


def test_paper_without_reading_is_a_gap_until_it_says_why() -> None:
    """A core paper without readings is listed, unless it says that it has no results or is adjacent."""
    assert _gap(_catalog(), "Core papers without a reading") == (("a", "A", ""),)
    assert _gap(_catalog(no_results="Text only."), "Core papers without a reading") == ()
    assert _gap(_catalog(scope="adjacent"), "Core papers without a reading") == ()


def test_variant_gaps_are_counted() -> None:
    """A variant with accuracy but no parameters in any reading is a gap; one that another reading fills is none."""
    two = ({"source": "paper", "top1": "78.3"}, {"source": "zoo", "params_m": "5.6"})
    assert _gap(_catalog(two[0]), "Variants without parameters") == (("a", "A", ""),)
    assert _gap(_catalog(*two), "Variants without parameters") == ()
    assert _gap(_catalog(*two), "Accuracies of unknown protocol") == (("a", "A", ""),)


def test_listing_counts_records_and_reasons() -> None:
    """A listing tells how many papers have a record, and which were left out."""
    kept = Decision.model_validate({"listing": "l", "title": "A", "record": "a"})
    left = Decision.model_validate({"listing": "l", "title": "B", "reason": "Text only."})
    catalog = Catalog(Path(), {}, None, decisions=(kept, left))
    assert coverage.listings(catalog) == (coverage.Listing("l", 2, 1, (left,)),)


def test_source_kinds_follow_the_readings() -> None:
    """Readings are counted by the kind of document they were read in."""
    catalog = _catalog(
        {"source": "paper", "top1": "78.3"}, {"source": "zoo", "top1": "78.3"}, {"source": "zoo", "top1": "1"}
    )
    assert coverage.source_kinds(catalog) == (("github", 2), ("url", 1))


def test_lanes_count_accuracies_only() -> None:
    """Readings with an accuracy are counted under their lane, the fullest first."""
    plain = {"source": "paper", "resolution": "224", "pretrain": "none", "distilled": "none"}
    catalog = _catalog(
        {**plain, "top1": "78"}, {**plain, "top1": "79"}, {**plain, "params_m": "5"}, {"source": "zoo", "top1": "1"}
    )
    assert coverage.lanes(catalog) == (
        ("imagenet-1k / no distillation / 224", 2),
        ("pre-training unknown / distillation unknown / resolution unknown", 1),
    )
