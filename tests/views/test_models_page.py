"""Rows of the models page, and the lists below it."""

from __future__ import annotations

from typing import Any

from lvkb.measured import Counts
from lvkb.records import Reading
from lvkb.render.figures import counted, reported
from lvkb.results.explanations import explain
from lvkb.subject.agreement import Verdict
from lvkb.views.models_page import ModelRow, ModelsPage
from tests.counted import MODEL, counts, model_count
from tests.invented import paper, reading, results, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def page(*readings: Reading, counted: Counts | None = None, timm: str | None = MODEL) -> ModelsPage:
    """Gives the models page of a catalogue of one variant with the readings."""
    one = paper("a", variant("A-S", *readings, timm=timm))
    return ModelsPage(results(one, counts=counts(model_count()) if counted is None else counted))


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
    assert (found.verdict, found.explained, found.own) == (Verdict.MATCH, (), model_count())


def test_a_fusable_model_shows_both_forms() -> None:
    """Figures of the fused model stand beside those of the model as built; the verdict's own are shown."""
    found = row(reading(resolution=224, params_m="6.8", compute_g="1.1", compute_unit="macs"), counted=counts(FUSABLE))
    assert (found.params_counted, found.params_fused) == (7_300_000, 6_810_000)
    assert (found.macs_counted, found.macs_fused) == (1_452_000_000, 1_108_000_000)
    assert (found.params_shown, found.macs_shown) == (6_810_000, 1_108_000_000)
    assert [explain(item) for item in found.explained] == [
        "parameters of the deployed form",
        "compute of the deployed form",
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
    assert (found.verdict, found.params_counted, found.own) == (Verdict.MATCH, 5_578_632, None)


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


def test_tally_puts_the_best_first() -> None:
    """Verdicts are counted with matches first, and those without figures last."""
    rows = [variant(f"A-{n}", reading(**{key: value}), timm=MODEL) for n, (key, value) in enumerate(FIGURES)]
    found = ModelsPage(results(paper("a", *rows), counts=counts(model_count())))
    assert list(found.tally().items()) == [(Verdict.MATCH, 2), (Verdict.MISMATCH, 1), (Verdict.NOTHING, 1)]


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
    found = ModelsPage(results(*papers, counts=counted))
    assert [(item.paper.id, item.variants) for item in found.unlinked()] == [
        ("gravel", (("Gravel-S", ("gravel_small_patch16_224",)),))
    ]
    assert [item.id for item in found.absent()] == ["sand"]
