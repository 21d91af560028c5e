"""Readings of one variant, merged to results."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lvkb.records import Reading
from lvkb.results import JudgedReading
from lvkb.results.merging import merge
from lvkb.results.protocol import merged
from tests.invented import PLAIN, judged, reading


def groups(*readings: Reading) -> list[list[int]]:
    """Gives the groups that readings are merged to, as their numbers in the record."""
    items = judged(*readings)
    return [[items.index(item) for item in group] for group in merge(items)]


def zoo(**values: Any) -> Reading:
    """Gives a reading of the repository."""
    return reading(**{"source": "zoo", "at": "row 1", **values})


def test_paper_and_repository_are_one_result() -> None:
    """The row of a table and the row of a README under one protocol stand together, though they tell other figures."""
    assert groups(reading(top1="78.3", **PLAIN), zoo(top1="78.1", params_m=5, **PLAIN)) == [[0, 1]]


def test_other_protocols_stay_apart() -> None:
    """Two image sizes are two results, in the order of their first readings."""
    large = PLAIN | {"resolution": 384}
    rows = (reading(top1=80, **large), reading(top1=78, **PLAIN), zoo(top1=78, **PLAIN), zoo(top1=80, **large))
    assert groups(*rows) == [[0, 3], [1, 2]]


def test_recipes_of_one_source_stay_apart() -> None:
    """One source that prints two accuracies has two recipes, though no field tells them apart."""
    assert groups(reading(top1="78.3"), reading(top1="79.0")) == [[0], [1]]
    assert groups(reading(top1="78.3"), reading(top1="78.6")) == [[0], [1]]


def test_rows_of_one_source_that_agree_are_one() -> None:
    """Two tables of one source with the same accuracy, one of them rounded, are one result; so are rows without any."""
    assert groups(reading(top1="78.3"), reading(top1="78.30"), reading(params_m=5)) == [[0, 1, 2]]
    assert groups(reading(top1="78"), reading(top1="78.5")) == [[0, 1]]
    assert groups(reading(top5="94.1"), reading(top5="95.0")) == [[0, 1]]


def test_notes_tell_rows_of_one_source_apart() -> None:
    """Two rows of one source with different notes are two things; one note, or the same twice, is nothing."""
    one, two = {"note": "EMA."}, {"note": "No EMA."}
    assert groups(reading(params_m=5, **one), reading(params_m=5, **two)) == [[0], [1]]
    assert groups(reading(params_m=5, **one), reading(params_m=5, **one)) == [[0, 1]]
    assert groups(reading(params_m=5, **one), reading(params_m=5)) == [[0, 1]]
    assert groups(reading(params_m=5), reading(params_m=5, **two)) == [[0, 1]]
    assert groups(reading(params_m=5, **one), zoo(params_m=5, **two)) == [[0, 1]]


def test_a_reading_that_fits_two_stays_alone() -> None:
    """A reading whose partners are none of each other belongs to nobody knows whom, wherever it stands."""
    short, long_, vague = zoo(epochs=300, top1=78), zoo(epochs=600, top1=79), reading(top1="78.3")
    assert groups(short, long_, vague) == [[0], [1], [2]]
    assert groups(vague, short, long_) == [[0], [1], [2]]
    assert groups(vague, short, zoo(epochs=300, top1=78), long_) == [[0], [1, 2], [3]]


def test_a_vague_reading_joins_its_only_partner() -> None:
    """A reading that says little stands with the one group that it fits."""
    assert groups(zoo(epochs=300, top1=78), zoo(epochs=300, top1=78, at="row 2"), reading(top1="78.3")) == [[0, 1, 2]]


def test_a_source_of_two_recipes_does_not_join_another() -> None:
    """A README row between two recipes of the paper stands for neither; with one recipe it is the same result."""
    assert groups(reading(top1=78), reading(top1=79), zoo(top1=79)) == [[0], [1], [2]]
    assert groups(reading(top1=79), zoo(top1=79)) == [[0, 1]]


def test_two_distillations_and_an_unstated_one() -> None:
    """A distillation of unstated kind fits a soft and a hard one, and so none of them surely."""
    rows = [zoo(distilled=kind, top1=79, at=kind) for kind in ("soft", "hard")]
    assert groups(*rows, reading(distilled="unstated", top1=79)) == [[0], [1], [2]]
    assert groups(rows[0], reading(distilled="unstated", top1=79)) == [[0, 1]]
    assert groups(rows[0], reading(distilled="none", top1=79)) == [[0], [1]]


def test_nothing_comes_to_nothing() -> None:
    """A variant without readings has no groups."""
    assert merge(()) == ()


PROTOCOLS = st.fixed_dictionaries(
    {"source": st.sampled_from(["paper", "zoo"])},
    optional={
        "top1": st.sampled_from(["78", "78.3", "78.4", "79.0"]),
        "epochs": st.sampled_from([300, 600]),
        "resolution": st.sampled_from([224, 256]),
        "distilled": st.sampled_from(["none", "soft", "hard", "unstated"]),
        "teacher": st.sampled_from([["R"], ["S"]]),
        "dataset": st.sampled_from(["imagenet-1k", "imagenet-v2"]),
        "kind": st.sampled_from(["reported", "quoted", "timm"]),
        "base": st.just("DeiT-S"),
    },
)
ROWS = st.lists(PROTOCOLS, min_size=1, max_size=8)


def items_of(rows: list[dict[str, Any]]) -> tuple[JudgedReading, ...]:
    """Gives the judged readings of one variant, each with its number as its place."""
    return judged(*(reading(**row, at=f"row {number}") for number, row in enumerate(rows)))


@given(ROWS)
def test_groups_are_a_partition(rows: list[dict[str, Any]]) -> None:
    """Every reading stands in one group, groups and their members in the order of the record."""
    items = items_of(rows)
    found = [[items.index(item) for item in group] for group in merge(items)]
    assert sorted(index for group in found for index in group) == list(range(len(items)))
    assert found == sorted(sorted(group) for group in found)


@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_readings_does_not_count(rows: list[dict[str, Any]], order: random.Random) -> None:
    """Whatever the order of the record, the same readings stand together."""
    items = items_of(rows)
    shuffled = list(items)
    order.shuffle(shuffled)
    together = {frozenset(item.reading.at for item in group) for group in merge(items)}
    assert {frozenset(item.reading.at for item in group) for group in merge(shuffled)} == together


@given(ROWS)
def test_members_fit_each_other(rows: list[dict[str, Any]]) -> None:
    """Each two readings of a group fit, the protocol of the group fits each, and timm's own stand by themselves."""
    for group in merge(items_of(rows)):
        together = merged(item.protocol for item in group)
        assert all(together.fits(item.protocol) for item in group)
        assert all(one.protocol.fits(two.protocol) for one in group for two in group)
        assert len({item.reading.kind == "timm" for item in group}) == 1


def are_partners(one: JudgedReading, two: JudgedReading) -> bool:
    """Tells whether two readings may be one result: as two of them alone are merged."""
    return len(merge((one, two))) == 1


@given(ROWS)
def test_partners_that_stand_apart_have_a_reason(rows: list[dict[str, Any]]) -> None:
    """Two readings that would be one result alone stand apart only where one of them has partners that would not."""
    items = items_of(rows)
    place = {item: number for number, group in enumerate(merge(items)) for item in group}
    partners = {one: [two for two in items if two is not one and are_partners(one, two)] for one in items}
    is_vague = {
        one: any(not are_partners(two, three) for two in others for three in others if two is not three)
        for one, others in partners.items()
    }
    for one, others in partners.items():
        for two in others:
            assert (place[one] == place[two]) is not (is_vague[one] or is_vague[two])
