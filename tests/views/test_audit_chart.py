"""The chart of how far counted figures lie from the reported ones."""

from __future__ import annotations

from lvkb.records import Reading
from lvkb.render.figure_texts import point_title
from lvkb.subject.agreement import Verdict
from lvkb.views.audit_chart import HEIGHT, WIDTH, AuditChart, audit_chart
from lvkb.views.counted_models import CountedModels
from tests.counted import MODEL, counts, model_count
from tests.invented import paper, reading, results, variant


def chart(*readings: Reading, params: int = 10_000_000) -> AuditChart:
    """Gives the chart of parameters of one variant, which has ten million as counted."""
    found = results(paper("a", variant("A-S", *readings, timm=MODEL)), counts=counts(model_count(params=params)))
    drawn = audit_chart(CountedModels(found).judged(), "params")
    assert drawn is not None
    return drawn


def test_places_in_the_drawing() -> None:
    """Reported figures lie from left to right, and above zero what was counted higher than reported."""
    drawn = chart(*(reading(params_m=figure) for figure in (5, 10, 20)))
    by_figure = {str(point.told.judgement.reported): point for point in drawn.points}
    assert [round(by_figure[key].x) for key in ("5", "10", "20")] == [18, 200, 382]
    zero = next(tick.at for tick in drawn.up if tick.label == "0")
    assert by_figure["5"].y < by_figure["10"].y == zero < by_figure["20"].y
    assert [tick.label for tick in drawn.across] == ["5", "10", "20"]
    assert [tick.label for tick in drawn.up] == ["-50", "-10", "-2", "0", "+2", "+10", "+50", "+100"]
    assert [tick.at for tick in drawn.up] == sorted((tick.at for tick in drawn.up), reverse=True)
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in drawn.points)


def test_the_band_is_what_fits() -> None:
    """A count two per cent off lies on the edge of the band, which is there when everything fits, too."""
    drawn = chart(reading(params_m=10))
    marks = {tick.label: tick.at for tick in drawn.up}
    top, height = drawn.band
    assert (top, round(top + height, 1)) == (marks["+2"], marks["-2"])
    assert drawn.points[0].y == marks["0"]


def test_each_figure_of_a_variant_is_one_point() -> None:
    """The same figure in several places is one point, and a point says in words how far it is off."""
    drawn = chart(*(reading(params_m=figure) for figure in ("5.578632", "5.578632", "2")), params=5_578_632)
    assert [point.verdict for point in drawn.points] == [Verdict.AGREES, Verdict.MISMATCH]
    assert drawn.fitting == 1
    title = point_title(drawn.points[1].told)
    assert title == "A-S: 2 M reported, 5.58 M counted, counted parameters 178.9 % above the reported"


def test_points_that_fit_lie_below_the_others() -> None:
    """Points that fit stand first, each kind by paper, variant and figure."""
    papers = [
        paper(key, *(variant(name, *(reading(params_m=m) for m in figures), timm=MODEL) for name in names))
        for key, names, figures in (("b", "T", (9, 8)), ("a", "TS", ("5.58", "7", "5.6")))
    ]
    drawn = audit_chart(CountedModels(results(*papers, counts=counts(model_count()))).judged(), "params")
    assert drawn is not None
    assert [(p.told.paper.id, p.told.variant.name, str(p.told.judgement.reported)) for p in drawn.points] == [
        ("a", "S", "5.58"),
        ("a", "S", "5.6"),
        ("a", "T", "5.58"),
        ("a", "T", "5.6"),
        ("a", "S", "7"),
        ("a", "T", "7"),
        ("b", "T", "8"),
        ("b", "T", "9"),
    ]
    assert drawn.fitting == 4


def test_figures_that_were_not_counted_are_no_points() -> None:
    """A chart is of one quantity, of figures that were counted; figures of the fused form fit too."""
    fusable = model_count(params=7_300_000, fused=6_810_000)
    rows = [reading(params_m="6.8"), reading(compute_g=9, compute_unit="macs", resolution=512)]
    found = CountedModels(results(paper("a", variant("A-S", *rows, timm=MODEL)), counts=counts(fusable)))
    drawn = audit_chart(found.judged(), "params")
    assert drawn is not None
    assert (len(drawn.points), drawn.fitting) == (1, 1)
    assert audit_chart(found.judged(), "compute") is None
