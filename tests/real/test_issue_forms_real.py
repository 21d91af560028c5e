"""Forms as the pages fill them in, for every reading of this repository: each is found again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from lvkb.catalog import Catalog, load
from lvkb.issues import change_of, read_body
from lvkb.issues.reading_search import Spot, find_place, find_reading, find_record, spots
from lvkb.issues.told_values import told_values
from lvkb.records import Paper
from lvkb.render.reports import record, told
from tests.issues.answered_forms import wrong

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
EACH = 25
"""So many papers are passed over for each one whose change is made."""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalogue of this repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_CACHE", str(tmp_path_factory.mktemp("cache")))
        return load(ROOT)


def shown(catalog: Catalog) -> Iterator[tuple[Paper, Spot]]:
    """Gives the readings that have a number, which pages offer to correct."""
    for paper in catalog.papers.values():
        for spot in spots(paper):
            if told(spot.reading):
                yield paper, spot


def test_every_form_leads_to_its_reading(catalog: Catalog) -> None:
    """Record, model, values and place that a page fills in tell one reading, and no other."""
    found = 0
    for paper, spot in shown(catalog):
        held, model = find_record(f"{record(paper.id)}, {spot.name}", catalog)
        place = find_place(f"{spot.reading.source}: {spot.reading.at}", held)
        assert find_reading(held, model, told_values(told(spot.reading)), place) == spot
        found += 1
    assert found > 4_000


def test_a_filled_form_changes_its_reading(catalog: Catalog) -> None:
    """With another accuracy filled in, one line of the record changes: that of the reading."""
    firsts = {paper.id: (paper, spot) for paper, spot in reversed(list(shown(catalog))) if spot.reading.top1}
    for paper, spot in list(firsts.values())[::EACH]:
        assert spot.reading.top1 is not None
        right = (spot.reading.top1 - Decimal("0.1")).quantize(Decimal("0.1"))
        body = wrong(
            where=f"{record(paper.id)}, {spot.name}",
            said=told(spot.reading),
            right=f"top1: {right}",
            source=f"{spot.reading.source}: {spot.reading.at}",
        )
        change = change_of(read_body(body.encode()), catalog)
        old, new = change.file.old.decode().splitlines(), change.file.new.decode().splitlines()
        assert len(old) == len(new)
        ((before, after),) = ((one, two) for one, two in zip(old, new, strict=True) if one != two)
        assert f"top1: {spot.reading.top1}" in before
        assert f"top1: {right}" in after
