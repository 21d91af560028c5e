"""Rows of the audit, and the lists below it."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.measured import Counts
from lvkb.records import Paper, Reading
from lvkb.render.figure_texts import counted, reported
from lvkb.results.explanations import explain
from lvkb.subject.agreement import Verdict
from lvkb.views.counted_models import CountedModels, ModelRow
from tests.counted import MODEL, counts, model_count
from tests.invented import paper, reading, results, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def page(*readings: Reading, counted: Counts | None = None, timm: str | None = MODEL) -> CountedModels:
    """Gives the counted models of a catalogue of one variant with the readings."""
    one = paper("a", variant("A-S", *readings, timm=timm))
    return CountedModels(results(one, counts=counts(model_count()) if counted is None else counted))


def row(*readings: Reading, **values: Any) -> ModelRow:
    """Gives the only row of such a page."""
    (found,) = page(*readings, **values).by_name()
    return found


def test_a_row_shows_reported_beside_counted() -> None:
    """A row has the reported figures as printed, the counted ones, the verdict, and what belongs to the weights."""
    found = row(reading(resolution=224, params_m="5.60", compute_g="1.1", compute_unit="macs"))
    assert (found.paper.id, found.variant.name, found.model, found.size) == ("a", "A-S", MODEL, 224)
    assert (str(found.params and found.params.reported), found.params_counted, found.params_fused) == (
        "5.60",
        5_578_632,
        None,
    )
    assert (str(found.compute and found.compute.reported), found.macs_counted, found.macs_fused) == (
        "1.1",
        1_102_000_000,
        None,
    )
    assert (found.params_shown, found.macs_shown) == (5_578_632, 1_102_000_000)
    assert (found.verdict, found.explained, found.own) == (Verdict.AGREES, (), model_count())


def test_a_fusable_model_shows_both_forms() -> None:
    """Figures of the fused model stand beside those of the model as built; the verdict's own are shown."""
    found = row(reading(resolution=224, params_m="6.8", compute_g="1.1", compute_unit="macs"), counted=counts(FUSABLE))
    assert (found.params_counted, found.params_fused) == (7_300_000, 6_810_000)
    assert (found.macs_counted, found.macs_fused) == (1_452_000_000, 1_108_000_000)
    assert (found.params_shown, found.macs_shown) == (6_810_000, 1_108_000_000)
    assert [explain(item) for item in found.explained] == [
        "parameters fused for inference",
        "compute fused for inference",
    ]


def test_without_reported_compute_the_stated_size_counts() -> None:
    """Where no compute is reported, it is counted at the first image size that a reading states."""
    counted = counts(model_count(sizes=((224, 1_102_000_000), (384, 3_240_000_000))))
    found = row(reading(top1=78), reading(top1=79, resolution=384), counted=counted)
    assert (found.size, found.macs_counted, found.verdict) == (384, 3_240_000_000, Verdict.NOTHING)


def test_what_was_not_counted_is_empty() -> None:
    """A linked variant that nothing was counted on has its reported figures and its verdict, and no note."""
    found = row(reading(resolution=224, params_m="5.6"), counted=counts())
    assert (str(found.params and found.params.reported), found.params_counted, found.size) == ("5.6", None, None)
    assert (found.verdict, found.explained, found.own) == (Verdict.NOT_COUNTED, (), None)


def test_other_weights_lend_no_licence_and_no_snippet() -> None:
    """Counts of other weights of the architecture serve for figures, not for what belongs to the weights."""
    found = row(reading(params_m="5.6"), counted=counts(model_count("pebblevit_s.moraine_in1k")))
    assert (found.verdict, found.params_counted, found.own) == (Verdict.AGREES, 5_578_632, None)


def test_corrections_are_listed_worst_first() -> None:
    """Each figure that does not fit stands once: mismatches before others, the farthest off first."""
    found = page(
        reading(at="row 1", resolution=224, params_m="5.2", compute_g="1.3", compute_unit="macs"),
        reading(at="row 2", resolution=224, params_m="5.2", compute_g="2.2", compute_unit="flops"),
        reading(at="row 3", resolution=224, params_m="5.6"),
    )
    told = [
        (reported(item), counted(item), item.verdict, item.reading.at)
        for item in (correction.judgement for correction in found.corrections())
    ]
    assert told == [
        ("1.3 G", "1.10 G at 224 px", Verdict.MISMATCH, "row 1"),
        ("5.2 M", "5.58 M", Verdict.MISMATCH, "row 1"),
        ("2.2 G", "1.10 G at 224 px", Verdict.FACTOR_TWO, "row 2"),
    ]


def test_corrections_of_one_verdict() -> None:
    """Figures of one verdict stand by how far they are off, above or below, and of equals by the paper's id."""
    figures = (("c", "5.0"), ("b", "4.0"), ("d", "11.0"), ("a", "11.0"))
    papers = [paper(key, variant("S", reading(params_m=figure), timm=MODEL)) for key, figure in figures]
    found = CountedModels(results(*papers, counts=counts(model_count(params=8_000_000))))
    assert [item.paper.id for item in found.corrections()] == ["b", "c", "a", "d"]


def test_one_figure_is_corrected_once() -> None:
    """A figure that stands in several places of a variant is told once, that of another variant or quantity too."""
    rows = (reading(params_m="9.0"), reading(params_m=9, at="Table 2"), reading(params_m="9.1"))
    given = paper("a", variant("S", *rows, timm=MODEL), variant("B", reading(params_m=9), timm=MODEL))
    found = CountedModels(results(given, counts=counts(model_count())))
    assert [(item.variant.name, str(item.judgement.reported)) for item in found.corrections()] == [
        ("S", "9.1"),
        ("S", "9.0"),
        ("B", "9"),
    ]


@pytest.mark.parametrize(
    ("values", "verdict", "asked"),
    [
        ({"params_m": "5.6"}, Verdict.AGREES, False),
        ({"params_m": 9}, Verdict.MISMATCH, True),
        ({"compute_g": "2.2"}, Verdict.FACTOR_TWO, True),
        ({"compute_g": "1.44"}, Verdict.OTHER_SIZE, True),
        ({"compute_g": 9, "resolution": 512}, Verdict.NOT_COUNTED, False),
    ],
)
def test_what_asks_for_a_correction(values: dict[str, Any], verdict: Verdict, asked: bool) -> None:
    """Mismatches, factors of two and other input sizes ask for a correction somewhere, nothing else does."""
    unit = {"compute_unit": "flops"} if "compute_g" in values else {}
    counted = counts(model_count(sizes=((224, 1_102_000_000), (256, 1_439_000_000))))
    found = page(reading(**{"resolution": 224, **unit, **values}), counted=counted)
    assert [item.judgement.verdict for item in found.judged()] == [verdict]
    assert bool(found.corrections()) is asked


def test_a_deployed_form_is_no_correction() -> None:
    """A figure of the fused form is explained beside its row, and asks for no correction."""
    found = page(reading(params_m="6.8"), counted=counts(FUSABLE))
    assert (found.corrections(), [explain(item) for row in found.by_name() for item in row.explained]) == (
        (),
        ["parameters fused for inference"],
    )


def test_what_a_row_explains() -> None:
    """A figure that was not counted is told of beside one that was; where nothing was, the verdict says it all."""
    one = row(reading(params_m="5.6", compute_g=9, compute_unit="flops", resolution=512))
    assert [explain(item) for item in one.explained] == ["compute not counted"]
    assert (one.verdict, one.size, one.macs_shown) == (Verdict.AGREES, 224, 1_102_000_000)
    both = row(reading(params_m=9, compute_g=9, compute_unit="flops", resolution=512))
    assert [explain(item) for item in both.explained] == [
        "counted parameters 38.0 % below the reported",
        "compute not counted",
    ]


def test_a_link_of_a_reading_makes_a_row() -> None:
    """A variant without a name of its own is shown with the first weights that its readings name."""
    one = row(reading(top1=70), reading(top1=71, timm=MODEL), reading(top1=72, timm="x.y"), timm=None)
    assert (one.model, one.params_shown, one.own) == (MODEL, 5_578_632, model_count())
    assert page(reading(top1=70), timm=None).rows == {}


def test_rows_by_name() -> None:
    """Rows stand by the name of their paper, whatever its capitals, those of one paper as in its record."""
    rows = [variant(name, reading(top1=70), timm=MODEL) for name in ("S", "B")]
    papers = [paper(key, *rows, name=name) for key, name in (("x", "b"), ("y", "C"), ("z", "A"))]
    found = CountedModels(results(*papers, counts=counts(model_count())))
    assert [(item.paper.name, item.variant.name) for item in found.by_name()] == [
        (name, size) for name in ("A", "b", "C") for size in ("S", "B")
    ]
    assert {key: len(items) for key, items in found.rows.items()} == {"x": 2, "y": 2, "z": 2}


def test_a_row_of_another_size_than_stated() -> None:
    """Compute that was counted at another size than the reading's is shown with the size it was counted at."""
    counted = counts(model_count(sizes=((224, 1_102_000_000), (256, 1_439_000_000))))
    one = row(reading(compute_g="1.10", compute_unit="flops", resolution=320), counted=counted)
    assert (one.verdict, one.size, one.macs_counted) == (Verdict.OTHER_SIZE, 224, 1_102_000_000)
    other = row(reading(compute_g="1.44", compute_unit="flops"), counted=counted)
    assert (other.verdict, other.size, other.macs_counted) == (Verdict.OTHER_SIZE, 224, 1_102_000_000)


def test_the_size_of_the_reported_compute_is_shown() -> None:
    """Counted compute stands beside the reported one at its size, not at the first one that is stated."""
    counted = counts(model_count(sizes=((224, 1_102_000_000), (384, 3_240_000_000))))
    rows = (reading(top1=78, resolution=224), reading(resolution=384, compute_g="3.2", compute_unit="macs"))
    assert row(*rows, counted=counted).size == 384


def test_a_row_without_a_stated_size() -> None:
    """Without compute and sizes the model's own size is shown; a stated size that was not counted is passed over."""
    counted = counts(model_count(sizes=((224, 1_102_000_000), (384, 3_240_000_000))))
    assert row(reading(top1=78), counted=counted).size == 224
    assert row(reading(top1=78, resolution=512), counted=counted).size == 224
    assert row(reading(top1=78, resolution=512), reading(top1=79, resolution=384), counted=counted).size == 384


def test_the_worst_figure_is_shown() -> None:
    """Of several readings the row shows the one that fits least."""
    one = row(reading(params_m="5.6"), reading(params_m=9), reading(params_m="5.5"))
    assert (str(one.params and one.params.reported), one.verdict) == ("9", Verdict.MISMATCH)


def test_tally_puts_the_best_first() -> None:
    """Verdicts are counted with matches first, and those without figures last."""
    rows = [variant(f"A-{n}", reading(**{key: value}), timm=MODEL) for n, (key, value) in enumerate(FIGURES)]
    found = CountedModels(results(paper("a", *rows), counts=counts(model_count())))
    assert list(found.tally().items()) == [(Verdict.AGREES, 2), (Verdict.MISMATCH, 1), (Verdict.NOTHING, 1)]


FIGURES = (("top1", "70"), ("params_m", "9"), ("params_m", "5.6"), ("params_m", "5.58"))


def test_papers_without_links() -> None:
    """Papers whose variants timm seems to have are told from those it has nothing of; linked ones are in neither."""
    papers = [
        paper("sand", variant("Sand-S", reading(top1=70))),
        paper("gravel", variant("Gravel-S", reading(top1=70))),
        paper("a", variant("A-S", reading(top1=70), timm=MODEL)),
        paper("none"),
    ]
    counted = counts(model_count(), architectures=("gravel_small_patch16_224", "pebblevit_s"))
    found = CountedModels(results(*papers, counts=counted))
    assert [(item.paper.id, item.variants) for item in found.unlinked()] == [
        ("gravel", (("Gravel-S", ("gravel_small_patch16_224",)),))
    ]
    assert [item.id for item in found.absent()] == ["sand"]


def test_lists_without_links_stand_by_name() -> None:
    """Papers that timm may have, and those it has nothing of, stand by name, whatever their capitals."""

    def papers(name: str) -> list[Paper]:
        names = (("x", "b"), ("y", "C"), ("z", "A"))
        return [paper(key, variant(name, reading(top1=70)), name=title) for key, title in names]

    counted = counts(architectures=("gravel_small", "gravel_base"))
    found = CountedModels(results(*papers("Gravel-S"), counts=counted))
    assert ([item.paper.name for item in found.unlinked()], found.absent()) == (["A", "b", "C"], ())
    other = CountedModels(results(*papers("Sand-S"), counts=counted))
    assert ([item.name for item in other.absent()], other.unlinked()) == (["A", "b", "C"], ())


def test_linked_variants_are_not_looked_for() -> None:
    """Of a paper only the variants without a name are told as near ones, and nothing is near without counts."""
    rows = (variant("Gravel-S", reading(top1=70), timm=MODEL), variant("Gravel-B", reading(top1=70)))
    counted = counts(architectures=("gravel_small", "gravel_base"))
    found = CountedModels(results(paper("a", *rows), counts=counted))
    assert [item.variants for item in found.unlinked()] == [(("Gravel-B", ("gravel_base",)),)]
    assert found.near(rows[1]) == ("gravel_base",)
    assert CountedModels(results(paper("a", *rows))).unlinked() == ()


def test_linked_architectures_are_nobody_elses() -> None:
    """An architecture that some record links, itself or by a reading, is not offered to another variant."""
    counted = counts(architectures=("gravel_small", "gravel_base"))
    for linked in (
        variant("X", reading(top1=1), timm="gravel_small.a"),
        variant("X", reading(top1=1, timm="gravel_small.b")),
    ):
        found = CountedModels(
            results(paper("a", linked), paper("b", variant("Gravel-S", reading(top1=1))), counts=counted)
        )
        assert found.unlinked() == ()
