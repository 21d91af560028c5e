"""The first rows of the page of models."""

from __future__ import annotations

from typing import Any

from lvkb.records import Paper, Variant
from lvkb.views.standings import Standings, standings
from tests.invented import PLAIN, paper, reading, results, variant


def model(name: str, top1: Any, gmacs: Any = 1, **values: Any) -> Variant:
    """Gives a variant with one result in the first setup."""
    told = PLAIN | {"top1": top1, "params_m": 5, "compute_g": gmacs, "compute_unit": "macs"}
    return variant(name, reading(**told | values))


def bands(found: Standings) -> list[str]:
    """Gives each band in a line: its ranks, and the variants that are shown."""
    return [
        f"{item.first}-{item.last}: {' '.join(row.result.variant.name for row in item.rows)}" for item in found.bands
    ]


FIELD: Paper = paper(
    "a",
    model("A", 80, 2),
    model("B", "79.8", "1.5"),
    model("C", "79.502"),
    model("D", "79.5", "0.1"),
    model("E", 70),
    model("F", 60),
)


def test_models_stand_in_bands() -> None:
    """Bands hold what ties with their first; the cheapest of the first one is named."""
    found = standings(results(FIELD))
    assert bands(found) == ["1-3: A B C", "4-4: D", "5-5: E", "6-6: F"]
    assert (found.shown, found.total) == (6, 6)
    assert found.cheapest
    assert found.cheapest.variant.name == "C"


def test_the_last_band_is_cut_where_the_page_ends() -> None:
    """A page of few rows shows the best; a band that does not fit still tells where it ends."""
    found = standings(results(FIELD), most=2)
    assert (bands(found), found.shown, found.total) == (["1-3: A B"], 2, 6)
    assert bands(standings(results(FIELD), most=3)) == ["1-3: A B C"]
    assert bands(standings(results(FIELD), most=4)) == ["1-3: A B C", "4-4: D"]


def test_other_setups_and_adjacent_papers_are_left_out() -> None:
    """Only models of core papers in the first setup are ranked; without any there is no cheapest."""
    other = paper("b", model("at 384", 90, resolution=384), model("applied", 90, base="deit/DeiT-S"))
    adjacent = paper("c", model("adjacent", 90), scope="adjacent")
    assert standings(results(other, adjacent)) == ((), 0, 0, None)


def test_a_row_has_a_speed() -> None:
    """The first speed that a result's readings tell stands in its row."""
    fast = {"ms": "0.9", "device": "iPhone 12"}
    found = standings(results(paper("a", model("A", 80, latency=fast), model("B", 70))))
    speeds = [row.speed and row.speed.device for band in found.bands for row in band.rows]
    assert speeds == ["iPhone 12", None]
