"""What the catalogue lacks."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Decision, Reading
from lvkb.results import Results
from lvkb.views import coverage
from tests.invented import PLAIN, catalog, paper, reading, results, taxonomy, variant


def one(*readings: Reading, **values: Any) -> Results:
    """Gives the results of a paper with one variant of the readings, or with none."""
    return results(paper("a", *([variant("A-S", *readings)] if readings else []), **values))


def gap(found: Results, title: str) -> tuple[tuple[str, str, str], ...]:
    """Gives the papers with a gap."""
    return next(item.papers for item in coverage.gaps(found) if item.title == title)


def test_paper_without_reading_is_a_gap_until_it_says_why() -> None:
    """A core paper without readings is listed, unless it says that it has no results or is adjacent."""
    title = "Core papers without a result"
    assert gap(one(), title) == (("a", "A", ""),)
    assert gap(one(reading(dataset="cifar-10", top1=90)), title) == (("a", "A", ""),)
    assert gap(one(reading(top1=78)), title) == ()
    assert gap(one(no_results="Text only."), title) == ()
    assert gap(one(scope="adjacent"), title) == ()


def test_gaps_stand_in_their_order() -> None:
    """The kinds of gaps stand from the weightiest on, each with what to do about it, their papers by name."""
    papers = (paper("x", name="b"), paper("y", name="C"), paper("z", name="A"))
    found = coverage.gaps(results(*papers))
    assert [item.title for item in found] == [
        "Core papers without a result",
        "Models without parameters",
        "Models without compute",
        "Accuracies of unknown setup",
        "Core papers without official code",
    ]
    assert all(item.task.endswith(".") for item in found)
    assert found[0].papers == found[4].papers == (("z", "A", ""), ("x", "b", ""), ("y", "C", ""))
    assert [item.papers for item in found[1:4]] == [(), (), ()]


@pytest.mark.parametrize(
    ("code", "lacks"),
    [([], True), ([{"github": "a/b", "official": False}], True), ([{"github": "a/b", "official": True}], False)],
)
def test_papers_without_official_code(code: list[dict[str, Any]], lacks: bool) -> None:
    """A core paper whose authors' code nobody has named is a gap."""
    assert bool(gap(one(code=code), "Core papers without official code")) is lacks
    assert gap(one(code=code, scope="adjacent"), "Core papers without official code") == ()


@pytest.mark.parametrize(
    ("metric", "value"),
    [("parameters", {"params_m": 5}), ("compute", {"compute_g": 1, "compute_unit": "macs"})],
)
def test_variants_are_counted_not_readings(metric: str, value: dict[str, Any]) -> None:
    """A gap tells how many variants with an accuracy lack the number in all readings; one is not counted in words."""
    title = f"Models without {metric}"
    bare, full = reading(top1=78), reading(source="zoo", **value)
    rows = [variant("S", bare, bare), variant("B", bare), variant("L", bare, full), variant("X", reading(top5=90))]
    assert gap(results(paper("a", *rows)), title) == (("a", "A", "2"),)
    assert gap(results(paper("a", *rows[1:])), title) == (("a", "A", ""),)
    assert gap(results(paper("a", *rows[2:])), title) == ()
    assert gap(results(paper("a", *rows, scope="adjacent")), title) == ()


@pytest.mark.parametrize(
    ("values", "unknown"),
    [
        (PLAIN, False),
        (PLAIN | {"resolution": None}, True),
        (PLAIN | {"pretrain": None}, True),
        (PLAIN | {"distilled": None}, True),
        (PLAIN | {"distilled": "unstated"}, False),
        (PLAIN | {"epochs": None}, False),
    ],
)
def test_unknown_protocol(values: dict[str, Any], unknown: bool) -> None:
    """An accuracy whose setup has a part that no reading tells is a gap; a result without accuracy is none."""
    title = "Accuracies of unknown setup"
    assert bool(gap(one(reading(top1=78, **values)), title)) is unknown
    assert gap(one(reading(params_m=5, **values)), title) == ()


def test_readings_tell_each_others_protocol() -> None:
    """Where paper and repository tell the protocol together it is known; each result of unknown protocol is counted."""
    title = "Accuracies of unknown setup"
    rows = (reading(top1=78, resolution=224), reading(source="zoo", top1=78, pretrain="none", distilled="none"))
    assert gap(one(*rows), title) == ()
    assert gap(one(reading(top1=78, epochs=1), reading(top1=79, epochs=2)), title) == (("a", "A", "2"),)


def test_families() -> None:
    """Each family counts the papers whose primary category is in it, in the order of the tree."""
    papers = (
        paper("a", variant("S", reading(top1=78), reading(params_m=5)), categories=["one/c", "two/c"]),
        paper("b", variant("S", reading(top1=78, dataset="cifar-10")), categories=["one/c"]),
        paper("c", no_results="Text only.", categories=["one/c"], scope="adjacent"),
        paper("d", categories=["one-more/c"]),
    )
    assert coverage.families(catalog(*papers, taxonomy=taxonomy("two/c", "one/c"))) == (
        coverage.FamilyCoverage("TWO", 0, 0, 0, 0),
        coverage.FamilyCoverage("ONE", 3, 1, 1, 3),
    )


def test_variant_gaps_are_counted() -> None:
    """A variant with accuracy but no parameters in any reading is a gap; one that another reading fills is none."""
    first, second = reading(top1="78.3"), reading(source="zoo", params_m="5.6")
    assert gap(one(first), "Models without parameters") == (("a", "A", ""),)
    assert gap(one(first, second), "Models without parameters") == ()
    assert gap(one(first, second), "Accuracies of unknown setup") == (("a", "A", ""),)


def test_listing_counts_records_and_reasons() -> None:
    """A listing tells how many papers have a record, and which were left out."""
    kept = Decision.model_validate({"listing": "l", "title": "A", "record": "a"})
    left = Decision.model_validate({"listing": "l", "title": "B", "reason": "Text only."})
    other = Decision.model_validate({"listing": "k", "title": "C", "record": "c"})
    assert coverage.listings(catalog(decisions=(kept, left, other))) == (
        coverage.Listing("k", 1, 1, ()),
        coverage.Listing("l", 2, 1, (left,)),
    )


def test_source_kinds_follow_the_readings() -> None:
    """Readings are counted by the kind of document they were read in, commonest first."""
    found = one(reading(top1="78.3"), reading(source="zoo", top1="78.3"), reading(source="zoo", top1=1))
    assert coverage.source_kinds(found.catalog) == (("github", 2), ("arxiv", 1))
    assert coverage.source_kinds(one(reading(source="gone", top1=1)).catalog) == ()


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


def test_only_the_fullest_setups_are_given() -> None:
    """Of many setups the fullest are given, equally full ones in the order of their words."""
    sizes = (384, 224, 512, 512, 256)
    rows = [variant(f"A-{n}", reading(**PLAIN | {"top1": 78, "resolution": size})) for n, size in enumerate(sizes)]
    found = results(paper("a", *rows))
    wanted = [("512 or more", 2), ("224", 1), ("256", 1), ("384", 1)]
    assert [(setup.resolution, number) for setup, number in coverage.setups(found)] == wanted
    assert [(setup.resolution, number) for setup, number in coverage.setups(found, most=2)] == wanted[:2]


def test_a_dozen_setups_are_given_unasked() -> None:
    """Twelve setups are given where nobody says how many."""
    rows = [variant(f"A-{n}", reading(**PLAIN | {"top1": 78, "pretrain": f"data-{n}"})) for n in range(13)]
    assert len(coverage.setups(results(paper("a", *rows)))) == 12
