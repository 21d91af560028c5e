"""The chart of reported against counted figures."""

from __future__ import annotations

from lvkb.render.figures import point_title
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
