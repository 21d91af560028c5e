"""The chart of reported against counted figures."""

from __future__ import annotations

from lvkb.render.figure_texts import point_title
from lvkb.subject.agreement import Verdict
from lvkb.views.models_page import ModelsPage
from lvkb.views.scatter import SIDE, scatter
from tests.counted import MODEL, counts, model_count
from tests.invented import paper, reading, results, variant


def test_points_lie_where_their_figures_are() -> None:
    """Equal figures lie on the diagonal, larger counts above it, and each figure of a variant is one point."""
    rows = [reading(params_m=figure) for figure in ("5.578632", "5.578632", "2", "20")]
    found = results(paper("a", variant("A-S", *rows, timm=MODEL)), counts=counts(model_count()))
    judged = tuple(ModelsPage(found).judged())
    chart = scatter(judged, "params")
    assert chart is not None
    assert (round(chart.points[0].x + chart.points[0].y), chart.points[0].verdict) == (SIDE, Verdict.AGREES)
    small, large = sorted(chart.points[1:], key=lambda point: point.x)
    assert small.x + small.y < SIDE < large.x + large.y
    assert (len(chart.points), chart.fitting) == (3, 1)
    assert [tick.label for tick in chart.ticks] == ["2", "5", "10", "20"]
    assert point_title(small.told) == "A-S: 2 M reported, 5.58 M counted, counted parameters 178.9 % above the reported"
    assert scatter(judged, "compute") is None


def test_places_in_the_drawing() -> None:
    """Both axes reach a twentieth of a power of ten beyond the figures; places are counted from left and top."""
    rows = [reading(params_m=figure) for figure in ("1", "10")]
    found = results(paper("a", variant("A-S", *rows, timm=MODEL)), counts=counts(model_count(params=10_000_000)))
    chart = scatter(ModelsPage(found).judged(), "params")
    assert chart is not None
    assert [(point.x, point.y) for point in chart.points] == [(381.8, 18.2), (18.2, 18.2)]
    assert [(tick.label, tick.at) for tick in chart.ticks] == [("1", 18.2), ("2", 127.6), ("5", 272.4), ("10", 381.8)]


def test_points_that_fit_lie_below_the_others() -> None:
    """Points that fit stand first, each kind by paper, variant and figure."""
    papers = [
        paper(key, *(variant(name, *(reading(params_m=m) for m in figures), timm=MODEL) for name in names))
        for key, names, figures in (("b", "T", (9, 8)), ("a", "TS", ("5.58", "7", "5.6")))
    ]
    found = ModelsPage(results(*papers, counts=counts(model_count())))
    chart = scatter(found.judged(), "params")
    assert chart is not None
    shown = [(p.told.paper.id, p.told.variant.name, str(p.told.judgement.reported)) for p in chart.points]
    assert shown == [
        ("a", "S", "5.58"),
        ("a", "S", "5.6"),
        ("a", "T", "5.58"),
        ("a", "T", "5.6"),
        ("a", "S", "7"),
        ("a", "T", "7"),
        ("b", "T", "8"),
        ("b", "T", "9"),
    ]
    assert chart.fitting == 4


def test_figures_that_were_not_counted_are_no_points() -> None:
    """A chart is of one quantity, of figures that were counted; figures of the fused form fit too."""
    fusable = model_count(params=7_300_000, fused=6_810_000)
    rows = [reading(params_m="6.8"), reading(compute_g=9, compute_unit="macs", resolution=512)]
    found = ModelsPage(results(paper("a", variant("A-S", *rows, timm=MODEL)), counts=counts(fusable)))
    chart = scatter(found.judged(), "params")
    assert chart is not None
    assert (len(chart.points), chart.fitting) == (1, 1)
    assert scatter(found.judged(), "compute") is None
