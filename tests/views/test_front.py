"""Charts of accuracy against cost: which results they show, and where."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper, Variant
from lvkb.results import Result
from lvkb.views.front import SMALL, WIDE, FrontChart, front_chart
from lvkb.views.front_charts import FrontCharts
from lvkb.views.palette import Palette
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, variant

SHOWN: dict[str, Any] = PLAIN | {"params_m": 5, "compute_unit": "macs"}


def model(name: str, top1: Any, gmacs: Any, **values: Any) -> Variant:
    """Gives a variant with one result in the first setup."""
    return variant(name, reading(**SHOWN | {"top1": top1, "compute_g": gmacs} | values))


def shown(chart: FrontChart | None) -> dict[str, list[str]]:
    """Gives the variants of a chart: those on the front, those that are lit, and the number of others."""
    assert chart is not None
    return {
        "front": [point.result.variant.name for point in chart.front],
        "lit": [point.result.variant.name for point in chart.lit],
        "dust": [f"{dust.colour} {len(dust.places)}" for dust in chart.dust],
    }


def all_results(*papers: Paper) -> list[Result]:
    """Gives the results of papers."""
    return list(results(*papers).results)


def test_front_and_dust() -> None:
    """The front stands by rising cost, others are dust of their family, and a model is shown once."""
    one = paper("a", model("cheap", 70, "0.5"), model("good", 80, 2), model("worse", 79, 3))
    two = paper("b", model("other", 69, 1), model("new", 60, 1), categories=["elsewhere/x"])
    twice = paper("c", variant("again", *(reading(**SHOWN, top1=top1, compute_g=1, epochs=top1) for top1 in (75, 74))))
    chart = front_chart(all_results(one, two, twice), palette=Palette([("dynamic", "D"), ("components", "C")]))
    assert shown(chart) == {"front": ["cheap", "again", "good"], "lit": [], "dust": ["2 1", "other 2"]}
    assert chart is not None
    assert (chart.number, chart.cost, str(chart.setup)) == (6, "gmacs", "imagenet-1k / no distillation / 224")
    assert chart.legend == (("2", "C"), ("other", "Other"))


def test_places_in_the_drawing() -> None:
    """Cost grows from left to right as factors, accuracy upwards; marks lie where their numbers do."""
    chart = front_chart(all_results(paper("a", model("S", 70, "0.1"), model("B", 90, 10))), size=WIDE)
    assert chart is not None
    assert [(point.x, point.y, point.is_front) for point in chart.front] == [(29.1, 324.5, True), (610.9, 15.5, True)]
    assert [(tick.label, tick.at) for tick in chart.up] == [
        ("70", 324.5),
        ("75", 247.3),
        ("80", 170.0),
        ("85", 92.7),
        ("90", 15.5),
    ]
    assert [tick.label for tick in chart.across] == ["0.1", "0.2", "0.5", "1", "2", "5", "10"]


def test_a_paper_that_is_lit_shows_every_result() -> None:
    """Of the paper that a chart is about each result is a point, labelled before all others, on the front or off it."""
    rows = [
        reading(**SHOWN, top1=top1, compute_g=gmacs, epochs=n) for n, (top1, gmacs) in enumerate([(75, 1), (74, 2)], 1)
    ]
    chart = front_chart(all_results(paper("a", variant("A-S", *rows)), paper("b", model("B", 80, 3))), lit="a")
    assert shown(chart) == {"front": ["A-S", "B"], "lit": ["A-S", "A-S"], "dust": []}
    assert chart is not None
    assert [(point.result.protocol.epochs, point.is_front, point.is_lit) for point in chart.marked] == [
        (None, True, False),
        (1, True, True),
        (2, False, True),
    ]
    assert [point.result.protocol.epochs for point in chart.beside] == [2]
    assert all(point.label for point in chart.marked)


def test_a_chart_needs_a_cost() -> None:
    """Results without a known cost are no points; without any point there is no chart."""
    found = all_results(paper("a", model("S", 70, None, compute_unit=None)))
    assert front_chart(found) is None
    assert shown(front_chart(found, "params"))["front"] == ["S"]


@pytest.mark.parametrize("kind", ["soft", "none"])
def test_distilled_models_are_told(kind: str) -> None:
    """Points and dust say whether a teacher was used."""
    chart = front_chart(all_results(paper("a", model("S", 80, 1, distilled=kind), model("B", 70, 2, distilled=kind))))
    assert chart is not None
    is_distilled = kind == "soft"
    assert [chart.front[0].is_distilled, chart.dust[0].is_distilled] == [is_distilled, is_distilled]


def test_the_chart_of_the_home_page() -> None:
    """Lightweight models of core papers in the first setup, their own, sound accuracies alone."""
    fair = paper("a", model("fair", 70, 1), model("heavy", 80, 7), model("at 256", 75, 1, resolution=256))
    unfair = paper(
        "b",
        model("quoted", 75, 1, kind="quoted"),
        model("applied", 75, 1, base="deit/DeiT-S"),
        model("distilled", 75, 1, distilled="soft"),
        model("unknown", 75, None, compute_unit=None),
    )
    adjacent = paper("c", model("adjacent", 75, 1), scope="adjacent")
    charts = FrontCharts(results(fair, unfair, adjacent))
    assert shown(charts.first()) == {"front": ["fair"], "lit": [], "dust": []}
    assert FrontCharts(results(unfair, adjacent)).first() is None


def test_the_chart_of_a_topic() -> None:
    """The lightweight models of its papers, in the setup that most of them share, with methods applied to others."""
    mine = paper(
        "a",
        *(model(f"S{n}", 70 + n, 1, distilled="soft", base=base) for n, base in enumerate([None, "deit/DeiT-S"])),
        model("plain", 80, 1),
        model("heavy", 85, 7, distilled="soft"),
        model("vague", 85, 1, distilled=None),
        categories=["dynamic/pruning"],
    )
    other = paper("b", model("other", 90, 1, distilled="soft"), categories=["dynamic/pruning-not"])
    charts = FrontCharts(results(mine, other))
    assert shown(charts.topic("dynamic/pruning")) == {"front": ["S1"], "lit": [], "dust": ["other 1"]}
    assert shown(charts.topic("dynamic")) == {"front": ["other"], "lit": [], "dust": ["other 2"]}
    assert charts.topic("dynamic/pruning/early") is None


def test_the_chart_of_a_paper() -> None:
    """A paper's results in the first setup, beside the front of that setup, as far as it costs about as much."""
    field = paper("b", model("near", 75, 2), model("tiny", 50, "0.1"), model("huge", 90, 30), model("worse", 60, 2))
    own = paper("a", model("A-S", 70, 1), model("A-B", 80, 9), model("A-S at 256", 75, 1, resolution=256))
    chart = FrontCharts(results(own, field)).paper(own)
    assert shown(chart) == {"front": ["A-S", "near", "A-B"], "lit": ["A-S", "A-B"], "dust": []}
    assert chart is not None
    assert chart.size == SMALL


def test_the_front_near_a_paper_ends_at_its_edge() -> None:
    """The front is shown from a third of the paper's least cost to three times its greatest."""
    costs = ("0.32", "0.34", "8.9", "9", "9.1")
    field = paper("b", *(model(cost, 60 + place, cost) for place, cost in enumerate(costs)))
    own = paper("a", model("A-S", 50, 1), model("A-B", 51, 3))
    assert shown(FrontCharts(results(own, field)).paper(own))["front"] == ["0.34", "8.9", "9"]


def test_a_paper_elsewhere_is_shown_in_its_commonest_setup() -> None:
    """Without a result in the first setup the one with most results is shown, and no unknown one."""
    rows = (
        model("vague", 90, 1, pretrain=None),
        model("vague too", 90, 1, pretrain=None),
        model("at 384", 80, 1, resolution=384),
        model("S", 70, 1, resolution=256),
        model("B", 80, 2, resolution=256),
    )
    own = paper("a", *rows)
    assert shown(FrontCharts(results(own)).paper(own))["lit"] == ["S", "B"]
    lone = paper("a", rows[0])
    assert FrontCharts(results(lone)).paper(lone) is None


def test_a_paper_without_compute_is_shown_by_its_parameters() -> None:
    """Where no compute is known, parameters are what models cost; counted figures count as known."""
    own = paper("a", model("A-S", 70, None, compute_unit=None))
    chart = FrontCharts(results(own)).paper(own)
    assert chart is not None
    assert (chart.cost, shown(chart)["lit"]) == ("params", ["A-S"])
    linked = paper("a", variant("A-S", reading(top1=70, **PLAIN), timm=MODEL))
    counted = FrontCharts(results(linked, counts=counts(model_count()))).paper(linked)
    assert counted is not None
    assert counted.cost == "gmacs"
